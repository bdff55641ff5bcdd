import type { FileGuess } from '../import/guess-entries.ts'

/** What POST /api/imports/preview says of one file: nothing of it is in the store. */
export interface FilePreview {
  /** As the file was called. */
  name: string
  /** geojson, geojsonseq, shapefile, geopackage, flatgeobuf, csv or xlsx. */
  format: string
  /** 'EPSG:n' or WKT; null where the file does not say. */
  crs: string | null
  fields: readonly string[]
  /** Rows that were read; `isWhole` says whether that was all. */
  rows: number
  isWhole: boolean
  /** Rows with a place on the map, as far as the file says itself. */
  placed: number
  /** Rows that cannot be read as they should, and why the first cannot. */
  faulty: number
  firstFault: { row: number | null; reason: string } | null
  /** The first rows, each value in the order of `fields`. */
  sample: readonly PreviewRow[]
  /** By field, the different values of the rows that were read where they are few, as of a column of kinds; else none. */
  kinds: readonly (readonly string[])[]
  guess: FileGuess
  /** Shapes of some rows, WGS 84 longitude and latitude, thinned for a small picture. */
  shapes: readonly PreviewShape[]
  /** The district that the store holds, to which a file can be added; null where it holds none. */
  district: PreviewDistrict | null
}

export interface PreviewRow {
  /** As a person counts in the file. */
  row: number
  values: readonly string[]
}

export interface PreviewDistrict {
  id: string
  name: string
  codeEdition: string
  /** 'EPSG:n', projected. */
  workingCrs: string
  /** Outlines of its kecamatan, thinned for a small picture. */
  outlines: readonly PreviewShape[]
}

/** A shape for a small picture: points, lines or rings of longitude and latitude in degrees (WGS 84). */
export interface PreviewShape {
  kind: ShapeKind
  parts: readonly (readonly [lon: number, lat: number][])[]
}

export type ShapeKind = 'point' | 'line' | 'polygon'
