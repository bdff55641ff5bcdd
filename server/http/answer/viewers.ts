import type { ServerResponse } from 'node:http'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import type { StyleChange, TileChange } from '../../../core/api/change.ts'
import type { StillHolds } from '../../accounts/session.ts'

const HEARTBEAT_MS = 25_000
/** How long a stream that includes unpublished layers may go on after its right has ended. */
const RECHECK_MS = 5_000
const MOST_VIEWERS = 10_000

/** Open event streams of /api/changes. A viewer that reads too slowly is disconnected and reconnects by itself. */
export class Viewers {
  /** Each stream with whether it includes layers that are not public. */
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

  /** Adds a stream; false when there are too many. */
  add(response: ServerResponse, actor: Actor = PUBLIC, stillHolds?: StillHolds): boolean {
    if (this.#open.size >= MOST_VIEWERS) return false
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // No proxy may compress the stream: it would hold events back until it has enough to compress.
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

  /** Tells everyone that a layer was published or unpublished: the only message about it that those who lose it still receive. */
  publishPresence(change: TileChange): void {
    this.#send(change, true)
  }

  /**
   * Ends the streams of those who may no longer see unpublished layers. While the store cannot be asked, their streams send
   * nothing either.
   */
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

  /** Changes that the public does not see get no event number: a gap in the numbers would reveal them. */
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
