import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { StoreChange } from './store-change.ts'
import type { ViewerState } from './viewer-state.ts'

/** Holds the one state that map, list, counts and address all show. Emits `change` after each update. */
export class ViewerStore extends EventTarget {
  #state: ViewerState

  constructor(state: ViewerState) {
    super()
    this.#state = state
  }

  get state(): ViewerState {
    return this.#state
  }

  update(patch: Partial<ViewerState>): void {
    const before = this.#state
    this.#state = { ...before, ...patch }
    this.dispatchEvent(new StoreChange(before))
  }

  /** Calls back with the new and the former state until `signal` ends. */
  watch(changed: (now: ViewerState, before: ViewerState) => void, signal?: AbortSignal): void {
    const listener = (event: Event) => {
      if (event instanceof StoreChange) changed(this.#state, event.before)
    }
    this.addEventListener('change', listener, signal ? { signal } : {})
  }
}

/** Renders its host again whenever `source` emits `change`. */
export class Redraw implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #source: () => EventTarget | undefined
  readonly #redraw = () => this.#host.requestUpdate()
  #watched: EventTarget | undefined

  constructor(host: ReactiveControllerHost, source: () => EventTarget | undefined) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  hostUpdate(): void {
    this.#watch(this.#source())
  }

  hostDisconnected(): void {
    this.#watch(undefined)
  }

  #watch(source: EventTarget | undefined): void {
    if (source === this.#watched) return
    this.#watched?.removeEventListener('change', this.#redraw)
    this.#watched = source
    source?.addEventListener('change', this.#redraw)
  }
}
