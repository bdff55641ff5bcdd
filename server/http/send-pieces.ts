import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { Problem } from '../../core/problem.ts'
import { abortOnClose } from '../tiles/abort-on-close.ts'
import { SlotQueue } from '../tiles/slot-queue.ts'
import { QueueFullError } from '../tiles/tile-errors.ts'

type Pieces = AsyncGenerator<string | Uint8Array>

export interface PiecesAnswer {
  headers: Record<string, string>
  /** Begun when it is this request's turn; `signal` fires when the client has left. */
  make(signal: AbortSignal): Pieces
}

export interface PiecesLimits {
  running?: number
  waiting?: number
  /** Told what fails when it can no longer be told to the client. */
  onError?: (error: unknown) => void
}

const RUNNING = 6
const WAITING = 200
/** Pieces, some megabytes each at most, that are made before the client has taken the last. */
const AHEAD = 2
/** A client that takes nothing for so long is taken to be gone. */
const STALLED_MS = 60_000

/** Sends what takes long to make: a few at a time, as fast as the client takes it, and no longer than the client stays. */
export class PiecesQueue {
  readonly #slots: SlotQueue
  readonly #onError: (error: unknown) => void

  constructor({ running = RUNNING, waiting = WAITING, onError = () => {} }: PiecesLimits = {}) {
    this.#slots = new SlotQueue(running, waiting)
    this.#onError = onError
  }

  /** Throws what failed before the first piece (503 where too many wait), so that it can be told; what fails later cuts the connection. */
  async send(request: Request, response: Response, { headers, make }: PiecesAnswer): Promise<void> {
    if (request.method === 'HEAD') {
      response.set(headers).end()
      return
    }
    const signal = abortOnClose(response)
    try {
      await this.#slots.run(() => sendPieces(response, headers, make(signal)), signal)
    } catch (error) {
      if (error instanceof QueueFullError) throw tooMany()
      if (!response.headersSent && !response.destroyed) throw error
      if (!signal.aborted) this.#onError(error)
      response.destroy()
    }
  }
}

/**
 * Sends pieces as fast as the client takes them, and lets go of what makes them, however it ends. What fails before the first
 * piece is thrown while nothing is out yet.
 */
export async function sendPieces(
  response: Response,
  headers: Record<string, string>,
  pieces: Pieces,
): Promise<void> {
  const first = await pieces.next()
  const wantsNone = response.req.method === 'HEAD'
  if (wantsNone || response.destroyed) {
    await pieces.return(undefined)
    if (wantsNone) response.set(headers).end()
    return
  }
  response.set(headers)
  await pipeline(Readable.from(patiently(first, pieces, response), { highWaterMark: AHEAD }), response)
}

/** The pieces one after another; cuts the connection of a client that takes none. */
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

function tooMany(): Problem {
  return new Problem({
    title: 'Too many downloads at once',
    status: 503,
    detail: `${RUNNING} downloads run and ${WAITING} wait; try again in a moment`,
  })
}
