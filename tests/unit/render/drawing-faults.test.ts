import { afterEach, expect, test, vi } from 'vitest'
import { Problem } from '../../../core/problem.ts'
import type { RendererOptions } from '../../../server/render/make-renderer.ts'
import type { Renderer } from '../../../server/render/renderer.ts'
import { bareRenderer, wholeSquare } from './drawn-world.ts'

let renderer: Renderer
afterEach(() => renderer.close())

const mortal = new URL('./mortal-drawing.ts', import.meta.url)
const open = (options: Partial<RendererOptions>) => {
  renderer = bareRenderer({ programUrl: mortal, ...options })
}
const ask = (background: string, signal?: AbortSignal) =>
  renderer
    .picture({ ...wholeSquare, layers: [], background, ...(signal ? { signal } : {}) })
    .then(({ bytes }) => Buffer.from(bytes).toString())
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof Problem ? `${error.body.status} ${error.body.detail}` : error
}

const until = (seen: (metrics: ReturnType<Renderer['metrics']>) => boolean) =>
  vi.waitUntil(() => seen(renderer.metrics()), { timeout: 20_000 })

test('a process that dies costs its picture a 500, and the next one is drawn', async () => {
  open({})
  const before = await ask('#ffffff')
  expect(await refusal(ask('#dead00'))).toMatch(/^500 .*SIGSEGV/)
  expect(await ask('#ffffff')).not.toBe(before)
  expect(renderer.metrics().crashes).toBe(1)
})

test('a process that hangs is ended in time, and those who wait are served', async () => {
  open({ timeoutMs: 1000 })
  await ask('#ffffff')
  const [hung, next] = await Promise.all([refusal(ask('#0000ff')), ask('#ffffff')])
  expect(hung).toMatch(/^500 .*more than 1 s/)
  expect(next).toMatch(/^\d+$/)
})

test('a picture whose client left frees its process, also from a hang', async () => {
  open({ timeoutMs: 600_000 })
  await ask('#ffffff')
  const client = new AbortController()
  const left = refusal(ask('#0000ff', client.signal))
  await until(({ running }) => running === 1)
  const next = ask('#ffffff')
  client.abort(new Error('gone'))
  expect(await left).toEqual(new Error('gone'))
  expect(await next).toMatch(/^\d+$/)
})

test('what waits and is called off is never begun', async () => {
  open({ timeoutMs: 600_000 })
  const hung = new AbortController()
  const first = refusal(ask('#0000ff', hung.signal))
  await until(({ running }) => running === 1)
  const waiting = new AbortController()
  const second = refusal(ask('#dead00', waiting.signal))
  await until(({ queued }) => queued === 1)
  waiting.abort(new Error('never mind'))
  expect(await second).toEqual(new Error('never mind'))
  hung.abort(new Error('gone'))
  await first
  expect(await ask('#ffffff')).toMatch(/^\d+$/)
})

test('more pictures than may wait are refused with a 503', async () => {
  open({ queueLimit: 3, processes: 1 })
  const all = await Promise.all(Array.from({ length: 10 }, () => refusal(ask('#ffffff'))))
  const busy = all.filter((one) => String(one).startsWith('503'))
  expect(busy.length).toBeGreaterThanOrEqual(6)
  expect(all.filter((one) => one === undefined).length).toBe(10 - busy.length)
})

test('several processes draw at a time, a tired one is replaced', async () => {
  open({ processes: 2 })
  const workers = new Set(await Promise.all(Array.from({ length: 40 }, () => ask('#ffffff'))))
  expect(workers.size).toBeLessThanOrEqual(2)
  const tired = await ask('#777777')
  expect(await Promise.all(Array.from({ length: 10 }, () => ask('#ffffff')))).not.toContain(tired)
  expect(renderer.metrics().crashes).toBe(0)
})

test('where Mapnik cannot be loaded, pictures are off', async () => {
  open({ programUrl: new URL('./absent-mapnik.ts', import.meta.url) })
  expect(await refusal(ask('#ffffff'))).toMatch(/^503 .*@mapnik/)
  expect(renderer.available).toBe(false)
  expect(await refusal(ask('#ffffff'))).toMatch(/^503/)
})

test('no processes, no pictures', async () => {
  open({ processes: 0 })
  expect(renderer.available).toBe(false)
  expect(await refusal(ask('#ffffff'))).toMatch(/^503/)
})

test('a process that needs too much memory gives up its picture', async () => {
  renderer = bareRenderer({ memoryBytes: 1 })
  const large = { ...wholeSquare, layers: [], width: 4096, height: 4096, format: 'webp' } as const
  expect(await refusal(renderer.picture(large))).toMatch(/^500 .*MB$/)
})
