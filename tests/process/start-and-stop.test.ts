import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { weighFirstView } from '../browser/first-view.ts'
import { desktop, phone, sharedBrowser } from '../browser/viewer-page.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { runServer } from './run-server.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'petausul-process-'))
  const fill = runServer({ DATA_DIR: folder }, 'server/programs/import-package.ts', [FIXTURE_DISTRICT])
  expect(await fill.ended, fill.output()).toBe(0)
  expect(fill.output()).toContain('Kabupaten Contoh')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const proposal = (title: string) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ title, lon: 111.25, lat: -2.15 }),
})

describe('a server on its own folder', () => {
  test('shows a made-up password once, answers, refuses a second server on the folder, and ends with 0 on SIGTERM', async () => {
    const first = runServer({ DATA_DIR: folder })
    const url = await first.ready
    expect(first.output()).toMatch(/Sandi administrator .*: \S{12,}/)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/tiles/proposals/9/413/259.mvt`)).status).toBe(200)

    const second = runServer({ DATA_DIR: folder })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('is in use by process')
    expect(second.output()).not.toContain('at async')

    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  test('kill -9 in the middle of writes loses none that was acknowledged', async () => {
    const server = runServer({ DATA_DIR: folder, SUBMISSIONS_PER_HOUR: '10000' })
    const url = await server.ready
    expect(server.output()).not.toContain('Sandi administrator')
    const acknowledged: string[] = []
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; n < 200; n++) {
        const answer = await fetch(`${url}/api/proposals`, proposal(`Jalan ${writer}-${n}`)).catch(
          () => undefined,
        )
        if (answer?.status !== 201) return
        acknowledged.push(((await answer.json()) as { code: string }).code)
        if (acknowledged.length === 12) server.child.kill('SIGKILL')
      }
    })
    await Promise.allSettled(writers)
    expect(await server.ended).toBe('SIGKILL')
    expect(acknowledged.length).toBeGreaterThanOrEqual(12)

    const again = runServer({ DATA_DIR: folder })
    const after = await again.ready
    for (const code of acknowledged)
      expect((await fetch(`${after}/api/proposals/${code}`)).status, code).toBe(200)
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })
})

describe('a first start', () => {
  test('that is killed halfway goes on at the next one, to the whole demo district', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'petausul-first-'))
    const first = runServer({ DATA_DIR: fresh })
    while (!first.output().includes('Membangun kisi kebutuhan')) {
      await Promise.race([first.ended, new Promise((resolve) => setTimeout(resolve, 20))])
    }
    first.child.kill('SIGKILL')
    await first.ended

    const second = runServer({ DATA_DIR: fresh })
    const url = await second.ready
    const district = (await (await fetch(`${url}/api/district`)).json()) as {
      demo: boolean
      counts: { villages: number }
    }
    expect(district).toMatchObject({ demo: true, counts: { villages: 104 } })
    const { total } = (await (await fetch(`${url}/api/proposals?limit=1`)).json()) as {
      total: { count: number; withLocation: number }
    }
    expect(total.count).toBeGreaterThan(2500)
    expect(total.withLocation).toBeGreaterThan(0.95 * total.count)
    expect((await fetch(`${url}/`)).headers.get('content-type')).toContain('text/html')
    if (findCapabilities().chromium) await expectLightViews(url)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    rmSync(fresh, { recursive: true, force: true })
  }, 180_000)
})

/** What people see first weighs little, on a desktop and on a phone. */
async function expectLightViews(url: string): Promise<void> {
  const browser = await sharedBrowser()
  for (const viewport of [desktop, phone]) {
    const page = await browser.newPage({ viewport, hasTouch: viewport === phone, reducedMotion: 'reduce' })
    const { all } = await weighFirstView(page, url)
    expect(all, `of ${viewport.width} pixels`).toBeGreaterThan(100_000)
    expect(all, `of ${viewport.width} pixels`).toBeLessThan(250_000)
    await page.close()
  }
}

describe('clear errors at start', () => {
  test('all faults of the settings at once, without secrets', async () => {
    const server = runServer({
      DATA_DIR: folder,
      PORT: 'abc',
      ADMIN_PASSWORD: 'pendek',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'peta',
    })
    expect(await server.ended).toBe(1)
    for (const name of ['PORT', 'ADMIN_PASSWORD', 'LOG_LEVEL', 'PUBLIC_URL'])
      expect(server.output()).toContain(name)
    expect(server.output()).not.toContain('pendek')
  })

  test('a port in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const server = runServer({ DATA_DIR: folder, PORT: String(port) })
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('The port is in use')
    other.close()
  })

  test('a database that does not answer', async () => {
    const server = runServer({
      DATA_DIR: folder,
      DATABASE_URL: 'postgres://someone:geheim@127.0.0.1:1/nothing',
    })
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('Cannot use the database at 127.0.0.1:1/nothing')
    expect(server.output()).not.toContain('geheim')
  })

  test('an import of a package that is not there', async () => {
    const run = runServer({ DATA_DIR: folder }, 'server/programs/import-package.ts', [
      '/nowhere/district.json',
    ])
    expect(await run.ended).toBe(1)
    expect(run.output()).toContain('expected a readable district.json')
  })
})
