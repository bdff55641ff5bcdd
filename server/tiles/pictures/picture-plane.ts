import proj4 from 'proj4'
import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import type { PictureWindow } from '../../../core/geo/picture-window.ts'
import { lonLatToMercator, MERCATOR_HALF_METRES, mercatorToLonLat } from '../../../core/geo/tile.ts'
import type { ClipBounds } from '../clip-path.ts'
import type { SearchBox } from '../snapshot/search-points.ts'
import type { ToUnits } from '../tile-units.ts'

/** Units of the vector tile along a pixel of the window's longer side. */
const UNITS_PER_PIXEL = 16
const LEAST_EXTENT = 4096

/** How a picture's window lies over the world: where to look for rows, and how their vertices come into the picture. */
export interface PicturePlane {
  /** Units of the vector tile along each edge of the window; x to the right, y downwards. */
  extent: number
  /** The window with its buffer, in units. */
  bounds: ClipBounds
  /** EPSG:3857; holds everything that may be seen. Null when nothing of the window lies on the globe. */
  box: SearchBox | null
  /** NaN for vertices that have no place in the CRS. */
  toUnits: ToUnits
  /** Whether straight lines of EPSG:3857 stay straight and far vertices are harmless: true for EPSG:3857 only. */
  affine: boolean
  /** Units of the vector tile per pixel. */
  unitsPerPixelX: number
  unitsPerPixelY: number
  /** Position of the window's top left corner in pixels from the origin of its CRS: what grids are anchored to. */
  pixelOriginX: number
  pixelOriginY: number
}

type Convert = (x: number, y: number) => readonly [number, number]

interface Projection {
  /** From EPSG:3857 metres to the CRS, easting or longitude first, and back. NaN where there is no place. */
  fromMercator: Convert
  toMercator: Convert
}

const projections = new Map<string, Projection>()

function projectionOf(crs: string): Projection {
  let known = projections.get(crs)
  if (!known) {
    known = makeProjection(crs)
    projections.set(crs, known)
  }
  return known
}

/** SRGI2013 and DGN95 are taken as WGS 84, as everywhere in the product (core/geo/crs-definitions). */
function makeProjection(crs: string): Projection {
  const definition = crsDefinition(crs)
  if (!definition) throw new RangeError(`crs: got ${crs}, expected a code of the table`)
  if (definition.code === 'EPSG:3857') return { fromMercator: (x, y) => [x, y], toMercator: (x, y) => [x, y] }
  if (definition.unit === 'degrees') return { fromMercator: mercatorToLonLat, toMercator: lonLatToMercator }
  const converter = proj4('+proj=longlat +datum=WGS84 +no_defs', definition.proj4)
  return {
    fromMercator: (x, y) =>
      placed(() => converter.forward([(x / MERCATOR_HALF_METRES) * 180, latitudeOf(y)])),
    toMercator: (x, y) => {
      const [lon, lat] = placed(() => converter.inverse([x, y]))
      return lonLatToMercator(lon, lat)
    },
  }
}

function latitudeOf(y: number): number {
  return mercatorToLonLat(0, y)[1]
}

/** proj4 throws on what is not finite. */
function placed(convert: () => number[]): readonly [number, number] {
  try {
    const [x = Number.NaN, y = Number.NaN] = convert()
    return [x, y]
  } catch {
    return [Number.NaN, Number.NaN]
  }
}

/** Throws RangeError for a CRS outside the table. */
export function picturePlane(window: PictureWindow, bufferPixels: number): PicturePlane {
  const { crs, bbox, width, height } = window
  const [west, south, east, north] = bbox
  const projection = projectionOf(crs)
  const extent = Math.max(LEAST_EXTENT, UNITS_PER_PIXEL * Math.max(width, height))
  const [perX, perY] = [extent / (east - west), extent / (north - south)]
  const [unitsPerPixelX, unitsPerPixelY] = [extent / width, extent / height]
  const [marginX, marginY] = [bufferPixels * unitsPerPixelX, bufferPixels * unitsPerPixelY]
  const affine = crsDefinition(crs)?.code === 'EPSG:3857'
  const { fromMercator } = projection
  const straight: ToUnits = (coords, first, end, path) => {
    for (let i = first; i < end; i++) {
      path.push((coords[2 * i]! - west) * perX, (north - coords[2 * i + 1]!) * perY)
    }
  }
  const projected: ToUnits = (coords, first, end, path) => {
    for (let i = first; i < end; i++) {
      const [x, y] = fromMercator(coords[2 * i]!, coords[2 * i + 1]!)
      path.push((x - west) * perX, (north - y) * perY)
    }
  }
  return {
    extent,
    bounds: { minX: -marginX, minY: -marginY, maxX: extent + marginX, maxY: extent + marginY },
    box: boxOf(
      [west - marginX / perX, south - marginY / perY, east + marginX / perX, north + marginY / perY],
      projection,
      affine ? 0 : BULGE,
    ),
    toUnits: affine ? straight : projected,
    affine,
    unitsPerPixelX,
    unitsPerPixelY,
    pixelOriginX: (west / (east - west)) * width,
    pixelOriginY: (-north / (north - south)) * height,
  }
}

/** Steps along each side at which a box is followed into the other plane; its sides become curves there. */
const STEPS = 16
/** What a curve may bulge beyond the places followed, as a share of the box. */
const BULGE = 0.01

function boxOf(
  [west, south, east, north]: readonly [number, number, number, number],
  { toMercator }: Projection,
  bulge: number,
): SearchBox | null {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (let i = 0; i <= STEPS; i++) {
    for (let j = 0; j <= STEPS; j++) {
      const [x, y] = toMercator(west + ((east - west) * i) / STEPS, south + ((north - south) * j) / STEPS)
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      box.minX = Math.min(box.minX, x)
      box.minY = Math.min(box.minY, y)
      box.maxX = Math.max(box.maxX, x)
      box.maxY = Math.max(box.maxY, y)
    }
  }
  if (box.minX > box.maxX) return null
  const [marginX, marginY] = [(box.maxX - box.minX) * bulge, (box.maxY - box.minY) * bulge]
  return {
    minX: box.minX - marginX,
    minY: box.minY - marginY,
    maxX: box.maxX + marginX,
    maxY: box.maxY + marginY,
  }
}
