import { randomBytes } from 'node:crypto'

/** Identifies the state of the store as this server last heard of it; the identifier changes after every change and every start. */
export class StoreVersion {
  readonly #start = randomBytes(6).toString('hex')
  #changes = 0
  /** By layer, how many of the changes were of some of its rows alone. */
  readonly #rowsOf = new Map<string, number>()

  get current(): string {
    return `${this.#start}.${this.#changes.toString(36)}`
  }

  /** As `current`, for what does not depend on the rows of this layer: it stays while nothing but some of them changes. */
  besides(layer: string): string {
    return `${this.#start}.${(this.#changes - (this.#rowsOf.get(layer) ?? 0)).toString(36)}`
  }

  /** Marks the store as changed, or as possibly changed; `rowsOf` where nothing but some rows of that layer did. */
  advance(rowsOf?: string): void {
    this.#changes += 1
    if (rowsOf !== undefined) this.#rowsOf.set(rowsOf, (this.#rowsOf.get(rowsOf) ?? 0) + 1)
  }
}
