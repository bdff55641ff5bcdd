export interface BudgetLimits {
  /** Capacity: milliseconds of work that a client may use at once. */
  burstMs: number
  /** Refill: milliseconds of work a second. */
  perSecondMs: number
}

interface Account {
  leftMs: number
  at: number
}

const MOST_CLIENTS = 20_000

/**
 * Remaining work time of each client: a token bucket that refills. A bucket is forgotten once it is full, or as the oldest of too
 * many.
 */
export class CostBudgets {
  readonly #limits: BudgetLimits
  readonly #now: () => number
  readonly #clients = new Map<string, Account>()

  constructor(limits: BudgetLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  /** Seconds until there is something left; 0 while there is. `share`: how many times the usual budget this client has. */
  wait(key: string, share = 1): number {
    const { leftMs } = this.#read(key, share)
    return leftMs > 0 ? 0 : Math.ceil(1 - leftMs / (share * this.#limits.perSecondMs))
  }

  /** Running work is not cut off, so a client may overdraw its budget. */
  charge(key: string, ms: number, share = 1): void {
    const { leftMs } = this.#read(key, share)
    this.#clients.delete(key)
    this.#clients.set(key, { leftMs: leftMs - ms, at: this.#now() })
    if (this.#clients.size > MOST_CLIENTS) this.#clients.delete(this.#clients.keys().next().value ?? '')
  }

  #read(key: string, share: number): Account {
    const { burstMs, perSecondMs } = this.#limits
    const now = this.#now()
    const { leftMs, at } = this.#clients.get(key) ?? { leftMs: share * burstMs, at: now }
    const grown = leftMs + ((now - at) / 1000) * share * perSecondMs
    return { leftMs: Math.min(share * burstMs, grown), at: now }
  }
}
