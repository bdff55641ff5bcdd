import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { viewerProperties } from '../../core/style/viewer-properties.ts'
import { PlanHost } from './plan-page.ts'
import { desktop } from './viewer-page.ts'

/* Tiles of proposals carry twenty-five attributes: at zoom 10 five times the bytes of those that the map draws. */

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(100)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

/** The attributes that each request for tiles of proposals named; null for one that named none. */
function watchProperties(page: Page): (string[] | null)[] {
  const asked: (string[] | null)[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (/^\/tiles\/proposals\/\d+\//.test(pathname))
      asked.push(searchParams.get('properties')?.split(',') ?? null)
  })
  return asked
}

it('The public map asks for what it draws, and for no value of a criterion', async () => {
  const page = await host.viewer.blank(desktop)
  const asked = watchProperties(page)
  await page.goto(`${host.url}/?year=2026&layers=proposals`)
  await page.locator('pu-map canvas').first().waitFor()
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0)
  for (const names of asked) expect(names?.toSorted()).toEqual(viewerProperties.get('proposals'))
})

it('The planner’s map asks for the columns of the ranking and the code, and for nothing else', async () => {
  const page = await host.signedIn()
  const asked = watchProperties(page)
  await page.goto(`${host.url}/rencana?year=2026`)
  await page.locator('pu-rank-table .row').first().waitFor({ state: 'attached' })
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0)
  for (const names of asked) {
    expect(names).toContain('code')
    expect(names?.filter((name) => name !== 'code' && !name.startsWith('c_'))).toEqual([])
    expect(names?.length).toBeGreaterThan(1)
  }
})
