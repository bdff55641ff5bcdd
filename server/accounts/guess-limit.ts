/** The origin of a password guess, and the account that it is for. */
export interface Guesser {
  account: string
  /** Of the client: an IPv4 address, or the /64 of an IPv6 address. */
  network: string
  /** A device on which somebody signed in to this account before. Its guesses are counted apart from those of its network. */
  device?: string | undefined
}

export interface GuessLimits {
  /** Wrong guesses that a device or network may make in `seconds`; after that it must wait until they have passed. */
  guesses: number
  seconds: number
  /** Wrong guesses at one account from all unknown devices and networks together; the allowance refills evenly over `seconds`. */
  atAccount: number
}

/** Too many wrong guesses: when the next one is taken. */
export class TooManyGuesses extends Error {
  override name = 'TooManyGuesses'
  readonly seconds: number

  constructor(waitMs: number) {
    super('too many wrong guesses')
    this.seconds = Math.max(1, Math.ceil(waitMs / 1000))
  }
}

interface Source {
  wrong: number
  endsAt: number
  checking: number
  waiting: (() => void)[]
}

interface Allowance {
  left: number
  at: number
}

const MOST_SOURCES = 20_000
const MOST_ACCOUNTS = 5_000
const MOST_WAITING = 500

/**
 * The only counter of wrong passwords, for every way of signing in. A check reserves its place until its result is known, so that
 * fifty parallel guesses are limited like sequential ones; correct passwords and checks that could not be made are not counted.
 * An account that is attacked from many networks becomes slow for unknown devices and stays open for known ones.
 */
export class GuessLimit {
  readonly limits: GuessLimits
  readonly #now: () => number
  readonly #sources = new Map<string, Source>()
  readonly #accounts = new Map<string, Allowance>()
  readonly #known = new Set<string>()

  constructor(limits: GuessLimits, now: () => number = () => performance.now()) {
    this.limits = limits
    this.#now = now
  }

  /**
   * Returns the result of `verify`, where undefined means a wrong guess. Throws TooManyGuesses without calling it, and whatever
   * it throws.
   */
  async check<T>(guesser: Guesser, verify: () => Promise<T | undefined>): Promise<T | undefined> {
    const { account, network, device } = guesser
    const source = this.#sourceOf(device === undefined ? `network ${network}` : `device ${account} ${device}`)
    await this.#enter(source)
    const home = `${account} ${network}`
    let spent = false
    let wrong = false
    try {
      if (device === undefined && !this.#known.has(home)) {
        this.#spend(account)
        spent = true
      }
      const found = await verify()
      wrong = found === undefined
      if (!wrong) remember(this.#known, home, MOST_SOURCES)
      return found
    } finally {
      const allowance = this.#accounts.get(account)
      if (spent && !wrong && allowance) allowance.left += 1
      this.#leave(source, wrong)
    }
  }

  async #enter(source: Source): Promise<void> {
    for (;;) {
      const now = this.#now()
      if (source.endsAt <= now) source.wrong = 0
      if (source.wrong >= this.limits.guesses) throw new TooManyGuesses(source.endsAt - now)
      if (source.wrong + source.checking < this.limits.guesses) break
      if (source.waiting.length >= MOST_WAITING) throw new TooManyGuesses(1000)
      await new Promise<void>((resolve) => source.waiting.push(resolve))
    }
    source.checking += 1
  }

  #leave(source: Source, wrong: boolean): void {
    source.checking -= 1
    if (wrong) {
      if (source.wrong === 0) source.endsAt = this.#now() + 1000 * this.limits.seconds
      source.wrong += 1
    }
    for (const wake of source.waiting.splice(0)) wake()
  }

  #sourceOf(key: string): Source {
    const source = this.#sources.get(key) ?? { wrong: 0, endsAt: 0, checking: 0, waiting: [] }
    // Moved to the end, so that the least recently used entry is forgotten first.
    this.#sources.delete(key)
    this.#sources.set(key, source)
    forgetOldest(this.#sources, MOST_SOURCES, ({ checking, waiting }) => checking + waiting.length === 0)
    return source
  }

  /** Takes one guess from what the account has left, or throws. */
  #spend(account: string): void {
    const { atAccount, seconds } = this.limits
    const msEach = (1000 * seconds) / atAccount
    const now = this.#now()
    const held = this.#accounts.get(account) ?? { left: atAccount, at: now }
    const left = Math.min(atAccount, held.left + (now - held.at) / msEach)
    if (left < 1) throw new TooManyGuesses((1 - left) * msEach)
    this.#accounts.delete(account)
    this.#accounts.set(account, { left: left - 1, at: now })
    forgetOldest(this.#accounts, MOST_ACCOUNTS, () => true)
  }
}

function remember(known: Set<string>, key: string, most: number): void {
  known.delete(key)
  known.add(key)
  if (known.size > most) for (const oldest of known.keys()) return void known.delete(oldest)
}

function forgetOldest<T>(map: Map<string, T>, most: number, mayGo: (value: T) => boolean): void {
  if (map.size <= most) return
  for (const [key, value] of map) if (mayGo(value)) return void map.delete(key)
}
