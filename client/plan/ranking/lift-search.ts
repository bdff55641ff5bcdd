import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { LiftAnswer } from '../../../core/score/find-lift.ts'
import type { LiftQuestion } from './lift-worker.ts'

/** Sliders and the budget rest for so long before a search begins. */
const REST_MS = 250

/**
 * What would lift the open proposal by a method whose scores are no sums: searched for in a worker once the question
 * rests, called off when another comes.
 */
export class LiftSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost
  /** By what the present question is known. */
  #of: readonly unknown[] = []
  #found: LiftAnswer | null = null
  #failed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #worker: Worker | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#callOff()
    this.#of = []
  }

  get failed(): boolean {
    return this.#failed
  }

  /** The answer, or null while it is searched for. `of`: what the question is made of; the same things, the same question. */
  ask(of: readonly unknown[], question: () => LiftQuestion): LiftAnswer | null {
    if (of.length === this.#of.length && of.every((part, at) => Object.is(part, this.#of[at])))
      return this.#found
    this.#callOff()
    this.#of = of
    this.#timer = setTimeout(() => this.#search(question()), REST_MS)
    return null
  }

  #search(question: LiftQuestion): void {
    const worker = new Worker(new URL('./lift-worker.ts', import.meta.url), { type: 'module' })
    this.#worker = worker
    worker.onmessage = ({ data }: MessageEvent<LiftAnswer>) => this.#end(data)
    worker.onerror = () => this.#end(null)
    worker.postMessage(question)
  }

  #end(found: LiftAnswer | null): void {
    this.#callOff()
    this.#found = found
    this.#failed = found === null
    this.#host.requestUpdate()
  }

  #callOff(): void {
    clearTimeout(this.#timer)
    this.#worker?.terminate()
    this.#worker = undefined
    this.#found = null
    this.#failed = false
  }
}
