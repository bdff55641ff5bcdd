import { Duplex } from 'node:stream'
import { type Message, splitMessages, welcome } from './protocol.ts'

const TERMINATORS = new Set(['Q', 'S', 'H', 'c', 'f'])

/**
 * Stands where pg expects a socket. Collects frontend messages up to the one that asks for an answer and
 * hands them over as a whole, so that the engine sees a statement complete.
 */
export class EmbeddedStream extends Duplex {
  readonly #request: (bytes: Uint8Array) => void
  #greeted = false
  #unparsed: Buffer = Buffer.alloc(0)
  #collected: Message[] = []

  constructor(request: (bytes: Uint8Array) => void) {
    super()
    this.#request = request
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
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
        this.#request(Buffer.concat(this.#collected.map(({ bytes }) => bytes)))
        this.#collected = []
      }
    }
  }
}
