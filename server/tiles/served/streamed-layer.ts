import { randomBytes } from 'node:crypto'
import type { LayerSummary, TileLayerSource, TileStream } from '../layer-source.ts'
import type { LayerTooLargeError } from '../tile-errors.ts'
import { TileVersions } from './tile-versions.ts'

/** Share of changed rows after which it is checked whether the layer fits into memory again. */
const LEAST_SHARE_TO_RETRY = 0.01

const everyTile = { tiles: [{ z: 0, x: 0, y: 0 }], deepest: 0 }

/**
 * A layer too large for a snapshot, whose tiles the database makes. Nothing of its rows is known here, neither a digest
 * nor where a changed row was before: every loading and every change gives all its tiles a new version.
 */
export class StreamedLayer {
  readonly source: TileLayerSource
  readonly stream: TileStream
  readonly versions: TileVersions
  readonly #summary: LayerSummary
  readonly #retryAfter: number
  #changed = 0

  constructor(
    { source, stream }: { source: TileLayerSource; stream: TileStream },
    summary: LayerSummary,
    { rowsThatFit }: LayerTooLargeError,
    versions?: TileVersions,
  ) {
    this.source = source
    this.stream = stream
    this.#summary = summary
    this.#retryAfter = Math.max(summary.count - rowsThatFit, rowsThatFit * LEAST_SHARE_TO_RETRY, 1)
    const epoch = `s${randomBytes(9).toString('base64url')}`
    this.versions = versions ?? new TileVersions(epoch)
    versions?.reload(epoch)
  }

  /** Memory used by it here, in bytes. */
  get bytes(): number {
    return 0
  }

  /** As of the last loading. */
  get summary(): LayerSummary {
    return this.#summary
  }

  /** Notes that rows changed. True when so many have changed since the last loading that the layer may fit into memory again. */
  record(rows: number): boolean {
    this.versions.record(everyTile)
    this.#changed += rows
    return this.#changed >= this.#retryAfter
  }
}
