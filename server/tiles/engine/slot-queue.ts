import { QueueFullError } from '../tile-errors.ts'

/** Runs a limited number of tasks at a time; further ones wait in order, up to a limit. */
export class SlotQueue {
  readonly #slots: number
  readonly #queueLimit: number
  #running = 0
  #waiting: (() => void)[] = []

  constructor(slots: number, queueLimit: number) {
    this.#slots = slots
    this.#queueLimit = queueLimit
  }

  /** Throws QueueFullError. A task whose signal fires while it waits is not started. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    if (this.#running >= this.#slots) await this.#wait(signal)
    else this.#running++
    try {
      return await work()
    } finally {
      // The slot goes straight to the next in line, if there is one.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#queueLimit) throw new QueueFullError(this.#queueLimit)
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== begin)
        reject(signal.reason)
      }
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(begin)
    })
  }
}
