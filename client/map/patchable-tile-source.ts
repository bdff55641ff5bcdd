import MVT from 'ol/format/MVT.js'
import type Projection from 'ol/proj/Projection.js'
import type RenderFeature from 'ol/render/Feature.js'
import VectorTileSource from 'ol/source/VectorTile.js'
import TileState from 'ol/TileState.js'
import { createXYZ } from 'ol/tilegrid.js'
import type VectorRenderTile from 'ol/VectorRenderTile.js'
import VectorTile from 'ol/VectorTile.js'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { fetchTile } from '../api/fetch-tile.ts'
import { isAbort } from '../api/problem-response.ts'
import type { LayerChange } from '../api/watch-changes.ts'
import { RecentTiles } from './recent-tiles.ts'
import { touched } from './touched-tiles.ts'

type Tile = VectorTile<RenderFeature>

const isTile = (tile: unknown): tile is Tile => tile instanceof VectorTile
const tilesOf = (tiles: readonly unknown[]): Tile[] => tiles.filter(isTile)

/** Adds to the features of a tile what its style reads, before buffers are made of them. */
export type Prepare = (features: readonly RenderFeature[]) => void

/**
 * Vector tiles of one layer, 512 px each, in EPSG:3857. A new filter keeps the old tiles on the screen until
 * their successors are here; a change on the server replaces the features of single tiles in place.
 */
export class PatchableTileSource extends VectorTileSource<RenderFeature> {
  readonly #template: string
  readonly #prepare: Prepare | undefined
  readonly #format = new MVT<RenderFeature>()
  readonly #drawn = new RecentTiles<VectorRenderTile>()
  readonly #narrowing: string
  #filter = ''
  /** How often everything was asked for again. */
  #round = 0
  /** Tiles "z/x/y" that were drawn under the present filter; null until a filter took the place of another. */
  #filtered: Set<string> | null = null
  #failed = false
  #abort = new AbortController()

  /** `properties` names the attributes that its tiles carry, those of them that the layer has; all without it. */
  constructor(layer: MapLayer, prepare?: Prepare, properties: readonly string[] = []) {
    super({
      tileGrid: createXYZ({ maxZoom: layer.maxZoom, minZoom: layer.minZoom, tileSize: 512 }),
      wrapX: false,
      transition: 0,
      tileUrlFunction: ([z, x, y]) => this.#url(`${z}/${x}/${y}`),
      tileLoadFunction: (tile, url) => {
        if (isTile(tile)) this.#load(tile, url)
      },
    })
    this.#template = layer.tiles
    const known = properties.filter((name) => layer.fields.some((field) => field.name === name)).sort()
    this.#narrowing = known.length > 0 ? `properties=${known.map(encodeURIComponent).join(',')}` : ''
    this.#prepare = prepare
  }

  /** Calls back with each tile whose features have come. */
  onLoaded(loaded: (tile: Tile) => void): void {
    this.on('tileloadend', ({ tile }) => {
      if (isTile(tile)) loaded(tile)
    })
  }

  /** Asks for tiles of `filter` (a query string) from now on; running requests for others end. */
  filterBy(filter: string): void {
    if (filter === this.#filter) return
    this.#filter = filter
    this.#abort.abort()
    this.#abort = new AbortController()
    if (this.#drawn.keys().length > 0) this.#filtered = new Set()
    this.#drawn.clear()
    this.#failed = false
    this.setTileUrlFunction(([z, x, y]) => this.#url(`${z}/${x}/${y}`), filter || 'all')
  }

  /** Whether something could not be loaded since everything was last asked for. */
  get failed(): boolean {
    return this.#failed
  }

  /** Asks for every tile again, for instance after errors. The present ones stay until then. */
  reload(): void {
    this.#round += 1
    this.#failed = false
    this.#drawn.clear()
    this.setKey(`${this.#filter || 'all'}#${this.#round}`)
  }

  /** Fetches what a change touched of the tiles on the screen and in the cache, and swaps their features in place. */
  async patch(change: LayerChange): Promise<Tile[]> {
    const signal = this.#abort.signal
    const patched = await Promise.all(
      touched(this.#drawn.keys(), change).map((tile) => this.#patchTile(tile, signal)),
    )
    return patched.flat()
  }

  /**
   * Prepares the features of all tiles anew, without asking for any: asked for again, a tile that is still drawn would
   * come back as it is.
   */
  prepareAgain(): void {
    for (const drawn of this.#drawn.values()) {
      for (const tile of tilesOf(drawn.sourceTiles ?? [])) {
        if (tile.getState() === TileState.LOADED) this.#prepare?.(tile.getFeatures() ?? [])
      }
      if (drawn.getState() === TileState.LOADED) drawn.dispatchEvent('change')
    }
  }

  /** The tiles with features that the screen shows or lately showed. */
  loaded(): Tile[] {
    const tiles = this.#drawn.values().filter((tile) => tile.getState() === TileState.LOADED)
    return tiles.flatMap((tile) => tilesOf(tile.getSourceTiles()))
  }

  override getTile(z: number, x: number, y: number, pixelRatio: number, projection: Projection) {
    const tile = super.getTile(z, x, y, pixelRatio, projection)
    this.#drawn.set(`${z}/${x}/${y}`, tile)
    return tile
  }

  #url(tile: string): string {
    const [z = '', x = '', y = ''] = tile.split('/')
    const path = this.#template.replace('{z}', z).replace('{x}', x).replace('{y}', y)
    const query = [this.#narrowing, this.#filter].filter(Boolean).join('&')
    const address = query ? `${path}?${query}` : path
    // OpenLayers keeps what came by an address, errors too: only another one is asked for. No fragment leaves the browser.
    return this.#round > 0 ? `${address}#${this.#round}` : address
  }

  #load(tile: Tile, url: string): void {
    tile.setLoader((extent) => void this.#fill(tile, url, extent))
  }

  async #fill(tile: Tile, url: string, extent: number[]): Promise<void> {
    const signal = this.#abort.signal
    const place = tile.getTileCoord().join('/')
    try {
      const features = this.#read(await fetchTile(withoutFragment(url), signal), extent)
      this.#filtered?.add(place)
      tile.setFeatures(features)
    } catch (error) {
      if (signal.aborted || isAbort(error)) tile.setState(TileState.ERROR)
      else this.#miss(tile, place)
    }
  }

  /** In the place of a tile that failed its former one stays drawn; of another filter it would say what is not so. */
  #miss(tile: Tile, place: string): void {
    this.#failed = true
    if (this.#filtered && !this.#filtered.has(place)) {
      this.#filtered.add(place)
      tile.setFeatures([])
    } else tile.setState(TileState.ERROR)
    this.dispatchEvent('tilefailed')
  }

  async #patchTile(key: string, signal: AbortSignal): Promise<Tile[]> {
    const drawn = this.#drawn.get(key)
    if (drawn?.getState() !== TileState.LOADED) return []
    const tiles = tilesOf(drawn.getSourceTiles())
    for (const tile of tiles) {
      try {
        const bytes = await fetchTile(withoutFragment(this.#url(key)), signal, 'no-cache')
        tile.setFeatures(this.#read(bytes, tile.extent ?? []))
      } catch (error) {
        if (isAbort(error)) return []
        this.#failed = true
        this.dispatchEvent('tilefailed')
        return []
      }
    }
    // Its drawing listens to the drawn tile, not to the tiles that it was cut from.
    drawn.dispatchEvent('change')
    return tiles
  }

  #read(bytes: ArrayBuffer, extent: number[]): RenderFeature[] {
    if (bytes.byteLength === 0) return []
    const features = this.#format.readFeatures(bytes, { extent, featureProjection: 'EPSG:3857' })
    this.#prepare?.(features)
    return features
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '')
}
