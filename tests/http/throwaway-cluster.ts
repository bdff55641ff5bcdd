import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'

const BINARIES = '/usr/lib/postgresql/17/bin'

/** Whether a cluster of our own can be started here: PostgreSQL refuses to run as root, so that needs its user. */
export const canStartCluster =
  process.getuid?.() === 0 && existsSync(join(BINARIES, 'initdb')) && userId() !== undefined

export interface Cluster {
  url: string
  start(): void
  /** Ends it as a power cut would. */
  crash(): void
  remove(): void
}

/** A PostgreSQL of the test's own, which it may stop and start without disturbing others. */
export async function makeCluster(): Promise<Cluster> {
  const user = userId() ?? 0
  const folder = mkdtempSync(join(tmpdir(), 'petausul-cluster-'))
  chownSync(folder, user, user)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = (name: string, parameters: string[]) => {
    const { status, stderr } = spawnSync(join(BINARIES, name), parameters, {
      uid: user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${name}: ${stderr}`)
  }
  const settings = `-p ${port} -k ${folder} -c listen_addresses=localhost -c fsync=off`
  const start = () => run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
  const crash = () => run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'])
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'])
  start()
  return {
    url: `postgres://postgres@localhost:${port}/postgres`,
    start,
    crash,
    remove() {
      spawnSync(join(BINARIES, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], {
        uid: user,
        cwd: folder,
        stdio: 'ignore',
      })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function userId(): number | undefined {
  const { status, stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}
