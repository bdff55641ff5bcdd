import { type TileAddress, tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import { boxIndex } from '../snapshot/box-index.ts'
import { passingRows } from '../snapshot/filter-rows.ts'
import { RowList, type RowMasks, type SearchBox, searchPoints } from '../snapshot/search-points.ts'
import { layerExtent } from '../snapshot/segment-extent.ts'
import type { Column, LayerState, Segment } from '../snapshot/snapshot.ts'
import { FEATURES_BETWEEN_LOOKS, type StopCheck } from '../stop-flag.ts'
import { filterKey, type TileFilter } from '../tile-filter.ts'
import { densityGrid, type EachPlace, type GridWindow, gridWindow } from './heat-density.ts'
import { heatIndex, heatPalette } from './heat-palette.ts'
import { indexedPng } from './indexed-png.ts'

/** Pixels along the edge of a heat tile. */
export const HEAT_TILE_PIXELS = 256

export interface HeatRequest {
  tile: TileAddress
  /** Null counts each feature as one; else the name of a numeric attribute. */
  weight: string | null
  radiusMetres: number
  filter: TileFilter
}

/** Cells per kernel radius at which the density is worked out; between cell centres it is interpolated. */
const CELLS_PER_RADIUS = 10

/** A kernel narrower than this many pixels could not be seen. */
const LEAST_RADIUS_PIXELS = 4

/** Cells along the longer side of the grid on which the reference is sought. */
const REFERENCE_CELLS = 1024

/** The radius at a zoom, enlarged where it would be too small to be visible. */
function drawnRadius(z: number, radiusMetres: number): number {
  return Math.max(radiusMetres, (LEAST_RADIUS_PIXELS * tileSpanMetres(z)) / HEAT_TILE_PIXELS)
}

/** The finest cell of a power of two pixels that still gives the kernel enough cells. */
function cellMetres(z: number, radius: number): number {
  const pixel = tileSpanMetres(z) / HEAT_TILE_PIXELS
  return pixel * 2 ** Math.max(0, Math.floor(Math.log2(radius / pixel / CELLS_PER_RADIUS)))
}

function weightOf(column: Column | undefined, row: number): number {
  return column ? column.numbers[column.codes[row]!]! : 1
}

function boxCentre(boxes: Float64Array, shape: number): [number, number] {
  const at = 4 * shape
  return [(boxes[at]! + boxes[at + 2]!) / 2, (boxes[at + 1]! + boxes[at + 3]!) / 2]
}

function visitSegment(
  segment: Segment,
  masks: RowMasks,
  { weight, check }: { weight: string | null; check: StopCheck },
): EachPlace {
  const column = weight === null ? undefined : segment.columns.find(({ name }) => name === weight)
  const list = new RowList()
  return (box, visit) => {
    list.length = 0
    searchPoints(segment, box, masks, list)
    for (let i = 0; i < list.length; i++) {
      if (i % FEATURES_BETWEEN_LOOKS === 0) check()
      const row = list.rows[i]!
      visit(segment.points[2 * row]!, segment.points[2 * row + 1]!, weightOf(column, row))
    }
    const { shapes } = segment
    const found = boxIndex(shapes)?.search(box.minX, box.minY, box.maxX, box.maxY) ?? []
    for (const shape of found.sort((a, b) => a - b)) {
      const row = shapes.row[shape]!
      // A row of several shapes, such as a collection, counts once.
      if (shapes.row[shape - 1] === row || masks.dead?.[row] === 1 || masks.pass?.[row] === 0) continue
      const [x, y] = boxCentre(shapes.boxes, shape)
      visit(x, y, weightOf(column, row))
    }
  }
}

/** Places of a layer that pass the filter: points where they are, lines and areas at the middle of their envelope. */
function placesOf(layer: LayerState, { filter, weight }: HeatRequest, check: StopCheck): EachPlace {
  const key = filterKey(filter)
  const parts = [layer.base, ...(layer.delta ? [layer.delta] : [])].map((segment, i) => {
    const masks = { dead: i === 0 ? layer.dead : null, pass: passingRows(segment, layer.id, filter, key) }
    return visitSegment(segment, masks, { weight, check })
  })
  return (box, visit) => {
    for (const part of parts) part(box, visit)
  }
}

const references = new WeakMap<LayerState, Map<string, number>>()

/**
 * The density that gets the strongest colour: the highest in the layer under the filter, so that it is one for
 * all tiles of a zoom. Sought on a coarse grid over the layer's extent.
 */
function referenceDensity(
  layer: LayerState,
  { request, places }: { request: HeatRequest; places: EachPlace },
  radius: number,
): number {
  let known = references.get(layer)
  if (!known) {
    known = new Map()
    references.set(layer, known)
  }
  const key = `${request.weight} ${radius} ${filterKey(request.filter)}`
  const found = known.get(key)
  if (found !== undefined) return found
  const extent = layerExtent(layer)
  let reference = 0
  if (extent) {
    const [minX, minY, maxX, maxY] = extent
    const cell = Math.max(radius / 8, (maxX - minX) / REFERENCE_CELLS, (maxY - minY) / REFERENCE_CELLS)
    const window = gridWindow({ minX, minY, maxX, maxY }, cell, radius)
    for (const value of densityGrid(window, radius, places) ?? []) {
      if (value > reference) reference = value
    }
  }
  known.set(key, reference)
  return reference
}

/** Cell and share of the way to the next, in the window, of each pixel centre along one side of the tile. */
function pixelPositions(from: number, pixel: number, origin: number, cell: number): Float64Array {
  return Float64Array.from(
    { length: HEAT_TILE_PIXELS },
    (_, i) => (from + (i + 0.5) * pixel) / cell - 0.5 - origin,
  )
}

function paint(density: Float64Array, window: GridWindow, box: SearchBox, reference: number): Uint8Array {
  const pixels = new Uint8Array(HEAT_TILE_PIXELS * HEAT_TILE_PIXELS)
  const pixel = (box.maxX - box.minX) / HEAT_TILE_PIXELS
  const across = pixelPositions(box.minX, pixel, window.column, window.cellMetres)
  const down = pixelPositions(box.maxY, -pixel, window.row, window.cellMetres)
  for (let py = 0; py < HEAT_TILE_PIXELS; py++) {
    const j = Math.floor(down[py]!)
    const v = down[py]! - j
    for (let px = 0; px < HEAT_TILE_PIXELS; px++) {
      const i = Math.floor(across[px]!)
      const u = across[px]! - i
      const at = j * window.columns + i
      const low = density[at]! * (1 - u) + density[at + 1]! * u
      const high = density[at + window.columns]! * (1 - u) + density[at + window.columns + 1]! * u
      pixels[py * HEAT_TILE_PIXELS + px] = heatIndex((low * (1 - v) + high * v) / reference)
    }
  }
  return pixels
}

/**
 * A tile of the layer's kernel density as a PNG of 256 pixels, transparent where there is nothing. Seamless: cells
 * are anchored to the world, every place within reach of the tile is gathered, and the colours of all
 * tiles of a zoom refer to one density, which the picture names (`densest`, per square kilometre of EPSG:3857).
 * The radius is in metres of EPSG:3857, at least four pixels.
 */
export function drawHeat(layer: LayerState, request: HeatRequest, check: StopCheck = () => {}): Uint8Array {
  const { tile, radiusMetres } = request
  const [minX, minY, maxX, maxY] = tileEnvelope3857(tile)
  const box = { minX, minY, maxX, maxY }
  const radius = drawnRadius(tile.z, radiusMetres)
  const window = gridWindow(box, cellMetres(tile.z, radius), radius)
  const places = placesOf(layer, request, check)
  const density = densityGrid(window, radius, places)
  // Also where nothing lies: a legend may ask just there.
  const reference = referenceDensity(layer, { request, places }, radius)
  const drawn = density !== null && reference > 0
  const pixels = drawn ? paint(density, window, box, reference) : new Uint8Array(HEAT_TILE_PIXELS ** 2)
  return indexedPng(pixels, HEAT_TILE_PIXELS, heatPalette, [`densest\0${reference.toPrecision(6)}`])
}
