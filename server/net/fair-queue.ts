export interface FairQueueLimits {
  /** Most running pieces of work of all clients together. */
  running: number
  /** Of these, places for small work of clients that have nothing running and have used little lately. Default 0. */
  reserved?: number
  /** That may wait, of one client and of all. */
  waitingOfClient: number
  waiting: number
  /** Longest wait in ms before a request is refused; no limit without it. */
  waitMs?: number
}

/** Too many requests wait, of this client or in all, or this one has waited too long. */
export class QueueOverflow extends Error {
  override name = 'QueueOverflow'
  readonly isOwn: boolean

  constructor(isOwn: boolean) {
    super(isOwn ? 'too many requests of this client wait' : 'too many requests wait')
    this.isOwn = isOwn
  }
}

interface Client {
  key: string
  running: number
  most: number
  waiting: Waiting[]
}

interface Waiting {
  isLarge: boolean
  begin(): void
}

/** A client that has used this much lately takes none of the reserved places. */
const LITTLE_MS = 1_000

/**
 * A queue for expensive work that serves clients fairly: a free place goes to the client with the fewest running pieces, among
 * these to the one that has held places for the shortest time lately, and then to the one that has waited longest. Who asks for
 * little thus waits for no more than one piece of work of those who ask for much.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits
  readonly #clients = new Map<string, Client>()
  readonly #use: RecentUse
  readonly #now: () => number
  #running = 0
  #waiting = 0

  constructor(limits: FairQueueLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
    this.#use = new RecentUse(now)
  }

  /**
   * Waits for a place, of which this client has `most`, and returns what gives it back. `isLarge`: work that is known to take
   * long. Throws QueueOverflow, or the signal's reason.
   */
  async enter(key: string, most: number, signal: AbortSignal, isLarge = false): Promise<() => void> {
    signal.throwIfAborted()
    const client = this.#clients.get(key) ?? { key, running: 0, most, waiting: [] }
    client.most = most
    this.#clients.set(key, client)
    if (this.#hasPlace(client, isLarge)) this.#begin(client)
    else await this.#wait(client, signal, isLarge).finally(() => this.#forget(client))
    const began = this.#now()
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#running -= 1
      client.running -= 1
      this.#use.add(key, this.#now() - began)
      this.#forget(client)
      this.#next()
    }
  }

  #hasPlace({ key, running, most }: Client, isLarge: boolean): boolean {
    if (running >= most) return false
    const { running: all, reserved = 0 } = this.#limits
    if (this.#running < all - reserved) return true
    return !isLarge && this.#running < all && running === 0 && this.#use.of(key) < LITTLE_MS
  }

  #begin(client: Client): void {
    this.#running += 1
    client.running += 1
  }

  /** Clients without running or waiting work are forgotten. */
  #forget({ key, running, waiting }: Client): void {
    if (running + waiting.length === 0) this.#clients.delete(key)
  }

  async #wait(client: Client, signal: AbortSignal, isLarge: boolean): Promise<void> {
    if (client.waiting.length >= this.#limits.waitingOfClient) throw new QueueOverflow(true)
    if (this.#waiting >= this.#limits.waiting) throw new QueueOverflow(false)
    this.#waiting += 1
    await new Promise<void>((resolve, reject) => {
      const { waitMs } = this.#limits
      const end = () => {
        this.#waiting -= 1
        signal.removeEventListener('abort', leave)
        clearTimeout(late)
      }
      const giveUp = (reason: unknown) => {
        end()
        client.waiting.splice(client.waiting.indexOf(waiting), 1)
        reject(reason)
      }
      const leave = () => giveUp(signal.reason)
      const late =
        waitMs === undefined ? undefined : setTimeout(() => giveUp(new QueueOverflow(true)), waitMs)
      const begin = () => {
        end()
        this.#begin(client)
        resolve()
      }
      const waiting = { isLarge, begin }
      signal.addEventListener('abort', leave, { once: true })
      client.waiting.push(waiting)
    })
  }

  #next(): void {
    if (this.#waiting === 0) return
    let chosen: Client | undefined
    for (const client of this.#clients.values()) {
      const [first] = client.waiting
      if (first && this.#hasPlace(client, first.isLarge) && this.#goesBefore(client, chosen)) chosen = client
    }
    if (!chosen) return
    // Moved behind the other clients for its next turn.
    this.#clients.delete(chosen.key)
    this.#clients.set(chosen.key, chosen)
    chosen.waiting.shift()?.begin()
  }

  #goesBefore(client: Client, other: Client | undefined): boolean {
    if (!other) return true
    if (client.running !== other.running) return client.running < other.running
    return this.#use.of(client.key) < this.#use.of(other.key)
  }
}

const MOST_REMEMBERED = 20_000
const HALF_LIFE_MS = 10_000

/** Milliseconds that clients held places for, of which half is forgotten every ten seconds. */
class RecentUse {
  readonly #clients = new Map<string, { ms: number; at: number }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  of(key: string): number {
    const known = this.#clients.get(key)
    return known ? known.ms * 0.5 ** ((this.#now() - known.at) / HALF_LIFE_MS) : 0
  }

  add(key: string, ms: number): void {
    const sum = this.of(key) + ms
    this.#clients.delete(key)
    this.#clients.set(key, { ms: sum, at: this.#now() })
    if (this.#clients.size > MOST_REMEMBERED) this.#clients.delete(this.#clients.keys().next().value ?? '')
  }
}
