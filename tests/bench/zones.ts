import type { StoreContext } from './bench-context.ts'
import { drawOutline } from './data/draw-outline.ts'
import { seeded } from './data/seeded.ts'
import { placesOf } from './pick-tiles.ts'
import { atMost, quantile, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const questions = 300
/** How wide drawn zones are, in kilometres: a neighbourhood, a district, a regency, a fifth of the province. */
const widths = [3, 12, 40, 120]

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ password: 'sandi-untuk-bench' }),
  })
  await response.arrayBuffer()
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Figures of zones as they are dragged: one question after another, at places where people live. */
export async function zones({ store }: StoreContext): Promise<Result[]> {
  const places = await placesOf(
    store,
    `SELECT point AS g FROM areas WHERE level = 'village' AND id % 20 = 0 ORDER BY id`,
  )
  const server = await runServeProcess(store.serve)
  const cookie = await signIn(server.url)
  const random = seeded(5)
  const ask = async (kilometres: number) => {
    const ring = drawOutline(places[Math.floor(random() * places.length)]!, kilometres, random)
    const start = performance.now()
    const response = await fetch(`${server.url}/api/zones/statistics`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({ geometry: { type: 'Polygon', coordinates: [ring] } }),
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${response.status}: ${text.slice(0, 300)}`)
    return performance.now() - start
  }
  const first = await ask(10)
  await server.figures()
  const times = new Map<number, number[]>(widths.map((width) => [width, []]))
  for (let i = 0; i < questions; i++) {
    const width = widths[i % widths.length]!
    times.get(width)!.push(await ask(width))
  }
  const { loopDelayP99Ms, memory } = await server.figures()
  await server.stop()
  const all = [...times.values()].flat()
  const ms = (values: number[], share: number) => quantile(values, share).toFixed(1)
  const byWidth = [...times].map(([width, values]) => `${width} km ${ms(values, 0.95)} ms`).join(', ')
  return [
    atMost(
      'Figures of a zone while it is dragged, p95',
      [100, 'ms'],
      quantile(all, 0.95),
      `p50 ${ms(all, 0.5)} ms, p99 ${ms(all, 0.99)} ms; p95 by width: ${byWidth}; over HTTP`,
    ),
    atMost('Event-loop delay p99 while zones are dragged', [50, 'ms'], loopDelayP99Ms, ''),
    reported(
      'First figures of a zone after a start: villages, need grid and proposals are read',
      `${(first / 1000).toFixed(1)} s`,
      `RSS at most ${(memory.peakBytes / 1e6).toFixed(0)} MB`,
    ),
  ]
}
