import type { ServerResponse } from 'node:http'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import type { StyleChange, TileChange } from '../../../core/api/change.ts'
import type { StillHolds } from '../../accounts/session.ts'

const HEARTBEAT_MS = 25_000
/** How long a stream with layers that are not public may outlive the right to it. */
const RECHECK_MS = 5_000
const MOST_VIEWERS = 10_000

/** Open viewers on /api/changes. A viewer that does not read fast enough is cut off and comes back by itself. */
export class Viewers {
  /** Each with whether it is told of layers that are not public. */
  readonly #open = new Map<ServerResponse, boolean>()
  readonly #rights = new Map<ServerResponse, StillHolds>()
  readonly #isPublic: (layer: string) => boolean
  readonly #heartbeat: NodeJS.Timeout
  readonly #recheck: NodeJS.Timeout
  #sequence = 0

  /** Changes of a layer that is not public reach only viewers who may see such layers. */
  constructor(isPublic: (layer: string) => boolean = () => true) {
    this.#isPublic = isPublic
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n', true), HEARTBEAT_MS)
    this.#heartbeat.unref()
    this.#recheck = setInterval(() => void this.recheck(), RECHECK_MS)
    this.#recheck.unref()
  }

  get count(): number {
    return this.#open.size
  }

  /** False when there are too many already. */
  add(response: ServerResponse, actor: Actor = PUBLIC, stillHolds?: StillHolds): boolean {
    if (this.#open.size >= MOST_VIEWERS) return false
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may pack the stream: it would hold events back until there are enough to pack.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    this.#open.set(response, may(actor, 'layer:read-unpublished'))
    if (stillHolds) this.#rights.set(response, stillHolds)
    response.on('close', () => {
      this.#open.delete(response)
      this.#rights.delete(response)
    })
    return true
  }

  publish(change: TileChange | StyleChange): void {
    this.#send(change, this.#isPublic(change.layer))
  }

  /** Tells everyone that a layer came or went; the one word of it that still reaches those who just lost it. */
  publishPresence(change: TileChange): void {
    this.#send(change, true)
  }

  /** Ends the streams of those who may see such layers no longer. While the store cannot be asked, nothing is told there either. */
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
  #send(change: TileChange | StyleChange, isPublic: boolean): void {
    if (isPublic) this.#sequence += 1
    const id = isPublic ? `id: ${this.#sequence}\n` : ''
    this.#write(`${id}data: ${JSON.stringify(change)}\n\n`, isPublic)
  }

  #write(text: string, isPublic: boolean): void {
    for (const [response, seesAll] of this.#open) {
      if (!isPublic && !seesAll) continue
      if (response.writableLength > 1_000_000) response.destroy()
      else response.write(text)
    }
  }
}
