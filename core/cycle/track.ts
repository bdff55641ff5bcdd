import type { Label } from '../proposal/label.ts'

/** A desa plans by itself and hands its list to the camat; a kelurahan is a part of the district's office. */
export const TRACKS = ['desa', 'kelurahan'] as const
export type Track = (typeof TRACKS)[number]

export const TRACK_LABELS: Record<Track, Label> = {
  desa: { id: 'Desa', en: 'Desa (village with a government of its own)' },
  kelurahan: { id: 'Kelurahan', en: 'Kelurahan (urban village)' },
}

/**
 * Which track a village is on, by its code (PP.KK.CC.DDDD): kelurahan are 1xxx and desa 2xxx. Null of what is no village, or
 * has another code.
 */
export function trackOf(villageCode: string | null): Track | null {
  const village = villageCode?.split('.')[3] ?? ''
  if (/^1\d{3}$/.test(village)) return 'kelurahan'
  return /^2\d{3}$/.test(village) ? 'desa' : null
}
