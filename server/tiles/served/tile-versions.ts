import { randomBytes } from 'node:crypto'
import { DEEPEST_ZOOM, type TileAddress, tileKey } from '../../../core/geo/tile.ts'
import type { ChangedTiles } from './changed-tiles.ts'

interface Stamp {
  sequence: number
  token: string
}

/** Changed tiles remembered per layer; beyond it all its tiles take a new version at once. */
const REMEMBERED_TILES = 100_000

/**
 * Versions of one layer's tiles: the content's digest as loaded, and the last change that touched the tile.
 * Tiles that no change touched keep their version, so that viewers' copies of them stay good.
 */
export class TileVersions {
  #epoch: string
  #sequence = 0
  #floor: Stamp | null = null
  #last: Stamp | null = null
  readonly #exact = new Map<string, Stamp>()
  /** Tiles that stand for everything below them. */
  readonly #whole = new Map<string, Stamp>()

  constructor(epoch: string) {
    this.#epoch = epoch
  }

  /** Counts the changes since the process began. */
  get sequence(): number {
    return this.#sequence
  }

  /** The version of a tile: equal texts mean equal content. */
  of(tile: TileAddress): string {
    let last = this.#floor
    const exact = this.#exact.get(tileKey(tile))
    if (exact && exact.sequence > (last?.sequence ?? -1)) last = exact
    for (let { z, x, y } = tile; z >= 0 && this.#whole.size > 0; z--, x >>= 1, y >>= 1) {
      const whole = this.#whole.get(`${z}/${x}/${y}`)
      if (whole && whole.sequence > (last?.sequence ?? -1)) last = whole
    }
    return last ? `${this.#epoch}.${last.token}` : this.#epoch
  }

  /** The version of the layer as a whole. */
  ofLayer(): string {
    return this.#last ? `${this.#epoch}.${this.#last.token}` : this.#epoch
  }

  /** Notes a change. Its token is random: two server instances never give different content one version. */
  record({ tiles, deepest }: ChangedTiles): void {
    const stamp = { sequence: ++this.#sequence, token: randomBytes(6).toString('base64url') }
    this.#last = stamp
    if (this.#exact.size + this.#whole.size + tiles.length > REMEMBERED_TILES) {
      this.#exact.clear()
      this.#whole.clear()
      this.#floor = stamp
      return
    }
    for (const tile of tiles) {
      const map = tile.z === deepest && deepest < DEEPEST_ZOOM ? this.#whole : this.#exact
      map.set(tileKey(tile), stamp)
    }
  }

  /** The layer was loaded anew. */
  reload(epoch: string): void {
    this.#epoch = epoch
    this.#sequence++
    this.#floor = null
    this.#last = null
    this.#exact.clear()
    this.#whole.clear()
  }
}
