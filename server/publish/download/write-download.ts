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
  /** Adds the whole shape as WKT to tables. */
  wkt: boolean
}

export interface DownloadTools {
  /** Temporary files, for formats that cannot be streamed from front to back. */
  scratch: Scratch
  draw: DrawMapPicture
}

export type Pieces = AsyncGenerator<string | Uint8Array>

/**
 * Writes a layer as a file, piece by piece, so that memory use does not grow with the layer. Invalid requests are refused at once
 * (Problem, 400). The first piece is made only after the first rows were read, so a failing database or an impossible file
 * (Problem, 413) is known before anything is sent. The signal ends the work.
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
