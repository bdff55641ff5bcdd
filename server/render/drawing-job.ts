import type { PictureFormat, PictureRequest } from '../styles/picture-maker.ts'
import type { MapnikFiles } from './find-mapnik.ts'
import type { MapnikMap } from './mapnik-xml.ts'

/** A task of a drawing process; it contains nothing about layers, styles or the database. */
export interface DrawingJob extends MapnikMap {
  /** An MVT whose square is the picture. */
  tile: Uint8Array | { features: readonly PlacedFeature[] }
  width: number
  height: number
  bufferPixels: number
  /** `#rrggbb`; null for none. */
  background: string | null
  format: PictureFormat
}

/** The background of a job: JPEG has one always. */
export function groundOf(
  request: Pick<PictureRequest, 'transparent' | 'background' | 'format'>,
): string | null {
  return request.transparent && request.format !== 'jpeg' ? null : request.background
}

/** A feature of a picture that is no map, such as a legend: pixels from the top left corner. */
export interface PlacedFeature {
  part: string
  geometry:
    | { type: 'Point'; coordinates: [number, number] }
    | { type: 'LineString'; coordinates: [number, number][] }
    | { type: 'Polygon'; coordinates: [number, number][][] }
  properties: Record<string, string>
}

export interface DrawingSetup {
  /** A folder of the process's own, for marks. */
  folder: string
  fonts: readonly string[]
  mapnik: MapnikFiles
  /** Resident memory at which the process gives up its job and itself. */
  memoryBytes: number
}

export type ToDrawing = { setup: DrawingSetup } | { number: number; job: DrawingJob }

/** Messages of a drawing process: whether Mapnik is loaded, a picture, or an error. */
export type FromDrawing =
  | { ready: true }
  | { unavailable: string }
  | { number: number; bytes: Uint8Array; tired: boolean }
  | { number: number; fault: string }

/** Exit code of a process that used more memory than it may. */
export const TOO_LARGE_EXIT = 70
