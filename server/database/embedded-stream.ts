import { Duplex } from 'node:stream'
import type { EmbeddedEngine } from './embedded-engine.ts'
import { type Message, splitMessages, welcome } from './protocol.ts'

const TERMINATORS = new Set(['Q', 'S', 'H', 'c', 'f'])

/**
 * Replaces the socket of pg. Collects frontend messages up to the one that requests an answer and sends them as one batch, so
 * that the engine sees complete statements.
 */
export class EmbeddedStream extends Duplex {
  readonly #engine: Pick<EmbeddedEngine, 'state' | 'request'>
  readonly #timeoutMs: () => number | undefined
  #greeted = false
  #unparsed: Buffer = Buffer.alloc(0)
  #collected: Message[] = []

  /** `timeoutMs` is called for each batch. */
  constructor(engine: Pick<EmbeddedEngine, 'state' | 'request'>, timeoutMs: () => number | undefined) {
    super()
    this.#engine = engine
    this.#timeoutMs = timeoutMs
  }

  connect(): this {
    process.nextTick(() => {
      if (this.#engine.state === 'running') this.emit('connect')
      else this.destroy(notRunning(this.#engine.state))
    })
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (!this.#greeted) {
      this.#greeted = true
      this.push(welcome())
    } else {
      this.#collect(chunk)
    }
    done()
  }

  #collect(chunk: Buffer): void {
    const { messages, rest } = splitMessages(Buffer.concat([this.#unparsed, chunk]))
    this.#unparsed = Buffer.from(rest)
    for (const message of messages) {
      if (message.type === 'X') {
        this.push(null)
        return
      }
      this.#collected.push(message)
      if (TERMINATORS.has(message.type)) {
        this.#engine.request(Buffer.concat(this.#collected.map(({ bytes }) => bytes)), this.#timeoutMs())
        this.#collected = []
      }
    }
  }
}

/** Reported with the error code that the network gives for an unreachable server. */
function notRunning(state: string): Error {
  return Object.assign(new Error(`the embedded engine is ${state}`), { code: 'ECONNREFUSED' })
}
