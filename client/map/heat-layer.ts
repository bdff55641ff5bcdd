import TileLayer from 'ol/layer/Tile.js'
import XYZ from 'ol/source/XYZ.js'
import { heatUrl } from './heat-address.ts'

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
