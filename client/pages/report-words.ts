import { roleLabel } from '../../core/import/role-names.ts'
import type { Label } from '../../core/proposal/label.ts'
import { say } from './language.ts'

const states: Record<string, Label> = {
  loaded: { id: 'dimuat', en: 'loaded' },
  replaced: { id: 'diperbarui', en: 'replaced' },
  unchanged: { id: 'tidak berubah', en: 'unchanged' },
  removed: { id: 'dihapus', en: 'removed' },
}

const counts: Record<string, Label> = {
  rows: { id: 'baris', en: 'rows' },
  loaded: { id: 'dimuat', en: 'loaded' },
  repaired: { id: 'diperbaiki', en: 'repaired' },
  rejected: { id: 'ditolak', en: 'rejected' },
  inserted: { id: 'baru', en: 'new' },
  updated: { id: 'berubah', en: 'changed' },
  values: { id: 'angka', en: 'figures' },
  repeated: { id: 'berulang', en: 'repeated' },
  blank: { id: 'kosong', en: 'blank' },
  inside: { id: 'di dalam wilayah', en: 'inside the district' },
  outside: { id: 'di luar wilayah', en: 'outside the district' },
  withoutPlace: { id: 'tanpa koordinat', en: 'without coordinates' },
  borderAdjusted: { id: 'batas dirapikan', en: 'borders adjusted' },
  invalidEdges: { id: 'batas tidak bertemu', en: 'edges that do not match' },
  codesWithoutArea: { id: 'kode tanpa wilayah', en: 'codes without an area' },
  villagesWithoutRow: { id: 'desa tanpa baris', en: 'villages without a row' },
  'quality:point': { id: 'lokasi tepat', en: 'exact places' },
  'quality:area': { id: 'lokasi tingkat desa', en: 'village only' },
  'quality:conflict': { id: 'lokasi perlu diperiksa', en: 'places to be checked' },
  'quality:none': { id: 'tanpa lokasi', en: 'without location' },
  'village:exact': { id: 'nama desa cocok', en: 'village names exact' },
  'village:normalised': { id: 'nama desa dirapikan', en: 'village names normalised' },
  'village:spelling': { id: 'ejaan desa diperbaiki', en: 'village spellings mended' },
}

/** Counts that ask for a look. */
const doubtful = [
  'rejected',
  'outside',
  'withoutPlace',
  'invalidEdges',
  'codesWithoutArea',
  'quality:conflict',
  'quality:none',
]

/** In the place of a file: the level that an upper one was put together of. */
const madeOf: Record<string, Label> = {
  '(village)': { id: 'digabung dari batas desa', en: 'put together of villages' },
  '(district)': { id: 'digabung dari batas kecamatan', en: 'put together of districts' },
  '(regency)': { id: 'digabung dari batas kabupaten', en: 'put together of regencies' },
}

export const fileName = (file: string) => nameOf(madeOf, file)
export const stateName = (state: string) => nameOf(states, state)
export const countName = (count: string) => nameOf(counts, count)
/** Counts other than zero, in the order of this file rather than of the store. */
export function shownCounts(of: Record<string, number>): [name: string, count: number][] {
  const order = Object.keys(counts)
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.entries(of)
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => rank(a) - rank(b))
}

export const isDoubtful = (count: string) => doubtful.includes(count)

export function roleName(role: string): string {
  const label = roleLabel(role)
  return label ? say(label) : role
}

/** A step of a running import: "proposals:2025 usulan.csv" names a role and its file, others are words already. */
export function stepName(step: string): string {
  const [role = '', ...file] = step.split(' ')
  const name = roleName(role)
  return name === role ? step : `${name} (${file.join(' ')})`
}

function nameOf(names: Record<string, Label>, code: string): string {
  const name = Object.hasOwn(names, code) ? names[code] : undefined
  return name ? say(name) : code
}
