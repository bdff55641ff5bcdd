import { SingleFlight } from '../single-flight.ts'

export interface Watch {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly done: number
  readonly of: number
}

type Tell = (progress: Progress) => void

/**
 * Answers that several may wait for and that are kept: a question is worked on once, all who wait hear how far it is, and its
 * work ends when the last of them has left.
 */
export class SharedAnswers<Answer> {
  readonly #kept = new Map<string, Answer>()
  readonly #flights = new SingleFlight<Answer>()
  readonly #listening = new Map<string, Set<Tell>>()
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
    { signal, onProgress = () => {} }: Watch = {},
  ): Promise<Answer> {
    signal?.throwIfAborted()
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    // Of its own, so that one function given twice is heard twice.
    const tell: Tell = (progress) => onProgress(progress)
    const listening = this.#listening.get(key) ?? new Set()
    this.#listening.set(key, listening.add(tell))
    try {
      return await this.#flights.join(key, (stop) => this.#carryOut(key, work, stop), signal)
    } finally {
      listening.delete(tell)
      if (listening.size === 0 && this.#listening.get(key) === listening) this.#listening.delete(key)
    }
  }

  async #carryOut(
    key: string,
    work: (watch: Required<Watch>) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const onProgress: Tell = (progress) => {
      // Who asks after all have left waits for work of another beginning.
      if (!signal.aborted) for (const tell of this.#listening.get(key) ?? []) tell(progress)
    }
    const answer = await work({ signal, onProgress })
    if (this.#isKept(answer)) this.#kept.set(key, answer)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }
}
