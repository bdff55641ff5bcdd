import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { Problem } from '../../../core/problem.ts'
import { runPatiently } from '../../database/patient-work.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import { FairQueue, QueueOverflow } from '../../net/fair-queue.ts'
import type { Client, ClientShares } from '../limits/client-shares.ts'

type Pieces = AsyncGenerator<string | Uint8Array>

export interface PiecesAnswer {
  headers: Record<string, string>
  /** Makes the pieces; called when it is this request's turn. `signal` fires when the client has left. */
  make(signal: AbortSignal): Pieces
}

export interface PiecesLimits {
  running?: number
  runningOfClient?: number
  waiting?: number
  /** Distinguishes clients and charges them; without it all count as one. */
  shares?: Pick<ClientShares, 'networkOf' | 'refuseSpent' | 'charge'>
  /** Called with errors that occur after the answer has begun, when the client can no longer be told. */
  onError?: (error: unknown) => void
}

const RUNNING = 6
const RUNNING_OF_CLIENT = 4
const WAITING = 200
const NOBODY: Client = { key: '', most: 1, share: 1 }
/** Pieces, some megabytes each at most, that are made before the client has taken the last. */
const AHEAD = 2
/** A client that reads nothing for this long is taken to be gone. */
const STALLED_MS = 60_000

/** Sends answers that take long to make: a limited number at a time, at the client's speed, and only as long as the client stays. */
export class PiecesQueue {
  readonly #slots: FairQueue
  readonly #runningOfClient: number
  readonly #shares: PiecesLimits['shares']
  readonly #onError: (error: unknown) => void

  constructor(limits: PiecesLimits = {}) {
    const { running = RUNNING, waiting = WAITING, onError = () => {} } = limits
    this.#slots = new FairQueue({ running, waiting, waitingOfClient: limits.shares ? waiting >> 2 : waiting })
    this.#runningOfClient = limits.runningOfClient ?? Math.min(running, RUNNING_OF_CLIENT)
    this.#shares = limits.shares
    this.#onError = onError
  }

  /**
   * Throws errors that occur before the first piece (503 when too many requests wait), so that they can be reported; later errors
   * cut the connection.
   */
  async send(request: Request, response: Response, { headers, make }: PiecesAnswer): Promise<void> {
    if (request.method === 'HEAD') {
      response.set(headers).end()
      return
    }
    const signal = abortOnClose(response)
    try {
      const client = this.#shares?.networkOf(request) ?? NOBODY
      this.#shares?.refuseSpent(client, response)
      const leave = await this.#slots.enter(client.key, this.#runningOfClient, signal)
      const onWorked = (ms: number) => this.#shares?.charge(client, ms)
      await sendPieces(response, headers, timed(make(signal), onWorked)).finally(leave)
    } catch (error) {
      if (error instanceof QueueOverflow) throw tooMany()
      if (!response.headersSent && !response.destroyed) throw error
      if (!signal.aborted) this.#onError(error)
      response.destroy()
    }
  }
}

/**
 * Sends pieces at the client's speed and always releases their source. Errors before the first piece are thrown while nothing has
 * been sent.
 */
export async function sendPieces(
  response: Response,
  headers: Record<string, string>,
  given: Pieces | Iterable<string>,
): Promise<void> {
  const pieces = Symbol.iterator in given ? oneByOne(given) : given
  const first = await pieces.next()
  const wantsNone = response.req.method === 'HEAD'
  if (wantsNone || response.destroyed) {
    await pieces.return(undefined)
    if (wantsNone) response.set(headers).end()
    return
  }
  response.set(headers)
  const readable = Readable.from(patiently(first, pieces, response), { highWaterMark: AHEAD })
  await pipeline(readable, response).catch((error: NodeJS.ErrnoException) => {
    // The client has left or was cut off.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

async function* oneByOne(pieces: Iterable<string>): Pieces {
  yield* pieces
}

/** The pieces in order; cuts the connection of a client that stops reading. */
async function* patiently(
  first: IteratorResult<string | Uint8Array>,
  rest: Pieces,
  response: Response,
): Pieces {
  try {
    for (let piece = first; !piece.done; piece = await rest.next()) {
      const stalled = setTimeout(() => response.destroy(), STALLED_MS)
      try {
        yield piece.value
      } finally {
        clearTimeout(stalled)
      }
    }
  } finally {
    await rest.return(undefined)
  }
}

/**
 * Charges the time that making pieces takes, without the time that the client takes to read them. What they are read from serves
 * others first.
 */
async function* timed(pieces: Pieces, onWorked: (ms: number) => void): Pieces {
  try {
    for (;;) {
      const began = performance.now()
      const piece = await runPatiently(() => pieces.next())
      onWorked(performance.now() - began)
      if (piece.done) return
      yield piece.value
    }
  } finally {
    await pieces.return(undefined)
  }
}

function tooMany(): Problem {
  return new Problem({
    title: 'Too many downloads at once',
    status: 503,
    detail: `${RUNNING} downloads run and ${WAITING} wait; try again in a moment`,
  })
}
