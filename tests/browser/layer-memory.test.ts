import { afterAll, beforeAll, expect, test } from 'vitest'
import { addManyProposals } from '../database/tiles-many-proposals.ts'
import { openStore } from '../support/open-store.ts'
import { analyze } from './analyze.ts'
import { desktop, phone, ViewerHost } from './viewer-page.ts'

let host: ViewerHost
beforeAll(async () => {
  const store = await openStore('district')
  await addManyProposals(store.database.write, 12_000)
  const database = { ...store.database, close: () => store.close() }
  host = await ViewerHost.start({ database, settings: { LAYER_MEMORY_MB: '1' } })
})
afterAll(() => host.close())

test.each([desktop, phone])(
  'a layer that the server cannot hold says why in its place: $width px',
  async (viewport) => {
    const page = await host.blank(viewport)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(`${host.server.url}/?layers=proposals,poverty&mode=heat`)
    await page.locator('pu-map canvas').first().waitFor()
    await page.getByRole('tab', { name: 'Lapisan' }).click()
    const proposals = page.locator('pu-layer-list').getByRole('checkbox', { name: /^Usulan/ })
    await proposals.waitFor()
    expect(await proposals.isDisabled()).toBe(true)
    const why = page.getByText('terlalu besar untuk memori server')
    expect(await why.isVisible()).toBe(true)
    expect(await proposals.getAttribute('aria-describedby')).toBe(await why.getAttribute('id'))
    expect(await page.locator('pu-layer-list input[type="checkbox"]:enabled').count()).toBeGreaterThan(3)
    const { violations } = await analyze(page)
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    expect(asked.filter((path) => /^\/(tiles|heat)\/proposals/.test(path))).toEqual([])
  },
)
