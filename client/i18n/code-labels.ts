import type { Label } from '../../core/proposal/label.ts'
import { SECTOR_LABELS } from '../../core/proposal/sector.ts'
import { SOURCE_LABELS } from '../../core/proposal/source.ts'
import { STAGE_LABELS } from '../../core/proposal/stage.ts'
import { STATUS_GROUP_LABELS, STATUS_LABELS } from '../../core/proposal/status.ts'
import { currentLanguage } from './translate.ts'

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
  sector: SECTOR_LABELS,
  decision: decisions,
  service: services,
}

export type CodeSet = 'status' | 'group' | 'stage' | 'source' | 'sector' | 'decision' | 'service'

/** The word for a code of the domain; a code that we do not know yet is shown as it is. */
export function codeLabel(set: CodeSet, code: string): string {
  return sets[set][code]?.[currentLanguage()] ?? code
}
