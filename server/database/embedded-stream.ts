import { Duplex } from 'node:stream'
import type { EmbeddedEngine } from './embedded-engine.ts'
import { type Message, splitMessages, welcome } from './protocol.ts'

const TERMINATORS = new Set(['Q', 'S', 'H', 'c', 'f'])

/**
 * Stands where pg expects a socket. Collects frontend messages up to the one that asks for an answer and
 * hands them over as a whole, so that the engine sees a statement complete.
 */
export class EmbeddedStream extends Duplex {
  readonly #engine: Pick<EmbeddedEngine, 'state' | 'request'>
  readonly #timeoutMs: () => number | undefined
  #greeted = false
  #unparsed: Buffer = Buffer.alloc(0)
  #collected: Message[] = []

  /** `timeoutMs` is asked for each batch. */
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

/** Told as the network would tell of a server that is not there. */
function notRunning(state: string): Error {
  return Object.assign(new Error(`the embedded engine is ${state}`), { code: 'ECONNREFUSED' })
}
