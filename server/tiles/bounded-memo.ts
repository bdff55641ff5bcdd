/** Remembers what was made of the last `limit` different texts; the oldest goes first. Failures are not kept. */
export class BoundedMemo<T> {
  readonly #known = new Map<string, T>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Undefined when it was not made, or forgotten. */
  known(text: string): T | undefined {
    return this.#known.get(text)
  }

  get(text: string, make: (text: string) => T): T {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const made = make(text)
    if (this.#known.size >= this.#limit) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(text, made)
    return made
  }
}
