import { randomBytes } from 'node:crypto'

/** Identifies the state of the store as this server last heard of it; the identifier changes after every change and every start. */
export class StoreVersion {
  readonly #start = randomBytes(6).toString('hex')
  #changes = 0

  get current(): string {
    return `${this.#start}.${this.#changes.toString(36)}`
  }

  /** Marks the store as changed, or as possibly changed. */
  advance(): void {
    this.#changes += 1
  }
}
