import type { ServerResponse } from 'node:http'

export interface TileChange {
  layer: string
  version: number
  /** "z/x/y" of tiles that changed; below the deepest zoom named, all that lie under them. */
  tiles: string[]
  deepest: number
}

/** A layer is drawn in another way from now on; "*" when that may be so of any. */
export interface StyleChange {
  layer: string
  style: number
}

const HEARTBEAT_MS = 25_000
const MOST_VIEWERS = 10_000

/** Open viewers on /api/changes. A viewer that does not read fast enough is cut off and comes back by itself. */
export class Viewers {
  readonly #open = new Set<ServerResponse>()
  readonly #heartbeat: NodeJS.Timeout
  #sequence = 0

  constructor() {
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  get count(): number {
    return this.#open.size
  }

  /** False when there are too many already. */
  add(response: ServerResponse): boolean {
    if (this.#open.size >= MOST_VIEWERS) return false
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may pack the stream: it would hold events back until there are enough to pack.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    this.#open.add(response)
    response.on('close', () => this.#open.delete(response))
    return true
  }

  publish(change: TileChange | StyleChange): void {
    this.#sequence += 1
    this.#write(`id: ${this.#sequence}\ndata: ${JSON.stringify(change)}\n\n`)
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const response of this.#open) response.end()
    this.#open.clear()
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > 1_000_000) response.destroy()
      else response.write(text)
    }
  }
}
