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
  /** Whose queries hold a place until they end, though whoever asked has left. */
  read: Knex
  /** By session cookie; asked of requests that have one. */
  actorOf(request: IncomingMessage): Promise<Actor>
}

export interface Client {
  key: string
  most: number
  /** How many times the budget of a network it has. */
  share: number
}

interface Work {
  queries: Set<string>
  isAnswered: boolean
  end(): void
}

const OFFICE_SHARE = 4
const WAITING = { waitingOfClient: 200, waiting: 2000, waitMs: 30_000 }
/** One whose end nobody heard of gives its place back, too. */
const LONGEST_AFTER_ANSWER_MS = 15_000
const SLOW_READER_MS = 1_000

/**
 * What one client may have of the database and the processors: a place in a queue that serves clients in turn, so that
 * whoever asks for much waits for itself, and behind it a budget of the time that its requests took. A network is one
 * client, however many people it may be: hence turns first, and refusals late.
 */
export class ClientShares {
  readonly #options: ShareOptions
  readonly #queue: FairQueue
  readonly #budgets: CostBudgets | undefined
  readonly #work = new AsyncLocalStorage<Work>()
  readonly #taken = new WeakSet<IncomingMessage>()

  constructor(options: ShareOptions) {
    this.#options = options
    this.#queue = new FairQueue({ running: options.running, ...WAITING })
    const { budgetSeconds, runningOfClient } = options
    if (budgetSeconds > 0)
      this.#budgets = new CostBudgets({ burstMs: budgetSeconds * 1000, perSecondMs: runningOfClient * 500 })
    this.#followQueries(options.read)
  }

  /** For routes that read: a place until the answer is made and its queries have ended. Takes one a request. */
  readonly take: RequestHandler = async (request, response, next) => {
    if (this.#taken.has(request)) return next()
    this.#taken.add(request)
    const client = await this.#clientOf(request)
    const signal = abortOnClose(response)
    const leave = await this.enter(client, response, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
    if (!leave) return
    const work = this.#begin(response, signal, leave)
    this.#work.run(work, next)
  }

  /** For one piece of work on bare node:http. Throws Problem (429, 503), or the signal's reason. */
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

  /** Throws Problem (429) for a client that has nothing left. */
  refuseSpent({ key, share }: Client, response: ServerResponse): void {
    const seconds = this.#budgets?.wait(key, share) ?? 0
    if (seconds > 0) throw refuseUntil(response, seconds, 'This address has asked for too much work')
  }

  charge({ key, share }: Client, ms: number): void {
    this.#budgets?.charge(key, ms, share)
  }

  /** Waits for a place; what is returned gives it back and charges the time that it was held. */
  async enter(client: Client, response: ServerResponse, signal: AbortSignal): Promise<() => void> {
    this.refuseSpent(client, response)
    const leave = await this.#queue.enter(client.key, client.most, signal).catch((error: unknown) => {
      throw error instanceof QueueOverflow ? overflow(error, response) : error
    })
    // What waited may have nothing left when its turn comes.
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

  /** The network, or the office once its session is found. While the store is away nobody is told apart. */
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
    // A place is for making answers: who takes one slowly, or watches how far work is, gives it back.
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
    /** BEGIN and COMMIT have no number, and nobody tells their end. */
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
