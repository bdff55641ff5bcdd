import { randomBytes } from 'node:crypto'

/** Names the state of the store that this server last heard of: another name after every change, and after every start. */
export class StoreVersion {
  readonly #start = randomBytes(6).toString('hex')
  #changes = 0

  get current(): string {
    return `${this.#start}.${this.#changes.toString(36)}`
  }

  /** Something changed, or may have. */
  advance(): void {
    this.#changes += 1
  }
}
