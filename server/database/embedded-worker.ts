import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { durable, syncFolder } from './durable-files.ts'
import { EngineReply } from './engine-reply.ts'
import { queryMessage, splitMessages } from './protocol.ts'
import { slimPostgis } from './slim-postgis.ts'

export interface EmbeddedOptions {
  /** Folder of the store; undefined keeps it in memory. */
  folder: string | undefined
  /** A gzipped data folder (dumpDataDir) to begin from. */
  archive: Uint8Array | undefined
  /** Folder for what is made once and read at each start. */
  cache: string
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'failed'; reason: string }
  /** A piece; with the last one the request is answered whole. */
  | { kind: 'reply'; bytes: Uint8Array<ArrayBuffer>; last: boolean }
  /** The engine is damaged; its thread ends. */
  | { kind: 'broken'; reason: string }
  | { kind: 'archive'; bytes: Uint8Array }
  | { kind: 'closed' }

export type ToWorker = { kind: 'request'; bytes: Uint8Array } | { kind: 'dump' } | { kind: 'close' }

/** An invalid statement that aborts an open transaction, so that the client receives a real error. */
const RAISE = `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'XX000', MESSAGE =
  'a geometry operation failed inside the embedded engine (GEOS exception)',
  HINT = 'Repair the geometry first (ST_MakeValid) or name a grid size.'; END $$`

/** A reply goes over in pieces of at least this size, so that a large one is never held whole. */
const PIECE_BYTES = 256 * 1024

type SendPiece = (bytes: Uint8Array<ArrayBuffer>, last: boolean) => void

/** Collects a reply's chunks, and hands them over as pieces whose memory the other thread then owns. */
class Pieces {
  readonly #send: SendPiece
  #waiting: Buffer[] = []
  #size = 0
  begun = false

  constructor(send: SendPiece) {
    this.#send = send
  }

  add(bytes: Buffer): void {
    this.#waiting.push(bytes)
    this.#size += bytes.length
    if (this.#size >= PIECE_BYTES) this.flush(false)
  }

  drop(): void {
    this.#waiting = []
    this.#size = 0
  }

  flush(last: boolean): void {
    const piece = new Uint8Array(this.#size)
    let at = 0
    for (const bytes of this.#waiting) {
      piece.set(bytes, at)
      at += bytes.length
    }
    this.drop()
    this.begun = true
    this.#send(piece, last)
  }
}

/**
 * Executes one batch as a whole. The stream is read, not execProtocolRaw's result: that one parses each message a second
 * time and keeps it for ever.
 */
async function execute(database: PGlite, batch: Buffer, pieces: Pieces): Promise<EngineReply> {
  const reply = new EngineReply()
  await database.execProtocolRawStream(batch, {
    onRawData: (chunk) => {
      for (const bytes of reply.take(chunk)) pieces.add(bytes)
    },
  })
  return reply
}

async function answer(database: PGlite, request: Buffer, send: SendPiece): Promise<void> {
  const { messages } = splitMessages(request)
  const pieces = new Pieces(send)
  let reply = await execute(database, request, pieces)
  if (reply.isSwallowed(messages)) {
    if (!pieces.begun) pieces.drop()
    reply = await execute(database, queryMessage(RAISE), pieces)
  }
  if (reply.ready && messages.at(-1)?.type !== 'H') pieces.add(reply.ready)
  pieces.flush(true)
}

/**
 * Errors of PostgreSQL leave the engine as an unwinding of its stack, and GEOS's as the address of a C++ exception. All
 * else (a stack that overflowed, a trap, an abort after a PANIC) leaves it damaged; PGlite goes on with it, so that each
 * later query would hang or answer nonsense.
 */
function watchForBreaks(database: PGlite, onBreak: (reason: string) => void): void {
  const module = database.Module
  const loop = module._PostgresMainLoopOnce
  module._PostgresMainLoopOnce = () => {
    try {
      loop()
    } catch (error) {
      if (error !== 'unwind' && !Number.isFinite(error)) onBreak(String(error))
      throw error
    }
  }
}

async function openEngine({ folder, archive, cache }: EmbeddedOptions): Promise<PGlite> {
  const isNew = folder !== undefined && !existsSync(join(folder, 'PG_VERSION'))
  const database = await PGlite.create({
    ...(folder ? durable(folder) : {}),
    ...(archive ? { loadDataDir: new Blob([Buffer.from(archive)]) } : {}),
    extensions: { postgis: slimPostgis(cache), pg_trgm },
  })
  if (isNew) syncFolder(folder)
  return database
}

async function serve(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('embedded-worker must run as a worker thread')
  const send = (message: FromWorker) => port.postMessage(message)
  let database: PGlite
  try {
    database = await openEngine(workerData as EmbeddedOptions)
  } catch (error) {
    send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
    return
  }
  watchForBreaks(database, (reason) => {
    send({ kind: 'broken', reason })
    process.exit(1)
  })
  let turn: Promise<void> = Promise.resolve()
  const handle = async (message: ToWorker) => {
    if (message.kind === 'request') {
      await answer(database, Buffer.from(message.bytes), (bytes, last) =>
        port.postMessage({ kind: 'reply', bytes, last } satisfies FromWorker, [bytes.buffer]),
      )
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
