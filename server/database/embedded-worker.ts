import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { postgis } from '@electric-sql/pglite-postgis'
import { isSwallowed, queryMessage, splitMessages } from './protocol.ts'

export interface EmbeddedOptions {
  /** Folder of the store; undefined keeps it in memory. */
  folder: string | undefined
  /** A gzipped data folder (dumpDataDir) to begin from. */
  archive: Uint8Array | undefined
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'failed'; reason: string }
  | { kind: 'reply'; bytes: Uint8Array }
  | { kind: 'archive'; bytes: Uint8Array }
  | { kind: 'closed' }

export type ToWorker = { kind: 'request'; bytes: Uint8Array } | { kind: 'dump' } | { kind: 'close' }

/** Fails on purpose, so that an open transaction is aborted and the client reads a true error. */
const RAISE = `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'XX000', MESSAGE =
  'a geometry operation failed inside the embedded engine (GEOS exception)',
  HINT = 'Repair the geometry first (ST_MakeValid) or name a grid size.'; END $$`

async function answer(database: PGlite, request: Buffer): Promise<Uint8Array> {
  const { messages } = splitMessages(request)
  const replies: Buffer[] = []
  for (const { bytes } of messages) {
    replies.push(Buffer.from(await database.execProtocolRaw(bytes)))
  }
  const reply = Buffer.concat(replies)
  if (!isSwallowed(messages, reply)) return reply
  return await database.execProtocolRaw(queryMessage(RAISE))
}

async function serve(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('embedded-worker must run as a worker thread')
  const send = (message: FromWorker) => port.postMessage(message)
  const { folder, archive } = workerData as EmbeddedOptions
  let database: PGlite
  try {
    database = await PGlite.create({
      ...(folder ? { dataDir: folder } : {}),
      ...(archive ? { loadDataDir: new Blob([Buffer.from(archive)]) } : {}),
      extensions: { postgis, pg_trgm },
    })
  } catch (error) {
    send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
    return
  }
  let turn: Promise<void> = Promise.resolve()
  const handle = async (message: ToWorker) => {
    if (message.kind === 'request') {
      send({ kind: 'reply', bytes: await answer(database, Buffer.from(message.bytes)) })
    } else if (message.kind === 'dump') {
      const blob = await database.dumpDataDir('gzip')
      send({ kind: 'archive', bytes: new Uint8Array(await blob.arrayBuffer()) })
    } else {
      await database.close()
      send({ kind: 'closed' })
      port.close()
    }
  }
  port.on('message', (message: ToWorker) => {
    turn = turn.then(() => handle(message))
  })
  send({ kind: 'ready' })
}

await serve()
