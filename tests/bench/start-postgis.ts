import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../support/free-port.ts'

export interface PostgisCluster {
  /** URL of a database of the cluster, made when it is not there. */
  database(name: string): Promise<string>
  query(url: string, sql: string): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

/** Where Debian puts it, unless POSTGRES_BIN names another folder. */
const binFolder = process.env.POSTGRES_BIN || '/usr/lib/postgresql/17/bin'

/** As an office would set a server of 8 GB: writes are safe (fsync on), commits wait for the disk. */
const settings = {
  shared_buffers: '1GB',
  max_wal_size: '4GB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
}

export function hasPostgis(): boolean {
  return existsSync(join(binFolder, 'initdb'))
}

/** PostgreSQL refuses to run as root; then it runs as Debian's user postgres. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A PostgreSQL cluster of the bench's own in a folder: the one that an earlier run left there, or a new one. */
export async function startPostgis(folder: string): Promise<PostgisCluster> {
  mkdirSync(folder, { recursive: true })
  const user = postgresUser()
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const init = ['-D', data, '-U', 'bench', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']
  if (!existsSync(data)) execFileSync(join(binFolder, 'initdb'), init, { ...user, stdio: 'ignore' })
  const port = await freePort()
  const args = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1']
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
  const child = spawn(join(binFolder, 'postgres'), args, { ...user, stdio: 'ignore' })
  const urlOf = (name: string) => `postgres://bench@127.0.0.1:${port}/${name}`
  await untilReachable(urlOf('postgres'), child)
  return {
    query,
    async database(name) {
      const known = await query(urlOf('postgres'), `SELECT 1 FROM pg_database WHERE datname = '${name}'`)
      if (known.length === 0) await query(urlOf('postgres'), `CREATE DATABASE ${name}`)
      return urlOf(name)
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
    },
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function untilReachable(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) break
    try {
      await query(url, 'SELECT 1')
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  child.kill('SIGKILL')
  throw new Error('PostgreSQL did not start; see its log')
}
