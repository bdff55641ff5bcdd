import type MapBrowserEvent from 'ol/MapBrowserEvent.js'
import { toLonLat } from 'ol/proj.js'
import type { Position } from '../shape/shape.ts'

/** A pointer's place on the map, before and after it jumped to a border. */
export interface PointerPlace {
  readonly position: Position
  readonly isSnapped: boolean
  /** In EPSG:3857. */
  readonly coordinate: readonly [number, number]
  /** Degrees of a CSS pixel. */
  readonly pixelDegrees: number
  /** How near counts as on it, in metres of the map: a thumb needs more than a mouse. */
  readonly reach: number
  readonly event: MapBrowserEvent
}

/** What a tool does with the pointer. True keeps an event from the map: it neither pans nor zooms then. */
export interface Gesture {
  down?(place: PointerPlace): boolean
  drag?(place: PointerPlace): void
  up?(place: PointerPlace): void
  move?(place: PointerPlace): void
  click?(place: PointerPlace): boolean
  doubleClick?(place: PointerPlace): boolean
  /** A second finger, or another tool: what was begun is given up. */
  cancel?(): void
}

/** Rounded to a centimetre: no drawing is finer. */
export function positionOf({ coordinate }: { coordinate: readonly number[] }): Position {
  const [lon = 0, lat = 0] = toLonLat([...coordinate])
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
}
