import type { Label } from '../../core/proposal/label.ts'
import { SOURCE_LABELS } from '../../core/proposal/source.ts'
import { STAGE_LABELS } from '../../core/proposal/stage.ts'
import { STATUS_GROUP_LABELS, STATUS_LABELS } from '../../core/proposal/status.ts'
import { currentLanguage } from './translate.ts'

const sectors: Record<string, Label> = {
  education: { id: 'Pendidikan', en: 'Education' },
  health: { id: 'Kesehatan', en: 'Health' },
  'public-works': { id: 'Pekerjaan umum', en: 'Public works' },
  housing: { id: 'Perumahan', en: 'Housing' },
  'public-order': { id: 'Ketertiban umum', en: 'Public order' },
  social: { id: 'Sosial', en: 'Social' },
  manpower: { id: 'Tenaga kerja', en: 'Manpower' },
  'women-family': { id: 'Perempuan dan anak', en: 'Women and children' },
  food: { id: 'Pangan', en: 'Food' },
  land: { id: 'Pertanahan', en: 'Land' },
  environment: { id: 'Lingkungan hidup', en: 'Environment' },
  'civil-registry': { id: 'Kependudukan', en: 'Civil registry' },
  'village-development': { id: 'Pembangunan desa', en: 'Village development' },
  'family-planning': { id: 'Keluarga berencana', en: 'Family planning' },
  transport: { id: 'Perhubungan', en: 'Transport' },
  communication: { id: 'Komunikasi', en: 'Communication' },
  cooperatives: { id: 'Koperasi dan UMKM', en: 'Cooperatives' },
  investment: { id: 'Penanaman modal', en: 'Investment' },
  'youth-sport': { id: 'Pemuda dan olahraga', en: 'Youth and sport' },
  statistics: { id: 'Statistik', en: 'Statistics' },
  cryptography: { id: 'Persandian', en: 'Cryptography' },
  culture: { id: 'Kebudayaan', en: 'Culture' },
  library: { id: 'Perpustakaan', en: 'Libraries' },
  archives: { id: 'Kearsipan', en: 'Archives' },
  fisheries: { id: 'Perikanan', en: 'Fisheries' },
  tourism: { id: 'Pariwisata', en: 'Tourism' },
  agriculture: { id: 'Pertanian', en: 'Agriculture' },
  forestry: { id: 'Kehutanan', en: 'Forestry' },
  energy: { id: 'Energi', en: 'Energy' },
  trade: { id: 'Perdagangan', en: 'Trade' },
  industry: { id: 'Perindustrian', en: 'Industry' },
  transmigration: { id: 'Transmigrasi', en: 'Transmigration' },
  support: { id: 'Penunjang urusan', en: 'Support' },
  other: { id: 'Lainnya', en: 'Other' },
}

const decisions: Record<string, Label> = {
  accept: { id: 'Diterima', en: 'Accepted' },
  reject: { id: 'Ditolak', en: 'Rejected' },
  return: { id: 'Dikembalikan', en: 'Returned' },
  postpone: { id: 'Ditunda', en: 'Postponed' },
  submit: { id: 'Diajukan', en: 'Submitted' },
  verify: { id: 'Terverifikasi', en: 'Verified' },
  // A decision may be recorded by the status to which it led.
  ...STATUS_LABELS,
}

/** Services whose code is a word rather than an abbreviation. */
const services: Record<string, Label> = {
  PUSKESMAS: { id: 'Puskesmas', en: 'Health centre' },
  POSYANDU: { id: 'Posyandu', en: 'Health post' },
  PUSTU: { id: 'Pustu', en: 'Auxiliary health centre' },
}

const sets: Record<CodeSet, Record<string, Label>> = {
  status: STATUS_LABELS,
  group: STATUS_GROUP_LABELS,
  stage: STAGE_LABELS,
  source: SOURCE_LABELS,
  sector: sectors,
  decision: decisions,
  service: services,
}

export type CodeSet = 'status' | 'group' | 'stage' | 'source' | 'sector' | 'decision' | 'service'

/** The word for a code of the domain; a code that we do not know yet is shown as it is. */
export function codeLabel(set: CodeSet, code: string): string {
  return sets[set][code]?.[currentLanguage()] ?? code
}

export const sectorCodes: readonly string[] = Object.keys(sectors)
