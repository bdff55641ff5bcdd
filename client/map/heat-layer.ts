import TileLayer from 'ol/layer/Tile.js'
import XYZ from 'ol/source/XYZ.js'
import { sitePath } from '../api/site-path.ts'

const RADIUS_PIXELS = 40
/** Ground metres per pixel of level 0 of 256 px tiles at the equator (OGC WebMercatorQuad). */
const LEVEL_ZERO_METRES = 156_543.034

/**
 * Density pictures of proposals from the server. `query` holds the filters and the weight; a change keeps the
 * old picture until the new one is here, or fails to come. The radius follows the zoom, so that each scale shows its own
 * pattern. Calls back when a part could not be loaded.
 */
export class HeatLayer extends TileLayer<XYZ> {
  #query: string
  #failed = false
  readonly #onFailure: () => void

  constructor(query: string, zIndex: number, onFailure: () => void) {
    super({ zIndex })
    this.#query = query
    this.#onFailure = onFailure
    this.#begin()
  }

  get failed(): boolean {
    return this.#failed
  }

  show(query: string): void {
    if (query === this.#query) return
    this.#query = query
    this.#failed = false
    this.getSource()?.setTileUrlFunction(([z = 0, x, y]) => heatUrl(query, z, `${z}/${x}/${y}`), query)
  }

  /** Asks for everything again, after changes or errors. */
  reload(): void {
    if (this.#failed) this.#begin()
    else this.getSource()?.refresh()
    this.#failed = false
  }

  #begin(): void {
    const source = new XYZ({
      maxZoom: 16,
      wrapX: false,
      transition: 160,
      tileUrlFunction: ([z = 0, x, y]) => heatUrl(this.#query, z, `${z}/${x}/${y}`),
    })
    source.on('tileloaderror', () => this.#fail())
    this.setSource(source)
  }

  /** What is still drawn belongs to other filters: a source without a past has nothing to show in the place of a failed part. */
  #fail(): void {
    if (this.#failed) return
    this.#failed = true
    this.#begin()
    this.#onFailure()
  }
}

function heatUrl(query: string, zoom: number, tile: string): string {
  return sitePath(`/heat/proposals/${tile}.png?${query}&radiusMetres=${heatRadius(zoom)}`)
}

/** Metres in two significant digits, within what the server takes (50–50,000). */
export function heatRadius(zoom: number): number {
  const metres = Number(((RADIUS_PIXELS * LEVEL_ZERO_METRES) / 2 ** zoom).toPrecision(2))
  return Math.min(50_000, Math.max(50, metres))
}
