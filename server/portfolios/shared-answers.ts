import { SingleFlight } from '../work/single-flight.ts'
import type { WorkWatch } from '../work/work-watch.ts'

/**
 * Answers that several may wait for and that are kept: a question is worked on once, all who wait hear how far it is, and its
 * work ends when the last of them has left.
 */
export class SharedAnswers<Answer> {
  readonly #kept = new Map<string, Answer>()
  readonly #flights = new SingleFlight<Answer>()
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
    work: (watch: Required<WorkWatch>) => Promise<Answer>,
    watch: WorkWatch = {},
  ): Promise<Answer> {
    watch.signal?.throwIfAborted()
    return this.#kept.get(key) ?? this.#flights.join(key, (own) => this.#carryOut(key, work(own)), watch)
  }

  async #carryOut(key: string, work: Promise<Answer>): Promise<Answer> {
    const answer = await work
    if (this.#isKept(answer)) this.#kept.set(key, answer)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }
}
