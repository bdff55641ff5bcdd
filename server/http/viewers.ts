import type { ServerResponse } from 'node:http'
import type { StillHolds } from '../accounts/session.ts'
import type { TileChange } from '../changes/tile-change.ts'
import type { Viewer } from '../layers/publication.ts'

/** A layer is drawn in another way from now on; "*" when that may be so of any. */
export interface StyleChange {
  layer: string
  style: number
}

const HEARTBEAT_MS = 25_000
/** How long a stream of the office may outlive the right to it. */
const RECHECK_MS = 5_000
const MOST_VIEWERS = 10_000

/** Open viewers on /api/changes. A viewer that does not read fast enough is cut off and comes back by itself. */
export class Viewers {
  readonly #open = new Map<ServerResponse, Viewer>()
  readonly #rights = new Map<ServerResponse, StillHolds>()
  readonly #isPublic: (layer: string) => boolean
  readonly #heartbeat: NodeJS.Timeout
  readonly #recheck: NodeJS.Timeout
  #sequence = 0

  /** Changes of a layer that is not public are told to the office's viewers only. */
  constructor(isPublic: (layer: string) => boolean = () => true) {
    this.#isPublic = isPublic
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n', 'public'), HEARTBEAT_MS)
    this.#heartbeat.unref()
    this.#recheck = setInterval(() => void this.recheck(), RECHECK_MS)
    this.#recheck.unref()
  }

  get count(): number {
    return this.#open.size
  }

  /** False when there are too many already. */
  add(response: ServerResponse, viewer: Viewer = 'public', stillHolds?: StillHolds): boolean {
    if (this.#open.size >= MOST_VIEWERS) return false
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may pack the stream: it would hold events back until there are enough to pack.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    this.#open.set(response, viewer)
    if (stillHolds) this.#rights.set(response, stillHolds)
    response.on('close', () => {
      this.#open.delete(response)
      this.#rights.delete(response)
    })
    return true
  }

  publish(change: TileChange | StyleChange): void {
    this.#send(change, this.#isPublic(change.layer) ? 'public' : 'office')
  }

  /** Tells everyone that a layer came or went; the one word of it that still reaches those who just lost it. */
  publishPresence(change: TileChange): void {
    this.#send(change, 'public')
  }

  /** Ends the streams of those who are the office no longer. While the store cannot be asked, nothing is sent there either. */
  async recheck(): Promise<void> {
    const all = [...this.#rights].map(async ([response, stillHolds]) => {
      if (await stillHolds().catch(() => true)) return
      this.#open.delete(response)
      response.end()
    })
    await Promise.all(all)
  }

  close(): void {
    clearInterval(this.#heartbeat)
    clearInterval(this.#recheck)
    for (const response of this.#open.keys()) response.end()
    this.#open.clear()
  }

  /** What the public does not see takes no number: a gap would tell of it. */
  #send(change: TileChange | StyleChange, audience: Viewer): void {
    if (audience === 'public') this.#sequence += 1
    const id = audience === 'public' ? `id: ${this.#sequence}\n` : ''
    this.#write(`${id}data: ${JSON.stringify(change)}\n\n`, audience)
  }

  #write(text: string, audience: Viewer): void {
    for (const [response, viewer] of this.#open) {
      if (audience === 'office' && viewer !== 'office') continue
      if (response.writableLength > 1_000_000) response.destroy()
      else response.write(text)
    }
  }
}
