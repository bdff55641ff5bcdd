import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import knexFactory, { type Knex } from 'knex'
import { type Database, DatabaseUnusable, type Notification } from './database.ts'
import { EmbeddedStream } from './embedded-stream.ts'
import type { EmbeddedOptions, FromWorker, ToWorker } from './embedded-worker.ts'

interface RawConnection {
  on(event: 'notification', listener: (notification: Notification) => void): void
}

export interface EmbeddedDatabase extends Database {
  /** The whole store as a gzipped data folder, for tests that begin from the same state. */
  dump(): Promise<Uint8Array>
}

/** PGlite in a thread of its own, since a statement blocks the thread that it runs on. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const release = options.folder ? lock(options.folder) : () => {}
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: options })
  const send = (message: ToWorker) => worker.postMessage(message)
  let stream: EmbeddedStream | undefined
  let onArchive: ((bytes: Uint8Array) => void) | undefined
  let onClosed: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject)
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve()
        else if (message.kind === 'failed')
          reject(new DatabaseUnusable(explain(options.folder, message.reason)))
        else if (message.kind === 'reply') stream?.push(Buffer.from(message.bytes.buffer))
        else if (message.kind === 'archive') onArchive?.(message.bytes)
        else onClosed?.()
      })
    })
  } catch (error) {
    release()
    throw error
  }
  const listeners = new Map<string, (payload: string) => void>()
  const knex = makeKnex(
    () => {
      stream = new EmbeddedStream((bytes) => send({ kind: 'request', bytes }))
      return stream
    },
    ({ channel, payload }) => listeners.get(channel)?.(payload),
  )
  worker.on('error', (error) => stream?.destroy(error))
  return {
    engine: 'embedded',
    write: knex,
    read: knex,
    versions: 'PGlite (PostgreSQL 18, PostGIS 3.6)',
    async listen(channel, onNotification) {
      listeners.set(channel, onNotification)
      await knex.raw('LISTEN ??', [channel])
    },
    dump: () =>
      new Promise((resolve) => {
        onArchive = resolve
        send({ kind: 'dump' })
      }),
    async close() {
      await knex.destroy()
      await new Promise<void>((resolve) => {
        onClosed = resolve
        send({ kind: 'close' })
      })
      await worker.terminate()
      release()
    },
  }
}

function makeKnex(stream: () => EmbeddedStream, notify: (notification: Notification) => void): Knex {
  return knexFactory({
    client: 'pg',
    version: '18',
    connection: { stream, user: 'postgres', database: 'postgres' } as unknown as Knex.PgConnectionConfig,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: () => void) => {
        connection.on('notification', notify)
        done()
      },
    },
    acquireConnectionTimeout: 120_000,
  })
}

/** Two servers on one folder would corrupt it: the second is refused while the first one lives. */
function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, '..', 'server.pid')
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid !== process.pid && isAlive(pid)) {
      throw new DatabaseUnusable(
        `${folder} is in use by process ${pid}. Stop that server first, or set DATA_DIR to another folder.`,
      )
    }
  }
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function explain(folder: string | undefined, reason: string): string {
  return `The embedded database in ${folder ?? 'memory'} did not start: ${reason}. If the folder was damaged, move it away and start again from a backup or the original package.`
}
