import { DEEPEST_ZOOM, isTileInMatrix, type TileAddress } from '../../../core/geo/tile.ts'
import { badParameter, Problem, showReceived } from '../../../core/problem.ts'

const MAX_LAYERS = 16

export interface TilePath extends TileAddress {
  layers: string[]
}

/** The layer ids of a path segment, joined by commas. Throws Problem (400). */
export function parseLayerIds(raw: string): string[] {
  const ids = raw.split(',')
  const expected = `1 to ${MAX_LAYERS} different layer ids joined by commas`
  const wellFormed = ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id))
  if (!wellFormed || ids.length > MAX_LAYERS || new Set(ids).size < ids.length) {
    throw badParameter('layers', raw, expected)
  }
  return ids
}

/** A tile's place from path segments. Throws Problem: 400 when malformed, 404 outside the matrix, however far. */
export function parseTileAddress([zRaw, xRaw, yRaw]: [string, string, string]): TileAddress {
  for (const [parameter, raw] of [
    ['z', zRaw],
    ['x', xRaw],
    ['y', yRaw],
  ] as const) {
    if (/^\d+$/.test(raw)) continue
    throw badParameter(parameter, raw, 'a whole number without sign')
  }
  const tile = { z: Number(zRaw), x: Number(xRaw), y: Number(yRaw) }
  if (isTileInMatrix(tile, DEEPEST_ZOOM)) return tile
  const zFits = tile.z <= DEEPEST_ZOOM
  const parameter = !zFits ? 'z' : tile.x >= 2 ** tile.z ? 'x' : 'y'
  const expected = zFits ? `below ${2 ** tile.z} at zoom ${tile.z}` : `at most ${DEEPEST_ZOOM}`
  const received = showReceived({ z: zRaw, x: xRaw, y: yRaw }[parameter])
  const detail = `${parameter}: expected ${expected}, received ${received}`
  throw new Problem({ title: 'No such tile', status: 404, detail, parameter, received, expected })
}

/** Splits `/tiles/{layers}/{z}/{x}/{y}.mvt`; null when the path has another form. Throws Problem. */
export function parseTilePath(path: string): TilePath | null {
  const match = /^\/tiles\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\.mvt$/.exec(path)
  if (!match) return null
  const [, layers, z, x, y] = match
  return { layers: parseLayerIds(decodeSegment(layers!)), ...parseTileAddress([z!, x!, y!]) }
}

/** Percent-decodes a path segment; a malformed one is left as it is, and then fails its own check. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
