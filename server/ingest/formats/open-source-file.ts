import { UnknownCrs } from '../crs/unknown-crs.ts'
import { openCsv } from './csv.ts'
import { type DetectedFormat, detectFormat } from './detect-format.ts'
import { openFlatGeobuf } from './flatgeobuf.ts'
import { openGeoJson } from './geojson.ts'
import { openGeoJsonSeq } from './geojson-seq.ts'
import { openGeoPackage } from './geopackage.ts'
import { openShapefile, openZippedShapefile } from './shapefile.ts'
import {
  DEFAULT_LIMITS,
  type OpenOptions,
  type ReadOptions,
  type SourceFeature,
  type SourceFile,
} from './source-file.ts'
import { asUnreadable, UnreadableFile } from './unreadable-file.ts'
import { openXlsx } from './xlsx.ts'

const READERS: Record<DetectedFormat, (path: string, options: ReadOptions) => Promise<SourceFile>> = {
  geojson: openGeoJson,
  geojsonseq: openGeoJsonSeq,
  shapefile: openZippedShapefile,
  'bare-shapefile': openShapefile,
  geopackage: openGeoPackage,
  flatgeobuf: openFlatGeobuf,
  csv: openCsv,
  xlsx: openXlsx,
}

function asFault(file: string, error: unknown): UnreadableFile {
  if (!(error instanceof UnknownCrs)) return asUnreadable(file, error)
  const { expected, received } = error
  return new UnreadableFile({ file, expected: `${expected} as its CRS`, received }, { cause: error })
}

/** Lets nothing but UnreadableFile out, so that callers have one error to report to whoever sent the file. */
async function* guarded(file: string, features: AsyncIterable<SourceFeature>): AsyncGenerator<SourceFeature> {
  try {
    yield* features
  } catch (error) {
    throw asFault(file, error)
  }
}

/**
 * Opens a file of any format that we read (GeoJSON, GeoJSON sequence, Shapefile, GeoPackage, FlatGeobuf, CSV, XLSX),
 * told by its content first and its extension second. Geometry comes out 2D in the file's own CRS, x first; see
 * `makeToLonLat`. Throws UnreadableFile and nothing else, here and while its features are read.
 */
export async function openSourceFile(path: string, options: OpenOptions = {}): Promise<SourceFile> {
  const readOptions = { ...options, limits: { ...DEFAULT_LIMITS, ...options.limits } }
  try {
    const format = await detectFormat(path, readOptions.limits)
    const source = await READERS[format](path, readOptions)
    return { ...source, features: () => guarded(path, source.features()) }
  } catch (error) {
    throw asFault(path, error)
  }
}
