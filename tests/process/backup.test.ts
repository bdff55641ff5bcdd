import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Cluster, canStartCluster, makeCluster } from '../http/throwaway-cluster.ts'
import { FIXTURE_DISTRICT, withDatabase } from '../support/store-template.ts'
import { runServer } from './run-server.ts'

const BINARIES = '/usr/lib/postgresql/17/bin'
/** What a server does by itself after its start is no part of a backup. */
const QUIET = { STATISTICS_MINUTES: '0', WARM_WRITES: 'no' }
/** Each start of the embedded database takes seconds, on a busy machine many. */
const LONG_MS = 300_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'petausul-backup-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function fill(settings: Record<string, string>): Promise<void> {
  const run = runServer(settings, 'server/programs/import-package.ts', [FIXTURE_DISTRICT])
  expect(await run.ended, run.output()).toBe(0)
}

/** What the public sees of a store that one more proposal may be sent to first. */
async function answersOf(settings: Record<string, string>, title?: string): Promise<string[]> {
  const server = runServer(settings)
  const url = await server.ready
  if (title) {
    const sent = await fetch(`${url}/api/proposals`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ title, lon: 111.25, lat: -2.15 }),
    })
    expect(sent.status).toBe(201)
  }
  const paths = [
    '/api/district',
    '/api/proposals?limit=200',
    '/api/indicators',
    '/data/poverty.csv',
    '/data/proposals.csv',
  ]
  const answers = await Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(url + path)
      expect(answer.status, path).toBe(200)
      return answer.text()
    }),
  )
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  return answers
}

it(
  'a copy of the folder of a stopped server is a backup of the embedded database',
  async () => {
    const settings = { DATA_DIR: join(folder, 'data'), ...QUIET }
    await fill(settings)
    const before = await answersOf(settings, 'Jembatan sebelum cadangan')
    expect(before.join('\n')).toContain('Jembatan sebelum cadangan')
    const copy = join(folder, 'copy')
    cpSync(settings.DATA_DIR, copy, { recursive: true })
    rmSync(settings.DATA_DIR, { recursive: true })
    cpSync(copy, settings.DATA_DIR, { recursive: true })
    expect(await answersOf(settings)).toEqual(before)
  },
  LONG_MS,
)

// The tools of its version: pg_dump refuses a newer server.
it.skipIf(!canStartCluster || !existsSync(join(BINARIES, 'pg_dump')))(
  'pg_dump and pg_restore carry a PostGIS store over',
  async () => {
    const cluster: Cluster = await makeCluster()
    try {
      const run = (name: string, ...parameters: string[]) => {
        const { status, stderr } = spawnSync(join(BINARIES, name), parameters, { encoding: 'utf8' })
        expect(status, stderr).toBe(0)
      }
      const [old, restored] = ['petausul', 'petausul_new'].map((name) => withDatabase(cluster.url, name))
      if (!old || !restored) throw new Error('no addresses')
      run('createdb', `--maintenance-db=${cluster.url}`, 'petausul')
      const settings = { DATA_DIR: join(folder, 'postgis'), DATABASE_URL: old, ...QUIET }
      await fill(settings)
      const before = await answersOf(settings, 'Jembatan sebelum cadangan')
      const dump = join(folder, 'petausul.dump')
      run('pg_dump', '--format=custom', '--no-owner', `--file=${dump}`, old)
      run('createdb', `--maintenance-db=${cluster.url}`, 'petausul_new')
      run('pg_restore', '--no-owner', '--no-privileges', `--dbname=${restored}`, dump)
      expect(await answersOf({ ...settings, DATABASE_URL: restored })).toEqual(before)
    } finally {
      cluster.remove()
    }
  },
  LONG_MS,
)
