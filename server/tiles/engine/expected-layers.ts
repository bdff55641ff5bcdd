import { LayerLoadingError } from '../tile-errors.ts'

export interface ExpectedLayersOptions {
  /** How long a request waits for a layer that is being loaded. */
  waitMs: number
  /** Requests that may wait; further ones are refused at once. */
  mostWaiting: number
}

/** Layers that will be loaded for the first time, and the requests that wait for them. */
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

  /** The layer is loaded, or will not be loaded; ends all waits for it. */
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

  /** Rejects all waiting requests, since nothing will be loaded any more. */
  close(): void {
    for (const refuse of this.#waiting) refuse(new LayerLoadingError(this.ids[0] ?? ''))
  }

  /** Waits for the layers. Throws LayerLoadingError when that takes too long, or when too many requests wait already. */
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
