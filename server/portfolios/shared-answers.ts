export interface Watch {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly done: number
  readonly of: number
}

interface Asked<Answer> {
  readonly answer: Promise<Answer>
  readonly stop: AbortController
  readonly waiting: Set<{ readonly tell: ((progress: Progress) => void) | undefined }>
}

/**
 * Answers that several may wait for and that are kept: a question is worked on once, and its work ends when the last
 * who waits for it has left.
 */
export class SharedAnswers<Answer> {
  readonly #asked = new Map<string, Asked<Answer>>()
  readonly #most: number
  readonly #isKept: (answer: Answer) => boolean

  /** At most `most` are kept, and none for which `isKept` is false. */
  constructor(most: number, isKept: (answer: Answer) => boolean) {
    this.#most = most
    this.#isKept = isKept
  }

  /** Throws the signal's reason to the one who leaves, and what the work threw to those who stay. */
  async ask(
    key: string,
    work: (watch: Required<Watch>) => Promise<Answer>,
    { signal, onProgress }: Watch = {},
  ): Promise<Answer> {
    signal?.throwIfAborted()
    const asked = this.#asked.get(key) ?? this.#start(key, work)
    const mine = { tell: onProgress }
    asked.waiting.add(mine)
    const { promise: left, reject } = Promise.withResolvers<never>()
    const leave = () => {
      asked.waiting.delete(mine)
      // Before the work ends: its one who waited hears of leaving, not of that.
      reject(signal?.reason)
      if (asked.waiting.size === 0) this.#end(key, asked)
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([asked.answer, left])
    } finally {
      signal?.removeEventListener('abort', leave)
      asked.waiting.delete(mine)
    }
  }

  #start(key: string, work: (watch: Required<Watch>) => Promise<Answer>): Asked<Answer> {
    const stop = new AbortController()
    const waiting: Asked<Answer>['waiting'] = new Set()
    const onProgress = (progress: Progress) => {
      for (const { tell } of waiting) tell?.(progress)
    }
    const asked = { answer: work({ signal: stop.signal, onProgress }), stop, waiting }
    this.#asked.set(key, asked)
    // Faults may be asked again.
    asked.answer.then(
      (answer) => this.#isKept(answer) || this.#forget(key, asked),
      () => this.#forget(key, asked),
    )
    const [oldest] = this.#asked.keys()
    if (this.#asked.size > this.#most && oldest !== undefined) this.#asked.delete(oldest)
    return asked
  }

  #end(key: string, asked: Asked<Answer>): void {
    // At once, so that whoever asks now gets work that goes on.
    this.#forget(key, asked)
    asked.stop.abort(new DOMException('Nobody waits any more', 'AbortError'))
  }

  #forget(key: string, asked: Asked<Answer>): void {
    if (this.#asked.get(key) === asked) this.#asked.delete(key)
  }
}
