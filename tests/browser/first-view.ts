import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** In bytes as they came over the network: everything, and of that scripts, styles and fonts. */
export interface ViewWeight {
  all: number
  program: number
}

/** A busy machine draws slowly; what is awaited must come, not come at once. */
const patience = { timeout: 20_000 }
const QUIET_MS = 1000

/** What the first view of the map at `url` weighs in this page, which asked for nothing yet, once nothing more comes. */
export async function weighFirstView(page: Page, url: string): Promise<ViewWeight> {
  const weight = await weighFromNow(page)
  await page.goto(url)
  await page.getByRole('tab', { name: /\(\d/ }).waitFor()
  const has = (part: RegExp) =>
    page.evaluate(
      (source) => performance.getEntriesByType('resource').some(({ name }) => new RegExp(source).test(name)),
      part.source,
    )
  await expect.poll(() => has(/\/tiles\/proposals\//), patience).toBe(true)
  // The outline of the land around comes last, and counts too.
  await expect.poll(() => has(/\/coasts-[^/]*\.js$/), patience).toBe(true)
  for (let seen = -1; seen !== weight.all; ) {
    seen = weight.all
    await wait(QUIET_MS)
  }
  return weight
}

async function weighFromNow(page: Page): Promise<ViewWeight> {
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  const addresses = new Map<string, string>()
  const weight = { all: 0, program: 0 }
  network.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url))
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    weight.all += encodedDataLength
    if (addresses.get(requestId)?.includes('/assets/')) weight.program += encodedDataLength
  })
  return weight
}
