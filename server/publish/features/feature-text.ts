import type { Geometry, Position } from 'geojson'
import { crs84, type PublicCrs } from '../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../core/problem.ts'
import { mapPositions } from '../../geometry/map-positions.ts'
import type { LayerField } from '../../layers/layer.ts'
import type { LayerRow } from '../../layers/read-rows.ts'
import { namedValues } from '../../layers/select-fields.ts'
import { orientRings } from '../download/orient-rings.ts'
import { projectionOf } from '../projection.ts'

/** A row as features are read: `geometry` is GeoJSON in longitude, latitude, or null; values are of the layer's public fields. */
export type FeatureRow = Pick<LayerRow<string | null>, 'key' | 'geometry' | 'values'>

/** Makes a row's GeoJSON text, with coordinates of the CRS in the order of its axes; `more` are further members. */
export function featureWriter(
  fields: readonly LayerField[],
  crs: PublicCrs,
): (row: FeatureRow, more?: Readonly<Record<string, unknown>>) => string {
  const place = geometryWriter(crs)
  return (row, more) => {
    const properties = namedValues(fields, row.values)
    const rest = more ? `,${JSON.stringify(more).slice(1, -1)}` : ''
    return `{"type":"Feature","id":${row.key},"geometry":${row.geometry === null ? 'null' : place(row.geometry)},"properties":${JSON.stringify(properties)}${rest}}`
  }
}

/** Decimals of degrees that rows are to be read with for this CRS: a centimetre, or what keeps a millimetre of metres exact. */
export function digitsFor({ definition }: PublicCrs): number {
  return definition.unit === 'degrees' ? 7 : 9
}

/** Geometry types without rings that would need to be oriented. */
const WITHOUT_RINGS = /^\{"type":"(Multi)?(Point|LineString)"/

function geometryWriter(crs: PublicCrs): (geoJson: string) => string {
  const plain = crs.uri === crs84.uri
  const place = placeIn(crs)
  return (geoJson) => {
    if (plain && WITHOUT_RINGS.test(geoJson)) return geoJson
    const turned = orientRings(JSON.parse(geoJson) as Geometry, 'counterclockwise')
    return JSON.stringify(plain ? turned : mapPositions(turned, place))
  }
}

/** From longitude, latitude to rounded coordinates in the order of the axes. Throws Problem (400) where there are none. */
function placeIn(crs: PublicCrs): (position: Position) => Position {
  const scale = 10 ** (crs.definition.unit === 'degrees' ? 7 : 3)
  const { fromLonLat } = projectionOf(crs)
  return ([lon = Number.NaN, lat = Number.NaN]) => {
    const [first, second] = fromLonLat(lon, lat)
    if (Number.isFinite(first) && Number.isFinite(second))
      return [Math.round(first * scale) / scale, Math.round(second * scale) / scale]
    throw badParameter('crs', crs.uri, `a CRS in which ${lon}, ${lat} has coordinates`)
  }
}
