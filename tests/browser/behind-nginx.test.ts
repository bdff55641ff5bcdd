import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { runNginx } from '../support/run-nginx.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { desktop, ViewerHost } from './viewer-page.ts'

/** A busy machine draws slowly; what is awaited must come, not come at once. */
const patience = { timeout: 20_000 }

describe.each([
  ['passes the path on', false],
  ['takes the path off', true],
])('behind an nginx that %s', (_, takesPathOff) => {
  let nginx: Awaited<ReturnType<typeof runNginx>>
  let host: ViewerHost
  let page: Page
  /** Everything that the browser asked of the host. */
  const asked: URL[] = []
  const faults: string[] = []

  beforeAll(async () => {
    const ports = { https: await freePort(), upstream: await freePort() }
    nginx = await runNginx(ports, takesPathOff)
    host = await ViewerHost.start({
      settings: { PORT: String(ports.upstream), PUBLIC_URL: nginx.url, TRUST_PROXY: 'loopback' },
    })
    page = await host.blank(desktop, { ignoreHTTPSErrors: true })
    page.context().on('request', (request) => asked.push(new URL(request.url())))
    page.context().on('response', (answer) => {
      const tells = `${answer.status()} ${answer.url()}`
      if (answer.status() >= 400) faults.push(tells)
    })
    page.context().on('weberror', (error) => faults.push(String(error.error())))
  })
  afterAll(async () => {
    await host.close()
    await nginx.stop()
  })

  it('opens the map, its tiles, its other language and its list', async () => {
    await page.goto(nginx.url)
    await page.locator('pu-map canvas').first().waitFor()
    await page.getByRole('tab', { name: /Usulan \(\d/ }).waitFor()
    await expect
      .poll(
        () => asked.some(({ pathname }) => /^\/petausul\/tiles\/proposals\/.*\.mvt$/.test(pathname)),
        patience,
      )
      .toBe(true)
    await page.getByRole('radio', { name: 'Kepadatan' }).check({ force: true })
    await expect
      .poll(() => asked.some(({ pathname }) => pathname.startsWith('/petausul/heat/')), patience)
      .toBe(true)
    await page.getByRole('button', { name: /^EN/ }).click()
    await page.getByRole('tab', { name: /Proposals/ }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/petausul/')
    await page.getByRole('button', { name: /^ID/ }).click()
  })

  it('hears of changes at once', async () => {
    await expect
      .poll(() => asked.some(({ pathname }) => pathname === '/petausul/api/changes'), patience)
      .toBe(true)
    const tiles = () => asked.filter(({ pathname }) => pathname.startsWith('/petausul/tiles/')).length
    await page.getByRole('radio', { name: 'Titik' }).check({ force: true })
    const before = tiles()
    const made = await page.request.post(`${nginx.url}/api/proposals`, {
      data: { title: 'Jembatan gantung', lon: 111.15, lat: -2.1 },
    })
    expect(made.status()).toBe(201)
    await expect.poll(tiles, patience).toBeGreaterThan(before)
  })

  it('leads from page to page', async () => {
    await page.getByRole('link', { name: 'Usulan', exact: true }).first().click()
    await page.waitForURL(`${nginx.url}/usulan`)
    await page.locator('main a[href*="/usulan/"]').first().click()
    await page.waitForURL(`${nginx.url}/usulan/*`)
    await page.getByRole('link', { name: /Data/ }).first().click()
    await page.waitForURL(`${nginx.url}/katalog`)
    await page.locator('li.layer a').first().click()
    await page.waitForURL(`${nginx.url}/katalog/*`)
    const background = await page.evaluate(() => getComputedStyle(document.body).fontFamily)
    expect(background).toContain('Plus Jakarta Sans')
    const links = await page
      .locator('a[href], form[action], img[src]')
      .evaluateAll((elements) =>
        elements.map(
          (element) =>
            element.getAttribute('href') ??
            element.getAttribute('action') ??
            element.getAttribute('src') ??
            '',
        ),
      )
    expect(links.length).toBeGreaterThan(12)
    for (const link of links)
      expect(new URL(link, page.url()).href).toMatch(
        /^(?!https:\/\/localhost)|^https:\/\/localhost:\d+\/petausul\//,
      )
  })

  it('signs in, to the page that was asked for, and ranks', async () => {
    await page.goto(`${nginx.url}/rencana?year=2025`)
    await page.waitForURL(`${nginx.url}/masuk?lanjut=*`)
    await page.getByLabel('Nama masuk').fill('admin')
    await page.getByLabel('Sandi', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/petausul\/rencana\?/)
    await page.locator('pu-plan-map canvas').first().waitFor()
    await page.locator('pu-rank-table').waitFor()
    const [session] = await page.context().cookies(nginx.url)
    expect(session).toMatchObject({ path: '/petausul', secure: true, httpOnly: true })
    await page.goto(`${nginx.url}/gaya/proposals`)
    await page.locator('pu-map-canvas, canvas').first().waitFor()
    await page.goto(`${nginx.url}/impor`)
    await page.getByText('Pilih berkas', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.waitForURL(`${nginx.url}/masuk`)
  })

  it('is embedded in a page of another site, by script and by what oEmbed says', async () => {
    const [script, frame] = [
      `<script type="module" src="${nginx.url}/peta-usul-map.js"></script><peta-usul-map layers="proposals"></peta-usul-map>`,
      (
        (await (
          await page.request.get(
            `${nginx.url}/oembed?url=${encodeURIComponent(`${nginx.url}/katalog/poverty`)}`,
          )
        ).json()) as { html: string }
      ).html,
    ]
    const elsewhere = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(`<!doctype html>${script}${frame}`)
    }).listen(0, '127.0.0.1')
    elsewhere.unref()
    await once(elsewhere, 'listening')
    const site = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    await page.goto(site)
    await expect
      .poll(
        () => page.frames().filter((one) => one.url().startsWith(`${nginx.url}/sematan?layers=`)).length,
        patience,
      )
      .toBe(2)
    for (const one of page.frames().slice(1)) await one.locator('pu-map canvas').first().waitFor()
  })

  it('asked nothing of the host outside its path, and was refused nothing', () => {
    const ours = asked.filter(({ hostname }) => hostname === 'localhost')
    expect(ours.length).toBeGreaterThan(50)
    expect(ours.filter(({ pathname }) => !pathname.startsWith('/petausul')).map(({ href }) => href)).toEqual(
      [],
    )
    expect(faults).toEqual([])
  })
})
