import type { Knex } from 'knex'
import type { DownloadExtension } from '../../../core/download/download-formats.ts'
import type { DrawMapPicture } from './pdf/map-picture.ts'
import { type DownloadSource, prepareSource, type SourceOptions } from './source/download-source.ts'
import type { Scratch } from './source/scratch.ts'
import { writeCsv } from './write-csv.ts'
import { writeFlatGeobuf } from './write-flatgeobuf.ts'
import { writeGeoJson } from './write-geojson.ts'
import { writeGeoPackage } from './write-geopackage.ts'
import { writeKml } from './write-kml.ts'
import { writePdf } from './write-pdf.ts'
import { writeShapefile } from './write-shapefile.ts'
import { writeXlsx } from './write-xlsx.ts'

export interface DownloadRequest extends SourceOptions {
  format: DownloadExtension
  /** A table has the whole shape too, as text. */
  wkt: boolean
}

export interface DownloadTools {
  /** For files that cannot be written from front to back. */
  scratch: Scratch
  draw: DrawMapPicture
}

export type Pieces = AsyncGenerator<string | Uint8Array>

/**
 * A layer as a file, piece by piece, so that memory does not grow with the layer. A request that makes no sense is refused at
 * once (Problem, 400). The first piece comes only after the first rows were read: a database that fails, or a file that
 * cannot be (Problem, 413), is known by then. The signal ends it.
 */
export function prepareDownload(
  knex: Knex,
  request: DownloadRequest,
  tools: DownloadTools,
): (signal: AbortSignal) => Pieces {
  const open = prepareSource(knex, request)
  return (signal) => writers[request.format](open(signal), { ...tools, request, signal })
}

const writers: Record<
  DownloadExtension,
  (source: DownloadSource, at: DownloadTools & { request: DownloadRequest; signal: AbortSignal }) => Pieces
> = {
  geojson: writeGeoJson,
  csv: (source, { request }) => writeCsv(source, request),
  xlsx: writeXlsx,
  kml: writeKml,
  gpkg: (source, { scratch }) => writeGeoPackage(source, scratch),
  fgb: (source, { scratch }) => writeFlatGeobuf(source, scratch),
  'shp.zip': (source, { scratch }) => writeShapefile(source, scratch),
  pdf: (source, { draw, signal }) => writePdf(source, draw, signal),
}
