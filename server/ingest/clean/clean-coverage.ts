import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { runInThread } from '../../threads/run-in-thread.ts'

export interface CoverageArea {
  code: string
  /** GeoJSON text of a (multi)polygon, lon/lat. */
  geometry: string
}

const LONGEST_MS = 10 * 60_000

/**
 * Makes a valid coverage of polygons that nearly tile the land: afterwards neighbours share exactly the same
 * edges (mapshaper's arc topology). Runs in a thread of its own; an area that cleaning would lose is left out
 * of the answer, so that the caller can say so.
 */
export async function cleanCoverage(
  areas: readonly CoverageArea[],
  signal: AbortSignal,
): Promise<CoverageArea[]> {
  const features = areas.map(
    ({ code, geometry }) =>
      `{"type":"Feature","properties":{"code":${JSON.stringify(code)}},"geometry":${geometry}}`,
  )
  const input = Buffer.from(`{"type":"FeatureCollection","features":[${features.join(',\n')}]}`)
  const output = await runInThread<Uint8Array>(new URL('./clean-worker.ts', import.meta.url), input, {
    name: 'coverage',
    longestMs: LONGEST_MS,
    signal,
  })
  const collection = JSON.parse(Buffer.from(output).toString('utf8')) as FeatureCollection<
    Polygon | MultiPolygon | null
  >
  return collection.features
    .filter((feature): feature is Feature<Polygon | MultiPolygon> => feature.geometry !== null)
    .map((feature) => ({
      code: String(feature.properties?.code),
      geometry: JSON.stringify(feature.geometry),
    }))
}
