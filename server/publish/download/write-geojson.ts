import type { CrsDefinition } from '../../../core/geo/crs-definitions.ts'
import { orientRings } from './orient-rings.ts'
import type { DownloadFeature, DownloadSource } from './source/download-source.ts'

/**
 * RFC 7946 in longitude and latitude of WGS 84. In any other system it is the GeoJSON of 2008, whose member "crs" names the
 * system: QGIS and GDAL read it, RFC 7946 knows none.
 */
export async function* writeGeoJson(source: DownloadSource): AsyncGenerator<string> {
  const names = source.fields.map(({ name }) => JSON.stringify(name))
  let before = `{"type":"FeatureCollection",${crsMember(source.crs)}"features":[\n`
  let empty = true
  for await (const features of source.read({ shapes: 'whole', rounded: true })) {
    if (features.length === 0) continue
    yield before + features.map((feature) => lineOf(feature, names)).join(',\n')
    before = ',\n'
    empty = false
  }
  yield empty ? `${before}]}\n` : '\n]}\n'
}

function lineOf({ key, geometry, values }: DownloadFeature, names: readonly string[]): string {
  const shape = geometry ? JSON.stringify(orientRings(geometry, 'counterclockwise')) : 'null'
  const properties = names.map((name, at) => `${name}:${JSON.stringify(values[at] ?? null)}`).join(',')
  return `{"type":"Feature","id":${key},"geometry":${shape},"properties":{${properties}}}`
}

function crsMember({ code }: CrsDefinition): string {
  if (code === 'EPSG:4326') return ''
  const name = `urn:ogc:def:crs:EPSG::${code.slice('EPSG:'.length)}`
  return `"crs":{"type":"name","properties":{"name":"${name}"}},`
}
