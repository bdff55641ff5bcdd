import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { PlanState } from './plan-state.ts'
import type { PlanStore } from './plan-store.ts'

/** Renders its host again only when one of the parts of the state that it shows has changed. */
export class RedrawWhen implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #store: () => PlanStore | undefined
  readonly #parts: readonly (keyof PlanState)[]
  #ended = new AbortController()
  #watched: PlanStore | undefined

  constructor(
    host: ReactiveControllerHost,
    store: () => PlanStore | undefined,
    parts: readonly (keyof PlanState)[],
  ) {
    this.#host = host
    this.#store = store
    this.#parts = parts
    host.addController(this)
  }

  hostUpdate(): void {
    const store = this.#store()
    if (store === this.#watched) return
    this.hostDisconnected()
    this.#ended = new AbortController()
    this.#watched = store
    store?.watch((now, before) => {
      if (this.#parts.some((part) => now[part] !== before[part])) this.#host.requestUpdate()
    }, this.#ended.signal)
  }

  hostDisconnected(): void {
    this.#ended.abort()
    this.#watched = undefined
  }
}
