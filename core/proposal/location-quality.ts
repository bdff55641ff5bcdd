import type { Envelope } from '../geo/envelope.ts'
import { isOnGlobe, type LonLat } from '../geo/lon-lat.ts'
import type { CoordinateCandidate, RepairKind } from './coordinate-candidate.ts'
import { isNearExtent } from './coordinate-repair.ts'
import type { Label } from './label.ts'

export const LOCATION_QUALITIES = ['point', 'area', 'conflict', 'none'] as const

export type LocationQuality = (typeof LOCATION_QUALITIES)[number]

export const LOCATION_QUALITY_LABELS: Record<LocationQuality, Label> = {
  point: { id: 'Titik tepat', en: 'Exact point' },
  area: { id: 'Hanya desa/kelurahan', en: 'Village only' },
  conflict: { id: 'Lokasi perlu diperiksa', en: 'Location to be checked' },
  none: { id: 'Tanpa lokasi', en: 'No location' },
}

/**
 * How far outside the stated village a point may lie and still agree with it. Village borders are generalised and a
 * quarter of them unsettled (lines move by 100–200 m between editions), a phone's GPS errs by 10–50 m, and roads and
 * ditches run along borders. In towns kelurahan can be under 1 km across, where more would hide real contradictions.
 */
export const BORDER_TOLERANCE_METRES = 250

export type LocationReason = RepairKind | 'other-village' | 'outside-district'

export interface LocationSuggestion {
  /** EPSG:4326; null when the suggestion is to show the proposal at its stated village. */
  lon: number | null
  lat: number | null
  reason: LocationReason
  text: Label
}

export interface LocationAssessment {
  quality: LocationQuality
  /** EPSG:4326 [lon, lat] exactly as written; null without usable coordinates. Not to be shown as exact in a conflict. */
  point: LonLat | null
  /** The stated village, or for a point without one the village in which it lies. */
  villageCode: string | null
  /** Where the point lies when that is another village than the stated one. */
  foundInVillageCode: string | null
  suggestion: LocationSuggestion | null
}

/** Look-ups are injected, as a store answers them with PostGIS; `pointsToLocate` lists every point that they may get. */
export interface LocationQuestion {
  candidates: readonly CoordinateCandidate[]
  /** Code of the stated village as matched; null when none was stated or none matched. */
  villageCode: string | null
  /** True when the text named a village or district that no area matches, so that a derived one must be checked. */
  unmatchedPlace?: boolean
  extent: Envelope
  /** Metres from the point to the village: 0 inside it. */
  metresToVillage: (point: LonLat, villageCode: string) => number
  /** The village in which the point lies, or null outside the district. */
  villageAt: (point: LonLat) => string | null
  toleranceMetres?: number
}

/** Every point of these candidates that `assessLocation` can ask about, so that a store may answer all in one query. */
export function pointsToLocate(candidates: readonly CoordinateCandidate[]): LonLat[] {
  return candidates.flatMap(({ lon, lat, repair }) => {
    const points: LonLat[] = isOnGlobe(lon, lat) ? [[lon, lat]] : []
    return repair ? [...points, [repair.lon, repair.lat] satisfies LonLat] : points
  })
}

/**
 * What the coordinates in a proposal's text are worth against the village that it states.
 *
 * - `point`: as written they lie in the stated village or within the tolerance of it, or no village was stated and they
 *   lie in one, which is then derived. The first such candidate counts.
 * - `conflict`: they lie elsewhere, or only a repair brings them into the district. The suggestion is the repaired
 *   point, another village's point as written, or, when no repair helps, the stated village.
 * - `area`: a village but no coordinates. `none`: neither.
 */
export function assessLocation(question: LocationQuestion): LocationAssessment {
  const { candidates, villageCode } = question
  const empty = { point: null, villageCode, foundInVillageCode: null, suggestion: null }
  if (candidates.length === 0) return { ...empty, quality: villageCode === null ? 'none' : 'area' }
  const assessed = candidates.map((candidate) => assessCandidate(candidate, question))
  return assessed.reduce((best, next) => (rank(next) < rank(best) ? next : best))
}

/** Points before conflicts; among conflicts a repair that agrees with the village, then any repair, then the rest. */
function rank({ quality, suggestion }: LocationAssessment): number {
  if (quality === 'point') return 0
  if (suggestion === null) return 3
  return suggestion.reason === 'other-village' || suggestion.reason === 'outside-district' ? 2 : 1
}

function assessCandidate(candidate: CoordinateCandidate, question: LocationQuestion): LocationAssessment {
  const { villageCode, villageAt, extent } = question
  const { lon, lat, repair } = candidate
  const written: LonLat | null = isOnGlobe(lon, lat) ? [lon, lat] : null
  const conflict = { quality: 'conflict', point: written, villageCode, foundInVillageCode: null } as const
  if (written && isNearExtent(lon, lat, extent)) {
    if (agrees(written, question)) return { ...conflict, quality: 'point', suggestion: null }
    const found = villageAt(written)
    if (found !== null && villageCode === null && !question.unmatchedPlace) {
      return { ...conflict, quality: 'point', villageCode: found, suggestion: null }
    }
    if (found !== null) {
      return {
        ...conflict,
        foundInVillageCode: found,
        suggestion: { lon, lat, ...explained('other-village') },
      }
    }
  }
  if (repair) {
    const repaired: LonLat = [repair.lon, repair.lat]
    const found = villageAt(repaired)
    if (found !== null || agrees(repaired, question)) {
      const elsewhere = found !== null && !agrees(repaired, question) ? found : null
      const suggestion = { lon: repair.lon, lat: repair.lat, ...explained(repair.kind) }
      return { ...conflict, foundInVillageCode: elsewhere, suggestion }
    }
  }
  if (villageCode === null) return { ...conflict, suggestion: null }
  return { ...conflict, suggestion: { lon: null, lat: null, ...explained('outside-district') } }
}

function agrees(point: LonLat, { villageCode, metresToVillage, toleranceMetres }: LocationQuestion): boolean {
  return (
    villageCode !== null &&
    metresToVillage(point, villageCode) <= (toleranceMetres ?? BORDER_TOLERANCE_METRES)
  )
}

const EXPLANATIONS: Record<LocationReason, Label> = {
  sign: {
    id: 'Tanda minus atau huruf LS/BT tampaknya terlupa atau terbalik.',
    en: 'The minus sign or hemisphere letter seems to be missing or wrong.',
  },
  swap: { id: 'Lintang dan bujur tampaknya tertukar.', en: 'Latitude and longitude seem to be swapped.' },
  'swap-and-sign': {
    id: 'Lintang dan bujur tampaknya tertukar dan tanda minusnya keliru.',
    en: 'Latitude and longitude seem to be swapped and a minus sign is wrong.',
  },
  'decimal-mark': { id: 'Tanda desimal tampaknya hilang.', en: 'The decimal mark seems to be missing.' },
  'other-village': {
    id: 'Titik berada di desa/kelurahan lain daripada yang disebutkan.',
    en: 'The point lies in another village than the stated one.',
  },
  'outside-district': {
    id: 'Titik berada di luar wilayah; sebaiknya dipakai desa/kelurahan yang disebutkan.',
    en: 'The point lies outside the region; better to use the stated village.',
  },
}

function explained(reason: LocationReason): { reason: LocationReason; text: Label } {
  return { reason, text: EXPLANATIONS[reason] }
}
