import type { Envelope } from '../../../core/geo/envelope.ts'
import {
  DEEPEST_ZOOM,
  type TileSetId,
  tileEnvelope3857,
  tileEnvelopeDegrees,
} from '../../../core/geo/tile.ts'
import { badParameter, notFound, Problem, showReceived } from '../../../core/problem.ts'

export interface TileMatrixSet {
  id: TileSetId
  title: string
  uri: string
  crs: string
  /** As pictures are asked for; easting or longitude first. */
  pictureCrs: string
  orderedAxes: readonly [string, string]
  pointOfOrigin: readonly [number, number]
  /** Of zoom 0: units of the CRS a pixel, and OGC's scale (pixels of 0.28 mm). */
  cellSize: number
  scaleDenominator: number
  /** How many zooms deeper tiles of WebMercatorQuad are as wide as its own. */
  zoomsAhead: number
  /** Columns and rows of zoom 0. */
  size: readonly [columns: number, rows: number]
  envelope(tile: { z: number; x: number; y: number }): Envelope
}

const OGC_TMS = 'http://www.opengis.net/def/tilematrixset/OGC/1.0'
export const TILE_PIXELS = 256

/** OGC 17-083r4, annexes D.1 and D.3. */
export const tileMatrixSets: readonly TileMatrixSet[] = [
  {
    id: 'WebMercatorQuad',
    title: 'Google Maps Compatible for the World',
    uri: `${OGC_TMS}/WebMercatorQuad`,
    crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
    pictureCrs: 'EPSG:3857',
    orderedAxes: ['X', 'Y'],
    pointOfOrigin: [-20037508.342789244, 20037508.342789244],
    cellSize: 156543.03392804097,
    scaleDenominator: 559082264.0287178,
    zoomsAhead: 0,
    size: [1, 1],
    envelope: tileEnvelope3857,
  },
  {
    id: 'WorldCRS84Quad',
    title: 'CRS84 for the World',
    uri: `${OGC_TMS}/WorldCRS84Quad`,
    crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    pictureCrs: 'CRS:84',
    orderedAxes: ['Lon', 'Lat'],
    pointOfOrigin: [-180, 90],
    cellSize: 0.703125,
    scaleDenominator: 279541132.0143589,
    zoomsAhead: 1,
    size: [2, 1],
    envelope: tileEnvelopeDegrees,
  },
]

/** The tile matrix set of this id. Throws Problem (404). */
export function tileMatrixSetNamed(id: string): TileMatrixSet {
  const set = tileMatrixSets.find((known) => known.id === id)
  if (!set) throw notFound('tile matrix set', id)
  return set
}

/** The set as JSON (17-083r4, 7.1), from zoom 0 to the deepest. */
export function describeTileMatrixSet({ size, cellSize, scaleDenominator, ...set }: TileMatrixSet) {
  const { id, title, uri, crs, orderedAxes, pointOfOrigin } = set
  const tileMatrices = Array.from({ length: DEEPEST_ZOOM + 1 }, (_, z) => ({
    id: String(z),
    scaleDenominator: scaleDenominator / 2 ** z,
    cellSize: cellSize / 2 ** z,
    cornerOfOrigin: 'topLeft',
    pointOfOrigin,
    tileWidth: TILE_PIXELS,
    tileHeight: TILE_PIXELS,
    matrixWidth: size[0] * 2 ** z,
    matrixHeight: size[1] * 2 ** z,
  }))
  return { id, title, uri, crs, orderedAxes, wellKnownScaleSet: wellKnown(id), tileMatrices }
}

const wellKnown = (id: TileSetId) =>
  id === 'WebMercatorQuad'
    ? 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible'
    : 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad'

type TilePathParts = Readonly<Record<'tileMatrix' | 'tileRow' | 'tileCol', string>>

/** A tile's place from path segments: row before column. Throws Problem: 400 when malformed, 404 outside the set, however far. */
export function readTileAddress(
  { size }: TileMatrixSet,
  given: TilePathParts,
): { z: number; x: number; y: number } {
  for (const [name, text] of Object.entries(given))
    if (!/^\d+$/.test(text)) throw badParameter(name, text, 'a whole number without sign')
  const [z, y, x] = [Number(given.tileMatrix), Number(given.tileRow), Number(given.tileCol)]
  const [columns, rows] = [size[0] * 2 ** z, size[1] * 2 ** z]
  if (z > DEEPEST_ZOOM) throw outside('tileMatrix', given, `at most ${DEEPEST_ZOOM}`)
  if (y >= rows) throw outside('tileRow', given, `below ${rows} at ${z}`)
  if (x >= columns) throw outside('tileCol', given, `below ${columns} at ${z}`)
  return { z, x, y }
}

function outside(parameter: keyof TilePathParts, given: TilePathParts, expected: string): Problem {
  const received = showReceived(given[parameter])
  const detail = `${parameter}: expected ${expected}, received ${received}`
  return new Problem({ title: 'No such tile', status: 404, detail, parameter, received, expected })
}
