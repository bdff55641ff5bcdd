import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type mapnikModule from '@mapnik/mapnik'
import { MERCATOR_HALF_METRES, mercatorToLonLat } from '../../core/geo/tile.ts'
import type { DrawingJob, DrawingSetup, PlacedFeature } from './drawing-job.ts'
import { loadMapnik } from './load-mapnik.ts'
import { MARKS } from './mapnik-xml.ts'

type Mapnik = typeof mapnikModule
type MapnikMap = InstanceType<Mapnik['Map']>
type VectorTile = InstanceType<Mapnik['VectorTile']>

/** Styles kept compiled: a map of tiles asks for the same one again and again. */
const MOST_MAPS = 64
/** Marks kept, here and by Mapnik, before the process is to be replaced by a fresh one. */
const MOST_MARKS = 2000

/** As Mapnik names them. Deflate at level 1 takes half the time of the usual 6 for a tenth more bytes. */
const ENCODINGS = {
  png: 'png32:z=1',
  png8: 'png8:m=h:z=1',
  jpeg: 'jpeg85',
  webp: 'webp:quality=85:method=2',
} as const

/** Draws with Mapnik in the current process, which a fault of Mapnik may end. */
export class Drawing {
  readonly #mapnik: Mapnik
  readonly #folder: string
  readonly #maps = new Map<string, MapnikMap>()
  readonly #marks = new Set<string>()

  /** Throws where Mapnik cannot be loaded. */
  constructor({ folder, fonts, mapnik: files }: DrawingSetup) {
    this.#mapnik = loadMapnik(files.binding)
    this.#folder = folder
    this.#mapnik.register_datasources(join(files.inputPlugins, 'geojson.input'))
    for (const font of fonts) this.#mapnik.register_fonts(font)
  }

  get isTired(): boolean {
    return this.#marks.size > MOST_MARKS
  }

  async draw(job: DrawingJob): Promise<Uint8Array> {
    const map = this.#map(job)
    const tile = this.#tile(job)
    map.background = new this.#mapnik.Color(job.background ?? 'rgba(0,0,0,0)')
    if (job.format === 'svg') return await this.#svg(map, tile, job)
    if (job.format === 'pdf') return await this.#pdf(map, tile, job)
    const surface = new this.#mapnik.Image(job.width, job.height)
    const image = await new Promise<typeof surface>((resolve, reject) => {
      tile.render(map, surface, { buffer_size: job.bufferPixels }, (error, drawn) =>
        error ? reject(error) : resolve(drawn),
      )
    })
    const encoding = ENCODINGS[job.format]
    return await new Promise((resolve, reject) => {
      image.encode(encoding, (error, bytes) => (error ? reject(error) : resolve(bytes)))
    })
  }

  #map({ xml, marks, format }: DrawingJob): MapnikMap {
    const isVector = format === 'svg' || format === 'pdf'
    const key = `${isVector} ${xml}`
    let map = this.#maps.get(key)
    if (map) this.#maps.delete(key)
    else {
      map = new this.#mapnik.Map(256, 256)
      map.fromStringSync(this.#withMarks(xml, marks, isVector), { strict: true })
    }
    this.#maps.set(key, map)
    if (this.#maps.size > MOST_MAPS) this.#maps.delete(this.#maps.keys().next().value!)
    return map
  }

  /**
   * The XML with the files of its marks, which are written. Pictures of pixels get marks of pixels: Mapnik copies one in
   * a fraction of the time that it takes to draw its shapes again for each point.
   */
  #withMarks(xml: string, marks: Record<string, string>, isVector: boolean): string {
    return Object.entries(marks).reduce((text, [name, svg]) => {
      const path = join(this.#folder, `${name}.${isVector ? 'svg' : 'png'}`)
      if (!this.#marks.has(path)) {
        const bytes = Buffer.from(svg)
        writeFileSync(path, isVector ? bytes : this.#mapnik.Image.fromSVGBytesSync(bytes).encodeSync('png32'))
        this.#marks.add(path)
      }
      return text.replaceAll(`${MARKS}/${name}`, path)
    }, xml)
  }

  #tile({ tile, width, height }: DrawingJob): VectorTile {
    if (!('features' in tile)) {
      const drawn = new this.#mapnik.VectorTile(0, 0, 0)
      if (tile.length > 0) drawn.addDataSync(Buffer.from(tile.buffer, tile.byteOffset, tile.length))
      return drawn
    }
    const drawn = new this.#mapnik.VectorTile(0, 0, 0, {
      tile_size: 16 * Math.max(256, width, height),
      buffer_size: 0,
    })
    for (const [part, features] of Map.groupBy(tile.features, ({ part }) => part)) {
      drawn.addGeoJSON(JSON.stringify(collectionOf(features, width, height)), part, {
        area_threshold: 0,
        simplify_distance: 0,
      })
    }
    return drawn
  }

  async #svg(map: MapnikMap, tile: VectorTile, job: DrawingJob): Promise<Uint8Array> {
    const surface = new this.#mapnik.CairoSurface('svg', job.width, job.height)
    const options = { buffer_size: job.bufferPixels, renderer: 'cairo' } as const
    return await new Promise((resolve, reject) => {
      tile.render(map, surface, options, (error, drawn) =>
        error ? reject(error) : resolve(Buffer.from(drawn.getData(), 'utf8')),
      )
    })
  }

  /** Mapnik writes PDF from a map with data of its own only: the tile's layers become such data. */
  async #pdf(map: MapnikMap, tile: VectorTile, job: DrawingJob): Promise<Uint8Array> {
    const path = join(this.#folder, 'picture.pdf')
    const names = new Set(tile.names())
    const page = new this.#mapnik.Map(job.width, job.height, 'epsg:3857')
    page.fromStringSync(this.#withMarks(job.xml, job.marks, true), { strict: true })
    const layers = page.layers().filter(({ name }) => names.has(name))
    while (page.layers().length > 0) page.remove_layer(0)
    for (const layer of layers) {
      layer.srs = 'epsg:4326'
      layer.datasource = new this.#mapnik.Datasource({
        type: 'geojson',
        inline: tile.toGeoJSONSync(layer.name),
      })
      page.add_layer(layer)
    }
    page.background = map.background
    page.extent = [-MERCATOR_HALF_METRES, -MERCATOR_HALF_METRES, MERCATOR_HALF_METRES, MERCATOR_HALF_METRES]
    await new Promise<void>((resolve, reject) => {
      page.renderFile(path, { format: 'pdf' }, (error) => (error ? reject(error) : resolve()))
    })
    return readFileSync(path)
  }
}

type Position = [number, number]

/** Pixels as longitude and latitude of the world tile, which the picture is taken for. */
function collectionOf(features: readonly PlacedFeature[], width: number, height: number): object {
  const place = ([x, y]: Position) =>
    mercatorToLonLat(
      (2 * x * MERCATOR_HALF_METRES) / width - MERCATOR_HALF_METRES,
      MERCATOR_HALF_METRES - (2 * y * MERCATOR_HALF_METRES) / height,
    )
  const placed = (geometry: PlacedFeature['geometry']) => {
    if (geometry.type === 'Point') return place(geometry.coordinates)
    if (geometry.type === 'LineString') return geometry.coordinates.map(place)
    return geometry.coordinates.map((ring) => ring.map(place))
  }
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: geometry.type, coordinates: placed(geometry) },
    })),
  }
}
