import type { BenchContext } from './bench-context.ts'
import { bigImport, isImported, millionDatabase } from './big-import.ts'
import { seeded } from './data/seeded.ts'
import { expectOk } from './expect-ok.ts'
import { atMost, quantile, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const questions = 400
const lists = 60

/** What people type: of most questions little is found, of some a third of all proposals. */
const KINDS: readonly ((village: string, district: string, random: () => number) => string)[] = [
  (village) => village,
  (village) => mistyped(village),
  (village) => `jalan ${village}`,
  (village) => `perbaikan jalan rt 12 ${village}`,
  (village) => `jembtan ${mistyped(village)}`,
  (village, district) => `drainase ${village} kec. ${district}`,
  (_, district) => `irigasi ${district}`,
  (village) => `sd negeri ${village}`,
  (village) => village.slice(0, Math.max(3, village.length - 3)),
  (_village, _district, random) => `B${String(Math.floor(random() * 1e6)).padStart(7, '0')}`,
  (_village, _district, random) => `puskesmas dusun ${Math.floor(random() * 5000)}`,
  (_village, _district, random) =>
    ['jalan', 'pembangunan', 'rusak', 'sekolah', 'helikopter'][Math.floor(random() * 5)]!,
]

/** As fingers slip: a letter in the middle is left out. */
function mistyped(name: string): string {
  const at = Math.floor(name.length / 2)
  return name.slice(0, at) + name.slice(at + 1)
}

/** Words looked for among a million proposals, as the search box of the map and the list ask, one question after another. */
export async function search(context: BenchContext): Promise<Result[]> {
  const { cluster, folder } = context
  const url = await cluster.database(millionDatabase)
  const imported = (await isImported(context, url)) ? [] : await bigImport(context)
  const places = await cluster.query(
    url,
    `SELECT v.name AS village, d.name AS district, ST_X(v.point) AS lon, ST_Y(v.point) AS lat
     FROM areas v JOIN areas d ON d.code = v.parent_code WHERE v.level = 'village' AND v.id % 37 = 0 ORDER BY v.id`,
  )
  const server = await runServeProcess({ databaseUrl: url, folder })
  const random = seeded(15)
  const ask = async (path: string) => {
    const start = performance.now()
    await expectOk(server.url + path)
    return performance.now() - start
  }
  const question = (i: number) => {
    const { village, district, lon, lat } = places[Math.floor(random() * places.length)]!
    const text = KINDS[i % KINDS.length]!(
      String(village).toLowerCase(),
      String(district).toLowerCase(),
      random,
    )
    return { q: encodeURIComponent(text), near: `${Number(lon).toFixed(4)},${Number(lat).toFixed(4)}` }
  }
  const times: number[] = []
  const slowest = { ms: 0, q: '' }
  for (let i = -KINDS.length * 4; i < questions; i++) {
    const { q, near } = question(Math.abs(i))
    const ms = await ask(`/api/search?q=${q}&near=${near}`)
    // Each connection plans the statement a few times before it keeps a plan.
    if (i < 0) continue
    times.push(ms)
    if (ms > slowest.ms) Object.assign(slowest, { ms, q: decodeURIComponent(q) })
  }
  const ofLists: number[] = []
  for (let i = 0; i < lists; i++) ofLists.push(await ask(`/api/proposals?q=${question(i).q}&limit=50`))
  await server.stop()
  const ms = (values: number[], share: number) => `${quantile(values, share).toFixed(1)} ms`
  return [
    ...imported,
    atMost(
      'Search among 1,000,000 proposals, p95',
      [50, 'ms'],
      quantile(times, 0.95),
      `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}, slowest ${slowest.ms.toFixed(0)} ms ("${slowest.q}"); ${questions} questions of ${KINDS.length} kinds over HTTP`,
    ),
    reported(
      'A page of the list for such words, with its totals, p95',
      ms(ofLists, 0.95),
      `p50 ${ms(ofLists, 0.5)}; ${lists} questions`,
    ),
  ]
}
