import { type Envelope, envelopeContains, expandEnvelope } from '../geo/envelope.ts'
import type { CoordinateRepair, RepairKind } from './coordinate-candidate.ts'

/** About 1 km: a district's extent comes from generalised borders, and its neighbours' proposals touch them. */
export const EXTENT_MARGIN_DEGREES = 0.01

// The fewer slips it takes, the earlier; changes of equal weight are all tried, and two that fit make it undecidable.
const CHANGES: readonly (readonly {
  kind: RepairKind
  of: (lon: number, lat: number) => [number, number]
}[])[] = [
  [
    { kind: 'sign', of: (lon, lat) => [lon, -lat] },
    { kind: 'sign', of: (lon, lat) => [-lon, lat] },
    { kind: 'swap', of: (lon, lat) => [lat, lon] },
  ],
  [
    { kind: 'sign', of: (lon, lat) => [-lon, -lat] },
    { kind: 'swap-and-sign', of: (lon, lat) => [lat, -lon] },
    { kind: 'swap-and-sign', of: (lon, lat) => [-lat, lon] },
    { kind: 'swap-and-sign', of: (lon, lat) => [-lat, -lon] },
  ],
]

/** True when the position (EPSG:4326) lies in the district's extent or within a kilometre of it. */
export function isNearExtent(lon: number, lat: number, extent: Envelope): boolean {
  return envelopeContains(expandEnvelope(extent, EXTENT_MARGIN_DEGREES), [lon, lat])
}

/**
 * The one slip (lost sign, swapped axes, or both) that explains why a position as written lies outside the district's
 * extent: undefined when it lies inside, when no slip brings it in, or when two equally likely ones would.
 */
export function repairInto(extent: Envelope, lon: number, lat: number): CoordinateRepair | undefined {
  if (isNearExtent(lon, lat, extent)) return undefined
  for (const equallyLikely of CHANGES) {
    const fitting = equallyLikely
      .map(({ kind, of }) => ({ kind, position: of(lon, lat) }))
      .filter(({ position }) => isNearExtent(position[0], position[1], extent))
    const [only] = fitting
    if (fitting.length > 1) return undefined
    if (only) return { kind: only.kind, lon: only.position[0], lat: only.position[1] }
  }
  return undefined
}
