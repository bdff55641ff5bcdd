import type { Envelope } from '../../../core/geo/envelope.ts'
import type { Kvp } from '../read-kvp.ts'
import { inAxisOrder, type MapCrs, mapCrs } from './map-crs.ts'
import { readFilters } from './read-filters.ts'
import { invalid, missing, refuse } from './wms-fault.ts'
import { LIMITS, type MapQuestion, type MapView } from './wms-request.ts'
import type { WmsVersion } from './wms-version.ts'

const COORDINATE = /^[-+]?(\d{1,15}(\.\d{0,30})?|\.\d{1,30})(e[-+]?\d{1,2})?$/i
const LARGEST_COORDINATE = 1e9

/** Which layers are asked for, each with its style and its filter. */
export function readMapQuestion(kvp: Kvp): MapQuestion {
  const names = (kvp.get('layers') ?? '').split(',').map((name) => name.trim())
  if (names.every((name) => name === '')) throw refuse('LayerNotDefined', 'layers', 'none', 'names of layers')
  if (names.length > LIMITS.layers)
    throw invalid('layers', `${names.length} layers`, `at most ${LIMITS.layers}`)
  const styles = kvp.get('styles')?.split(',') ?? []
  if (styles.length > 0 && styles.length !== names.length)
    throw refuse(
      'StyleNotDefined',
      'styles',
      `${styles.length} styles for ${names.length} layers`,
      'one for each layer, or none at all',
    )
  const filters = readFilters(kvp.get('cql_filter'), names.length)
  return {
    layers: names.map((name, at) => ({ name, style: styles[at]?.trim() ?? '', filter: filters[at] })),
    time: kvp.get('time'),
  }
}

/** The part of the world that a request shows, with its box turned to easting or longitude first. Throws WmsFault. */
export function readMapView(kvp: Kvp, version: WmsVersion): MapView {
  const crs = readCrs(kvp, version)
  return {
    crs,
    box: readBox(kvp.get('bbox'), crs),
    width: readSide('width', kvp.get('width')),
    height: readSide('height', kvp.get('height')),
  }
}

function readCrs(kvp: Kvp, version: WmsVersion): MapCrs {
  const [parameter, code] =
    version === '1.3.0' ? (['crs', 'InvalidCRS'] as const) : (['srs', 'InvalidSRS'] as const)
  const name = kvp.get(parameter)
  if (name === undefined) throw missing(parameter)
  const crs = mapCrs(name, version)
  if (!crs) throw refuse(code, parameter, name, 'one that the capabilities name, such as EPSG:3857')
  return crs
}

/** minx,miny,maxx,maxy in the order of the CRS's axes; a box without area is no map (06-042, 7.3.3.6). */
function readBox(text: string | undefined, crs: MapCrs): Envelope {
  if (text === undefined) throw missing('bbox')
  const parts = text.split(',').map((part) => part.trim())
  const [minX = Number.NaN, minY = Number.NaN, maxX = Number.NaN, maxY = Number.NaN] = parts.map((part) =>
    COORDINATE.test(part) ? Number(part) : Number.NaN,
  )
  const box: Envelope = [minX, minY, maxX, maxY]
  if (parts.length !== 4 || !box.every((value) => Math.abs(value) <= LARGEST_COORDINATE))
    throw invalid('bbox', text, `four numbers up to ${LARGEST_COORDINATE}: minx,miny,maxx,maxy`)
  if (minX >= maxX || minY >= maxY) throw invalid('bbox', text, 'minx below maxx and miny below maxy')
  return inAxisOrder(crs, box)
}

function readSide(parameter: 'width' | 'height', text: string | undefined): number {
  if (text === undefined) throw missing(parameter)
  const side = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(side >= 1 && side <= LIMITS.side))
    throw invalid(parameter, text, `a whole number from 1 to ${LIMITS.side}`)
  return side
}
