import { Worker } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { SMALL_CELL } from '../../core/statistics/small-cell.ts'
import type { StoreChange } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import {
  countRows,
  readCells,
  readPieces,
  readPoints,
  readPointsOf,
  readStandards,
  readVillages,
} from './read-places.ts'
import { ReadingShare } from './reading-share.ts'
import type { Answers, FromWorker, ToWorker, ZoneRequest } from './zone-messages.ts'

/** Requests that may wait: a drag sends some ten a second and needs only the last answer. */
const MOST_WAITING = 40
const LONGEST_MS = 10_000
/** Time limit for building the index of a whole province on a busy machine. */
const LONGEST_BUILD_MS = 180_000
/** Idle time after which the index is released; reading it again takes seconds. */
const IDLE_MS = 15 * 60_000
/** How long a reading goes on without waiting callers, for a user who closes one zone and opens the next. */
const LEFT_MS = 5_000
/** Size of the thread's young generation in MB: a larger one would only be collected less often. */
const YOUNG_MEGABYTES = 24
const HEAP_MEGABYTES = 1024

/** Layers that are written when villages or their people are; the need grid is also announced when only scores change. */
const PLACES = /^(areas-village|poverty|coverage-.+)$/

type RowsMessage = Extract<ToWorker, { rows: unknown; kind: 'villages' | 'cells' | 'pieces' | 'points' }>

interface Waiting {
  resolve(answer: Answers[keyof Answers]): void
  reject(error: unknown): void
  timer: NodeJS.Timeout
}

/**
 * Answers requests about drawn zones from an index in a thread of its own. Nothing is read before the first request; after a
 * change of the store the next request waits until the index contains it.
 */
export class ZoneFigures {
  readonly #database: Database
  readonly #smallCell: number
  readonly #waiting = new Map<number, Waiting>()
  readonly #reading = new ReadingShare()
  readonly #leftMs: number
  #worker: Worker | undefined
  /** Queue of changes; requests wait for its end. */
  #turn: Promise<void> = Promise.resolve()
  #stale = { places: true, points: true }
  #number = 0
  #idle: NodeJS.Timeout | undefined
  #asked = 0
  #version = 0

  /** `smallCell`: fewer poor people than this are withheld; without it, SMALL_CELL. */
  constructor(database: Database, smallCell = SMALL_CELL, leftMs = LEFT_MS) {
    this.#database = database
    this.#smallCell = smallCell
    this.#leftMs = leftMs
  }

  /** Counts changes: the same number stands for the same proposals. */
  get version(): number {
    return this.#version
  }

  /** Throws the reason of the watch's signal once it has fired; what is being read then serves the next question. */
  async ask<Request extends ZoneRequest>(
    request: Request,
    { signal, onProgress }: WorkWatch = {},
  ): Promise<Answers[Request['kind']]> {
    if (this.#asked >= MOST_WAITING) throw busy()
    this.#asked++
    const unlisten = onProgress && this.#reading.listen(onProgress)
    try {
      await untilAborted(this.#refresh(), signal)
      return (await this.#post(request, LONGEST_MS)) as Answers[Request['kind']]
    } finally {
      unlisten?.()
      this.#asked--
      this.#endWhenIdle()
    }
  }

  /** Notes a change of the store; returns at once. */
  apply({ layer, ids }: StoreChange): void {
    if (PLACES.test(layer)) this.#stale.places = true
    if (layer !== 'proposals') return
    this.#version++
    if (ids === null) this.#stale.points = true
    else if (this.#worker && !this.#stale.points) this.#inTurn(() => this.#patch(ids)).catch(() => {})
  }

  /** To be called when notifications may have been lost: the index may be outdated. */
  forget(): void {
    this.#version++
    this.#stale = { places: true, points: true }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    clearTimeout(this.#idle)
    this.#end(new Error('the server is closing'))
    await worker?.terminate()
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    // After a failed read the state of the index is unknown: the next request reads everything again.
    this.#turn = done.catch(() => this.forget())
    return done
  }

  async #refresh(): Promise<void> {
    await this.#turn
    if (!this.#stale.places && !this.#stale.points) return
    await this.#inTurn(async () => {
      this.#worker ??= this.#start()
      const { places, points } = this.#stale
      this.#stale = { places: false, points: false }
      this.#reading.begin(await countRows(this.#database.read, { places, points }))
      try {
        if (places) await this.#readPlaces()
        if (points) await this.#readPoints()
        await this.#post({ kind: 'ready' }, LONGEST_BUILD_MS)
      } finally {
        this.#reading.end()
      }
    })
    await this.#refresh()
  }

  async #readPlaces(): Promise<void> {
    const { read } = this.#database
    const services = await readStandards(read)
    this.#send({ kind: 'begin', rules: { services, smallCell: this.#smallCell } })
    for await (const rows of readVillages(read, services)) this.#sendRows({ kind: 'villages', rows })
    for await (const rows of readCells(read, services)) this.#sendRows({ kind: 'cells', rows })
    for await (const rows of readPieces(read)) this.#sendRows({ kind: 'pieces', rows })
    this.#send({ kind: 'end' })
  }

  async #readPoints(): Promise<void> {
    this.#send({ kind: 'begin-points' })
    for await (const rows of readPoints(this.#database.read)) this.#sendRows({ kind: 'points', rows })
    this.#send({ kind: 'end-points' })
  }

  async #patch(ids: number[]): Promise<void> {
    this.#send({ kind: 'change-points', ids, rows: await readPointsOf(this.#database.read, ids) })
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }

  /** Throws if the thread was ended meanwhile, since nothing could use what was read. */
  #sendRows(message: RowsMessage): void {
    if (!this.#worker) throw new Error('the thread of zones was ended')
    this.#send(message)
    this.#reading.add(message.rows.length)
  }

  async #post(request: ZoneRequest, mostMs: number): Promise<Answers[keyof Answers]> {
    if (!this.#worker) throw busy()
    const { promise, resolve, reject } = Promise.withResolvers<Answers[keyof Answers]>()
    const number = ++this.#number
    const timer = setTimeout(() => this.#end(tookTooLong()), mostMs)
    this.#waiting.set(number, { resolve, reject, timer })
    this.#send({ kind: 'ask', number, request })
    return await promise.finally(() => clearTimeout(timer))
  }

  #start(): Worker {
    const worker = new Worker(new URL('./zone-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    })
    worker.on('message', (message: FromWorker) => {
      const waiting = this.#waiting.get(message.number)
      this.#waiting.delete(message.number)
      if ('answer' in message) waiting?.resolve(message.answer)
      else if ('problem' in message) waiting?.reject(new Problem(message.problem))
      else waiting?.reject(new Error(message.fault))
    })
    worker.on('error', (cause) => {
      if (this.#worker === worker) this.#end(new Error('the thread of zones failed', { cause }))
    })
    worker.unref()
    return worker
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle)
    const mostMs = this.#reading.isReading ? this.#leftMs : IDLE_MS
    this.#idle = setTimeout(() => {
      if (this.#asked === 0) this.#end(new Error('nobody asks about zones any more'))
    }, mostMs)
    this.#idle.unref()
  }

  /** Ends the thread and rejects waiting requests; the next request starts a new one. */
  #end(reason: Error): void {
    void this.#worker?.terminate()
    this.#worker = undefined
    this.forget()
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}

/** Result of the promise, or the reason of a signal that fires first. */
async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return await promise
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function busy(): Problem {
  return new Problem({
    title: 'Busy',
    status: 503,
    detail: `${MOST_WAITING} questions about zones are waiting already`,
  })
}

function tookTooLong(): Problem {
  return new Problem({
    title: 'Took too long',
    status: 503,
    detail: 'The zone could not be counted in time; draw it with fewer vertices',
  })
}
