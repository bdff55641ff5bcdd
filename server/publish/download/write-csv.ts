import type { Geometry } from 'geojson'
import type { FilterGeometry } from '../../../core/filter/filter-tree.ts'
import { writeWkt } from '../../../core/filter/write-cql2-text.ts'
import { csvLine } from '../csv.ts'
import type { DownloadSource } from './source/download-source.ts'
import { placeNames } from './unique-names.ts'

const BYTE_ORDER_MARK = '\ufeff'

/**
 * CSV in UTF-8 with a byte order mark, which Excel needs; one row for each feature. Two columns hold a point on the feature (lon,
 * lat in degrees, or x, y in metres); with `wkt` a last column holds its whole shape.
 */
export async function* writeCsv(
  source: DownloadSource,
  { wkt = false }: { wkt?: boolean } = {},
): AsyncGenerator<string> {
  const names = source.fields.map(({ name }) => name)
  const { x, y, shape } = placeNames(source)
  let before = BYTE_ORDER_MARK + csvLine([...names, x, y, ...(wkt ? [shape] : [])])
  for await (const features of source.read({ shapes: wkt ? 'both' : 'point', rounded: true })) {
    if (features.length === 0) continue
    const lines = features.map(({ values, place, geometry }) => {
      const [east = null, north = null] = place?.coordinates ?? []
      const text = geometry ? wktOf(geometry) : null
      return csvLine([...values, east, north, ...(wkt ? [text] : [])])
    })
    yield before + lines.join('')
    before = ''
  }
  if (before !== '') yield before
}

function wktOf(geometry: Geometry): string {
  return writeWkt(geometry as FilterGeometry)
}
