import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import { Problem } from '../../../core/problem.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import { clientNetwork } from '../../net/client-address.ts'
import { CostBudgets } from '../../net/cost-budgets.ts'
import { FairQueue, QueueOverflow } from '../../net/fair-queue.ts'
import { refuseUntil } from '../../net/refuse-until.ts'
import type { TrustProxy } from '../../net/trusted-proxies.ts'

export interface ShareLimits {
  /** Costly requests at work at once, of all clients and of one. */
  running: number
  runningOfClient: number
  /** Seconds of work that a client may ask for at once; they come back at half of what it can use. 0: no budget. */
  budgetSeconds: number
}

export interface ShareOptions extends ShareLimits {
  trust: TrustProxy
  /** Database whose running queries keep a place occupied until they end, even after the client has left. */
  read: Knex
  /** The actor by session cookie; called only for requests that have one. */
  actorOf(request: IncomingMessage): Promise<Actor>
}

export interface Client {
  key: string
  most: number
  /** Multiple of a network's budget that this client has. */
  share: number
}

interface Work {
  queries: Set<string>
  isAnswered: boolean
  end(): void
}

const OFFICE_SHARE = 4
const WAITING = { waitingOfClient: 200, waiting: 2000, waitMs: 30_000 }
/** Longest time that a place is held after the answer, in case the end of a query is never reported. */
const LONGEST_AFTER_ANSWER_MS = 15_000
const SLOW_READER_MS = 1_000

/**
 * Limits what one client may use of the database and the processors: a queue that serves clients in turn, so that a client that
 * asks for much delays only itself, and behind it a budget of the time that its requests took. A network counts as one client,
 * however many people use it: hence turns come first, and refusals late.
 */
export class ClientShares {
  readonly #options: ShareOptions
  readonly #queue: FairQueue
  readonly #budgets: CostBudgets | undefined
  readonly #work = new AsyncLocalStorage<Work>()
  readonly #taken = new WeakSet<IncomingMessage>()

  constructor(options: ShareOptions) {
    this.#options = options
    this.#queue = new FairQueue({ running: options.running, reserved: options.running >> 2, ...WAITING })
    const { budgetSeconds, runningOfClient } = options
    if (budgetSeconds > 0)
      this.#budgets = new CostBudgets({ burstMs: budgetSeconds * 1000, perSecondMs: runningOfClient * 500 })
    this.#followQueries(options.read)
  }

  /** Middleware for reading routes: takes one place for each request, held until the answer is made and its queries have ended. */
  take(isLarge: boolean): RequestHandler {
    return async (request, response, next) => {
      if (this.#taken.has(request)) return next()
      this.#taken.add(request)
      const client = await this.#clientOf(request)
      const signal = abortOnClose(response)
      const leave = await this.enter(client, response, signal, isLarge).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
      if (!leave) return
      const work = this.#begin(response, signal, leave)
      this.#work.run(work, next)
    }
  }

  /** Takes a place for one piece of work on bare node:http. Throws Problem (429, 503), or the signal's reason. */
  async run<T>(
    {
      request,
      response,
      signal,
    }: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
    work: () => Promise<T>,
  ): Promise<T> {
    const leave = await this.enter(this.networkOf(request), response, signal)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  networkOf(request: IncomingMessage): Client {
    const { trust, runningOfClient: most } = this.#options
    return { key: clientNetwork(request, trust), most, share: 1 }
  }

  /** Throws Problem (429) for a client that has used up its budget. */
  refuseSpent({ key, share }: Client, response: ServerResponse): void {
    const seconds = this.#budgets?.wait(key, share) ?? 0
    if (seconds > 0) throw refuseUntil(response, seconds, 'This address has asked for too much work')
  }

  charge({ key, share }: Client, ms: number): void {
    this.#budgets?.charge(key, ms, share)
  }

  /** Waits for a place; what is returned gives it back and charges the time that it was held. */
  async enter(
    client: Client,
    response: ServerResponse,
    signal: AbortSignal,
    isLarge = false,
  ): Promise<() => void> {
    this.refuseSpent(client, response)
    const leave = await this.#queue
      .enter(client.key, client.most, signal, isLarge)
      .catch((error: unknown) => {
        throw error instanceof QueueOverflow ? overflow(error, response) : error
      })
    // The budget may have been used up while the request waited.
    try {
      this.refuseSpent(client, response)
    } catch (error) {
      leave()
      throw error
    }
    const began = performance.now()
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.charge(client, performance.now() - began)
      leave()
    }
  }

  /**
   * The client: its network, or the office account once its session is found. While the store is unavailable only networks are
   * distinguished.
   */
  async #clientOf(request: IncomingMessage): Promise<Client> {
    const network = this.networkOf(request)
    if (request.headers.cookie === undefined) return network
    const actor = await this.#options.actorOf(request).catch(() => PUBLIC)
    if (!may(actor, 'server:larger-share')) return network
    const most = Math.max(network.most, this.#options.running - 1)
    return { key: `office ${network.key}`, most, share: OFFICE_SHARE }
  }

  #begin(response: ServerResponse, signal: AbortSignal, leave: () => void): Work {
    let late: NodeJS.Timeout | undefined
    // A place covers making an answer; streaming it to a slow reader, or lines of progress, gives the place back.
    const slow = setInterval(() => {
      const watches = String(response.getHeader('Content-Type')).startsWith(PROGRESS_LINES)
      if (response.headersSent && (watches || response.writableNeedDrain)) leave()
    }, SLOW_READER_MS)
    slow.unref()
    const end = () => {
      clearInterval(slow)
      clearTimeout(late)
      leave()
    }
    const work: Work = { queries: new Set(), isAnswered: false, end }
    const onAnswered = () => {
      if (work.isAnswered) return
      work.isAnswered = true
      clearInterval(slow)
      if (work.queries.size === 0) end()
      else late = setTimeout(end, LONGEST_AFTER_ANSWER_MS)
    }
    response.once('prefinish', onAnswered)
    signal.addEventListener('abort', onAnswered, { once: true })
    if (signal.aborted) onAnswered()
    return work
  }

  /** Closing a connection ends no query by itself. */
  #followQueries(read: Knex): void {
    /** knex gives BEGIN and COMMIT no query number and does not report their end. */
    interface Query {
      __knexQueryUid?: string
    }
    const onEnd = ({ __knexQueryUid: id }: Query) => {
      const work = this.#work.getStore()
      if (id !== undefined && work?.queries.delete(id) && work.isAnswered && work.queries.size === 0)
        work.end()
    }
    read.on('query', ({ __knexQueryUid: id }: Query) => {
      if (id !== undefined) this.#work.getStore()?.queries.add(id)
    })
    read.on('query-response', (_rows: unknown, query: Query) => onEnd(query))
    read.on('query-error', (_error: unknown, query: Query) => onEnd(query))
  }
}

function overflow({ isOwn }: QueueOverflow, response: ServerResponse): Problem {
  if (isOwn) return refuseUntil(response, 2, 'Too many requests of this address wait')
  response.setHeader('Retry-After', '2')
  return new Problem({
    title: 'Too busy',
    status: 503,
    detail: 'Too many requests wait; try again in a moment',
  })
}
