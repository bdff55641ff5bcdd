import { crs84, type PublicCrs } from '../../../core/geo/crs-uris.ts'
import type { LayerField } from '../../layers/layer.ts'
import { projectionOf } from '../crs/projection.ts'

/** A row as features are read: `geometry` is GeoJSON in longitude, latitude, or null. */
export type FeatureRow = { key: number; geometry: string | null } & Record<string, unknown>

/** Makes a row's GeoJSON text, with coordinates of the CRS in the order of its axes; `more` are further members. */
export function featureWriter(
  fields: readonly LayerField[],
  crs: PublicCrs,
): (row: FeatureRow, more?: Readonly<Record<string, unknown>>) => string {
  const place = geometryWriter(crs)
  return (row, more) => {
    const properties = Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null]))
    const rest = more ? `,${JSON.stringify(more).slice(1, -1)}` : ''
    return `{"type":"Feature","id":${row.key},"geometry":${row.geometry === null ? 'null' : place(row.geometry)},"properties":${JSON.stringify(properties)}${rest}}`
  }
}

/** Decimals of degrees that rows are to be read with for this CRS: a centimetre, or what keeps a millimetre of metres exact. */
export function digitsFor({ definition }: PublicCrs): number {
  return definition.unit === 'degrees' ? 7 : 9
}

function geometryWriter(crs: PublicCrs): (geoJson: string) => string {
  if (crs.uri === crs84.uri) return (geoJson) => geoJson
  const digits = crs.definition.unit === 'degrees' ? 7 : 3
  const scale = 10 ** digits
  const rounded = (value: number) => Math.round(value * scale) / scale
  const { fromLonLat } = projectionOf(crs)
  const convert = (part: unknown): unknown => {
    if (!Array.isArray(part)) return part
    const [lon, lat] = part as unknown[]
    if (typeof lon !== 'number' || typeof lat !== 'number') return part.map(convert)
    return fromLonLat(lon, lat).map(rounded)
  }
  return (geoJson) =>
    JSON.stringify(JSON.parse(geoJson), (name, value: unknown) =>
      name === 'coordinates' ? convert(value) : value,
    )
}
