export interface FairQueueLimits {
  /** Most running pieces of work of all clients together. */
  running: number
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
  running: number
  most: number
  waiting: (() => void)[]
}

/**
 * A queue for expensive work that serves clients fairly: a free place goes to the client with the fewest running pieces that has
 * waited longest.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits
  readonly #clients = new Map<string, Client>()
  #running = 0
  #waiting = 0

  constructor(limits: FairQueueLimits) {
    this.#limits = limits
  }

  /** Waits for a place, of which this client has `most`, and returns what gives it back. Throws QueueOverflow, or the signal's reason. */
  async enter(key: string, most: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    const client = this.#clients.get(key) ?? { running: 0, most, waiting: [] }
    client.most = most
    this.#clients.set(key, client)
    if (this.#running < this.#limits.running && client.running < most) this.#begin(client)
    else await this.#wait(client, signal).finally(() => this.#forget(key, client))
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#running -= 1
      client.running -= 1
      this.#forget(key, client)
      this.#next()
    }
  }

  #begin(client: Client): void {
    this.#running += 1
    client.running += 1
  }

  /** Clients without running or waiting work are forgotten. */
  #forget(key: string, client: Client): void {
    if (client.running + client.waiting.length === 0) this.#clients.delete(key)
  }

  async #wait(client: Client, signal: AbortSignal): Promise<void> {
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
        client.waiting.splice(client.waiting.indexOf(begin), 1)
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
      signal.addEventListener('abort', leave, { once: true })
      client.waiting.push(begin)
    })
  }

  #next(): void {
    if (this.#waiting === 0 || this.#running >= this.#limits.running) return
    let chosen: [string, Client] | undefined
    for (const entry of this.#clients) {
      const [, { running, most, waiting }] = entry
      if (waiting.length === 0 || running >= most) continue
      if (!chosen || running < chosen[1].running) chosen = entry
    }
    if (!chosen) return
    const [key, client] = chosen
    // Moved behind the other clients for its next turn.
    this.#clients.delete(key)
    this.#clients.set(key, client)
    client.waiting.shift()?.()
  }
}
