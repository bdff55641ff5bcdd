import { LayerLoadingError } from '../tile-errors.ts'

export interface ExpectedLayersOptions {
  /** For how long a request waits for a layer that is being loaded. */
  waitMs: number
  /** Requests that may wait; further ones are refused at once. */
  mostWaiting: number
}

/** Layers that are about to be loaded for the first time, and those who wait for them. */
export class ExpectedLayers {
  readonly #options: ExpectedLayersOptions
  readonly #layers = new Map<string, PromiseWithResolvers<void>>()
  readonly #waiting = new Set<(error: Error) => void>()

  constructor(options: ExpectedLayersOptions) {
    this.#options = options
  }

  expect(ids: readonly string[]): void {
    for (const id of ids) if (!this.#layers.has(id)) this.#layers.set(id, Promise.withResolvers())
  }

  /** It is there, or it is known that it will not be. */
  settle(id: string): void {
    this.#layers.get(id)?.resolve()
    this.#layers.delete(id)
  }

  has(id: string): boolean {
    return this.#layers.has(id)
  }

  get ids(): string[] {
    return [...this.#layers.keys()]
  }

  /** Sends away all who wait: nothing is loaded any more. */
  close(): void {
    for (const refuse of this.#waiting) refuse(new LayerLoadingError(this.ids[0] ?? ''))
  }

  /** Throws LayerLoadingError when they take too long, or when too many wait already. */
  async wait(ids: readonly string[], waitMs = this.#options.waitMs): Promise<void> {
    const layers = ids.filter((id) => this.#layers.has(id))
    const [first] = layers
    if (first === undefined) return
    if (this.#waiting.size >= this.#options.mostWaiting) throw new LayerLoadingError(first)
    const late = Promise.withResolvers<void>()
    const timer = Number.isFinite(waitMs)
      ? setTimeout(
          () => late.reject(new LayerLoadingError(layers.find((id) => this.has(id)) ?? first)),
          waitMs,
        )
      : undefined
    this.#waiting.add(late.reject)
    try {
      await Promise.race([Promise.all(layers.map((id) => this.#layers.get(id)?.promise)), late.promise])
    } finally {
      this.#waiting.delete(late.reject)
      clearTimeout(timer)
    }
  }
}
