import type { WorkWatch } from '../workload/work-watch.ts'

type Listener = NonNullable<WorkWatch['onProgress']>

/** Progress of a reading for all waiting callers; one who joins later hears the present share at once. */
export class ReadingShare {
  readonly #listeners = new Set<Listener>()
  #done = 0
  /** 0 while nothing is read. */
  #of = 0

  get isReading(): boolean {
    return this.#of > 0
  }

  /** Adds a listener; the returned function removes it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.isReading) listener({ done: this.#done, of: this.#of })
    return () => this.#listeners.delete(listener)
  }

  begin(of: number): void {
    this.#done = 0
    this.#of = Math.max(1, of)
    this.#report()
  }

  /** Rows that were counted before they were read may have come or gone since. */
  add(rows: number): void {
    this.#done = Math.min(this.#of, this.#done + rows)
    this.#report()
  }

  end(): void {
    this.#of = 0
  }

  #report(): void {
    for (const listener of this.#listeners) listener({ done: this.#done, of: this.#of })
  }
}
