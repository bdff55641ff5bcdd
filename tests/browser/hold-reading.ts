import type { Page } from 'playwright-core'

/**
 * Of the next answer from an address that holds `path` no more than a first line comes through, as from a server that reads
 * a million proposals; tells whether it was abandoned.
 */
export async function holdReading(page: Page, path: string): Promise<() => Promise<boolean>> {
  await page.evaluate((held) => {
    const { fetch } = window
    window.fetch = async (address, init) => {
      if (!String(address).includes(held)) return await fetch(address, init)
      window.fetch = fetch
      const { promise, reject } = Promise.withResolvers<never>()
      init?.signal?.addEventListener('abort', () => {
        document.documentElement.dataset.abandoned = 'yes'
        reject(init.signal?.reason)
      })
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"share":0.4}\n')),
        pull: () => promise,
      })
      return new Response(body)
    }
  }, path)
  return () => page.evaluate(() => document.documentElement.dataset.abandoned === 'yes')
}
