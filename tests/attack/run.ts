import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgis } from '../bench/start-postgis.ts'
import { runServer } from '../process/run-server.ts'
import { Bystander } from './bystander.ts'
import { type Client, clientFrom, type Reply } from './request.ts'
import { type Vector, vectors } from './vectors.ts'

/*
 * npm run attack -- --engine embedded --minutes 15
 * Attackers from addresses of their own do what `vectors.ts` holds, again and again, while a bystander reads and submits. Fails
 * when a request of the bystander took longer than two seconds or failed, when anything was answered with a 5xx other than a
 * 503 that tells when to come back, or when a proposal that was acknowledged is gone afterwards.
 */

const SLOW_MS = 2_000
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    minutes: { type: 'string', default: '15' },
    attackers: { type: 'string', default: '6' },
    only: { type: 'string' },
  },
})
const say = (text: string) => process.stdout.write(`${text}\n`)

interface Tally {
  statuses: Map<number, number>
  slowestMs: number
  /** 5xx that are no told 503. */
  faults: string[]
}
const tallies = new Map<string, Tally>()

function note({ name }: Vector, { status, headers, body, ms }: Reply): void {
  const tally = tallies.get(name)!
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
  tally.slowestMs = Math.max(tally.slowestMs, ms)
  const reported = status === 503 && headers['retry-after'] !== undefined
  if (status >= 500 && status !== 501 && !reported && tally.faults.length < 5)
    tally.faults.push(`${status} ${body.slice(0, 200)}`)
}

async function attack(number: number, url: string, goesOn: () => boolean): Promise<void> {
  const client: Client = clientFrom(url, `127.0.1.${number + 1}`)
  const chosen = vectors.filter(({ name }) => name.includes(values.only ?? ''))
  for (let turn = number; goesOn(); turn++) {
    const vector = chosen[turn % chosen.length]!
    const watched: Client = async (path, ask) => {
      const reply = await client(path, ask)
      note(vector, reply)
      return reply
    }
    // Several at once: what one answer delays meets the next.
    const tries = Array.from({ length: 3 }, () => vector.attack(watched, url))
    await Promise.allSettled(tries)
  }
}

async function serverSettings(folder: string) {
  const cluster = values.engine === 'postgis' ? await startPostgis(join(folder, 'postgis')) : undefined
  const settings = {
    DATA_DIR: join(folder, 'data'),
    ADMIN_PASSWORD: 'sandi-untuk-serangan',
    SUBMISSIONS_PER_HOUR: '100000',
    STATISTICS_MINUTES: '0',
    ...(cluster ? { DATABASE_URL: await cluster.database('attack') } : {}),
  }
  return { settings, stopDatabase: async () => await cluster?.stop() }
}

async function campaign(folder: string): Promise<boolean> {
  const { settings, stopDatabase } = await serverSettings(folder)
  const server = runServer(settings)
  try {
    const url = (await server.ready).replace('localhost', '127.0.0.1')
    const client = clientFrom(url, '127.0.0.1')
    const villages = await client('/ogc/collections/areas-village/items?limit=1&f=json')
    const villageCode = /"code":"([\d.]+)"/.exec(villages.body)?.[1] ?? ''
    const bystander = new Bystander(client, villageCode, SLOW_MS)
    const until = Date.now() + Number(values.minutes) * 60_000
    const goesOn = () => Date.now() < until
    for (const { name } of vectors) tallies.set(name, { statuses: new Map(), slowestMs: 0, faults: [] })
    const attackers = Array.from({ length: Number(values.attackers) }, (_, n) => attack(n, url, goesOn))
    await Promise.all([bystander.live(goesOn), ...attackers])
    // Nothing that was acknowledged lives only in memory.
    server.child.kill('SIGKILL')
    await server.ended
    const again = runServer(settings)
    const urlAgain = (await again.ready).replace('localhost', '127.0.0.1')
    const survivor = new Bystander(clientFrom(urlAgain, '127.0.0.1'), villageCode, SLOW_MS)
    survivor.acknowledged.push(...bystander.acknowledged)
    const lost = await survivor.lost()
    again.child.kill('SIGTERM')
    await again.ended
    return report(bystander, lost)
  } finally {
    server.child.kill('SIGKILL')
    await stopDatabase()
  }
}

function report(bystander: Bystander, lost: readonly string[]): boolean {
  for (const [name, { statuses, slowestMs, faults }] of tallies) {
    const counts = [...statuses].sort().map(([status, count]) => `${status}×${count}`)
    say(`${name}: ${counts.join(' ')}, slowest ${(slowestMs / 1000).toFixed(1)} s`)
    for (const fault of faults) say(`  FAULT ${fault}`)
  }
  const times = bystander.times.toSorted((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0)
  say(
    `bystander: ${times.length} requests, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; told to come back ${bystander.toldLater} times`,
  )
  for (const { path, ms, status } of [...bystander.slow, ...bystander.failed].slice(0, 20))
    say(`  ${status} after ${ms.toFixed(0)} ms: ${path}`)
  say(`acknowledged ${bystander.acknowledged.length}, lost ${lost.length} ${lost.slice(0, 5).join(' ')}`)
  const faults = [...tallies.values()].reduce((sum, tally) => sum + tally.faults.length, 0)
  const held = faults + bystander.slow.length + bystander.failed.length + lost.length === 0
  say(held ? 'HELD' : 'NOT HELD')
  return held
}

const folder = mkdtempSync(join(tmpdir(), 'petausul-attack-'))
// PostgreSQL runs under a user of its own, which has to reach its folder.
chmodSync(folder, 0o755)
try {
  process.exitCode = (await campaign(folder)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
