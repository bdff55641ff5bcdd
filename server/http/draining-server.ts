import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'

export interface DrainTimes {
  /** For how long it still listens, so that load balancers see /readyz and every client at work hears that this is its last answer. */
  announceMs: number
  /** After which whatever is not done is cut, counted from the beginning. */
  graceMs: number
}

/** For how long nothing is answered before the port is closed. */
const HOLD_MS = 100
const SWEEP_MS = 50
/** A turn of the event loop in which nothing waited to be accepted while something else ran. */
const QUICK_TURN_MS = 1

/**
 * Ends the connections of a server without a reset: from `drain` on every answer says `Connection: close`; then it stops
 * listening, closes what is idle and waits for what is at work.
 *
 * Closing a port resets what the kernel has accepted and we have not. So answers are held for a moment before: whoever
 * asks one thing after another then waits for us and does not connect anew.
 */
export class DrainingServer extends Server {
  readonly #sockets = new Set<Socket>()
  #isDraining = false
  #held: (() => void)[] | undefined

  constructor() {
    super()
    this.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  onRequest(listener: RequestListener): void {
    this.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // Heeded by writeHead, too, which tiles call alone.
      if (this.#isDraining) response.shouldKeepAlive = false
      if (this.#held) this.#held.push(() => listener(request, response))
      else listener(request, response)
    })
  }

  /** `onClosing` ends the answers that would never end by themselves. */
  async drain({ announceMs, graceMs }: DrainTimes, onClosing: () => void): Promise<void> {
    this.#isDraining = true
    for (const socket of this.#sockets) endAfterAnswer(socket)
    const cut = globalThis.setTimeout(() => this.closeAllConnections(), graceMs)
    if (announceMs > 0) await setTimeout(announceMs)
    this.#held = []
    if (this.#sockets.size > 0) await setTimeout(HOLD_MS)
    await quickTurn()
    const closed = new Promise<unknown>((resolve) => this.close(resolve))
    const held = this.#held
    this.#held = undefined
    for (const answer of held) answer()
    onClosing()
    // Answers that had begun before the signal keep their connection alive: it is idle when they end.
    const sweep = setInterval(() => this.#sweep(), SWEEP_MS)
    await closed
    clearInterval(sweep)
    clearTimeout(cut)
  }

  #sweep(): void {
    this.closeIdleConnections()
    // Opened in advance by browsers: node:http takes them for busy.
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.end()
  }
}

async function quickTurn(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const began = performance.now()
    await setImmediate()
    if (performance.now() - began < QUICK_TURN_MS) return
  }
}

/** The answer that is being made on this connection, if any, as node:http knows it. */
function endAfterAnswer(socket: Socket & { _httpMessage?: ServerResponse | null }): void {
  const response = socket._httpMessage
  if (response && !response.headersSent) response.shouldKeepAlive = false
}
