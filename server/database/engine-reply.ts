import type { Message } from './protocol.ts'

const HEAD = 5
const READY = 'Z'

/** Reply types by message type: each message of the client must be answered with one of these, or with ErrorResponse. */
const ANSWERS: Record<string, ReadonlySet<string>> = {
  P: new Set(['1']),
  B: new Set(['2']),
  // CommandComplete, EmptyQueryResponse, PortalSuspended, and the replies that begin a copy.
  E: new Set(['C', 'I', 's', 'G', 'H', 'W']),
  Q: new Set(['C', 'I', 's', 'G', 'H', 'W']),
}

/**
 * The engine's answer to one batch of messages, read as it comes. ReadyForQuery is held back: the engine sends one when
 * an error ends a batch and another for its Sync, and a client that counts them would take the second one for the answer
 * to its next query.
 */
export class EngineReply {
  readonly #counts = new Map<string, number>()
  /** Bytes of a message whose header has not arrived completely. */
  #head: Buffer = Buffer.alloc(0)
  /** Bytes of the current message that have not arrived yet. */
  #left = 0
  #ready: Buffer | undefined

  /** Returns a copy of the bytes to be passed on, since the engine reuses its memory. */
  take(chunk: Uint8Array): Buffer[] {
    const bytes = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : Buffer.from(chunk)
    const passed: Buffer[] = []
    let from = 0
    let at = Math.min(this.#left, bytes.length)
    this.#left -= at
    while (bytes.length - at >= HEAD) {
      const type = String.fromCharCode(bytes[at] ?? 0)
      const end = at + 1 + bytes.readInt32BE(at + 1)
      if (type === READY && end > bytes.length) break
      this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
      if (type === READY) {
        this.#ready = bytes.subarray(at, end)
        if (at > from) passed.push(bytes.subarray(from, at))
        from = end
      }
      at = Math.min(end, bytes.length)
      this.#left = end - at
    }
    this.#head = bytes.subarray(at)
    if (at > from) passed.push(bytes.subarray(from, at))
    return passed
  }

  /** ReadyForQuery with the state after the last step. */
  get ready(): Buffer | undefined {
    return this.#ready
  }

  /**
   * Whether the engine dropped a step without an error. PGlite's PostGIS swallows GEOS exceptions: the step yields
   * neither a result nor an error, and the transaction goes on as if it had worked. It happens while a statement
   * runs, and already while parameters are bound, when the planner computes a call of constants.
   */
  isSwallowed(request: readonly Message[]): boolean {
    if (this.#counts.has('E')) return false
    return Object.entries(ANSWERS).some(([step, answers]) => {
      const asked = request.filter(({ type }) => type === step).length
      let answered = 0
      for (const type of answers) answered += this.#counts.get(type) ?? 0
      return answered < asked
    })
  }
}
