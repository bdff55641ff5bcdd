import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'

export interface DrainTimes {
  /** For how long it still listens, so that load balancers see /readyz and every client at work hears that this is its last answer. */
  announceMs: number
  /** Time after which unfinished requests are cut, counted from the beginning of the shutdown. */
  graceMs: number
}

/** Time before the port is closed in which answers are held back. */
const HOLD_MS = 100
const SWEEP_MS = 50
/** After a turn of the event loop that is shorter than this no connection waited to be accepted. */
const QUICK_TURN_MS = 1

/**
 * Shuts a server down without resetting connections: from `drain` on every answer carries `Connection: close`; then the server
 * stops listening, closes idle connections and waits for running requests.
 * Closing a port resets connections that the kernel has accepted and Node has not. So answers are held back for a moment before:
 * a client that sends one request after another then waits for the answer instead of opening a new connection.
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
      // Also respected by writeHead, which the tile handlers call directly.
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
    // Connections that browsers open in advance: node:http takes them for busy.
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
