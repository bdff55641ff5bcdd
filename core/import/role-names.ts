import type { Label } from '../proposal/label.ts'

const roles: readonly [RegExp, Label][] = [
  [/^areas:village/, { id: 'Batas desa', en: 'Village boundaries' }],
  [/^areas:district/, { id: 'Batas kecamatan', en: 'District boundaries' }],
  [/^areas/, { id: 'Batas wilayah', en: 'Boundaries' }],
  [/^statistics/, { id: 'Angka desa', en: 'Village figures' }],
  [/^facilities/, { id: 'Fasilitas', en: 'Facilities' }],
  [/^standards/, { id: 'Standar jarak', en: 'Distance standards' }],
  [/^layer/, { id: 'Lapisan', en: 'Layer' }],
  [/^records/, { id: 'Metadata data di tempat lain', en: 'Metadata of data elsewhere' }],
  [/^proposals/, { id: 'Usulan', en: 'Proposals' }],
]

/** What a file was read as ("statistics:population:2024"), in words; undefined for a role that nobody named. */
export function roleLabel(role: string): Label | undefined {
  return roles.find(([pattern]) => pattern.test(role))?.[1]
}
