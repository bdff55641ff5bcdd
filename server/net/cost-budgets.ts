export interface BudgetLimits {
  /** What a client may use at once, in milliseconds of work. */
  burstMs: number
  /** What comes back in a second. */
  perSecondMs: number
}

interface Account {
  leftMs: number
  at: number
}

const MOST_CLIENTS = 20_000

/** What each client has left of the time that others work for it: a bucket that fills again. Forgotten once full, or oldest. */
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

  /** What is at work is not broken off: it may overdraw. */
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
