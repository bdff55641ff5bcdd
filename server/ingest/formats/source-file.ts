import type { Geometry } from 'geojson'

export interface SourceFeature {
  /** As a person counts in the file, from 1: the sheet's own row (its heading counts too), the line or the feature. */
  row: number
  properties: Record<string, unknown>
  /** 2D, in the file's CRS, x (east or longitude) first; null where the row has none. */
  geometry: Geometry | null
  /** Why this row cannot be (fully) read; whatever could be is in `properties`. */
  fault?: string
}

export type SourceFormat =
  | 'geojson'
  | 'geojsonseq'
  | 'shapefile'
  | 'geopackage'
  | 'flatgeobuf'
  | 'csv'
  | 'xlsx'

export interface SourceFile {
  format: SourceFormat
  /** 'EPSG:n', or WKT/PROJ text that `makeToLonLat` takes where no code is known; null where the file does not say. */
  crs: string | null
  /** Names of the properties; of GeoJSON, those of its first 200 features. */
  fields: string[]
  layerName?: string
  /** Reads from the start, in bounded memory; may be called again. Throws UnreadableFile and nothing else. */
  features(): AsyncIterable<SourceFeature>
  close(): Promise<void>
}

/** Bounds on what a file may make us do. Each is far above honest data and far below what hurts the server. */
export interface ReadLimits {
  /** Bytes that the entries of one archive may unpack to, together. */
  maxUnpackedBytes: number
  /** Unpacked : packed, looked at once an entry is past 32 MB. */
  maxUnpackRatio: number
  maxArchiveEntries: number
  /** Vertices of one geometry. */
  maxVertices: number
  /** Bytes of one feature or record. */
  maxFeatureBytes: number
  /** Characters of one line of a CSV (quoted line breaks included) or one cell of a sheet. */
  maxRowCharacters: number
  maxColumns: number
  /** Depth of nested JSON, XML and geometry collections. */
  maxNesting: number
}

export const DEFAULT_LIMITS: ReadLimits = {
  maxUnpackedBytes: 1024 ** 3,
  maxUnpackRatio: 500,
  maxArchiveEntries: 2000,
  maxVertices: 2_000_000,
  maxFeatureBytes: 32 * 1024 ** 2,
  maxRowCharacters: 1024 ** 2,
  maxColumns: 2000,
  maxNesting: 64,
}

export interface OpenOptions {
  /** Layer of a GeoPackage, or of a zip with several shapefiles. */
  layer?: string
  /** Sheet of a workbook; otherwise the first that has a heading row. */
  sheet?: string
  /** Of a CSV or DBF, as the Encoding Standard names it ('utf-8', 'windows-1252'); otherwise detected. */
  encoding?: string
  /** Of a CSV: one character; otherwise detected. */
  delimiter?: string
  /** Names of the columns of a table that hold x and y; without both, rows have no geometry. */
  lon?: string
  lat?: string
  /** Says whether these cells are the heading row of a table; looked for in the first 50 rows. */
  headings?: (cells: string[]) => boolean
  limits?: Partial<ReadLimits>
}

/** What every reader gets: the options with the limits filled in. */
export interface ReadOptions extends OpenOptions {
  limits: ReadLimits
}
