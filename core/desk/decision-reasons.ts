import type { Label } from '../proposal/label.ts'
import type { ProposalAction } from '../proposal/process.ts'

/** A reason that offices give often: its code is kept with the decision, its words are a beginning that may be written on. */
export interface DecisionReason {
  readonly code: string
  readonly words: Label
  readonly actions: readonly ProposalAction[]
}

const REFUSING = ['reject', 'postpone', 'drop'] as const
const ALL = ['return', ...REFUSING] as const

/** Usual reasons, as exports of SIPD give them. No regulation: a stage of a cycle may have its own. */
export const DECISION_REASONS: readonly DecisionReason[] = [
  {
    code: 'unclear-place',
    words: { id: 'Lokasi atau alamat belum jelas', en: 'Place or address unclear' },
    actions: ['return', 'reject'],
  },
  {
    code: 'incomplete',
    words: {
      id: 'Keterangan atau dokumen pendukung belum lengkap',
      en: 'Details or supporting documents are missing',
    },
    actions: ['return', 'postpone'],
  },
  {
    code: 'cost-volume',
    words: { id: 'Biaya atau volume perlu dihitung ulang', en: 'Cost or volume must be worked out again' },
    actions: ['return'],
  },
  {
    code: 'double',
    words: { id: 'Usulan ganda', en: 'Entered twice' },
    actions: ['reject', 'drop'],
  },
  {
    code: 'already-served',
    words: { id: 'Sudah terlayani atau sudah dikerjakan', en: 'Already served or carried out' },
    actions: ['reject', 'drop'],
  },
  {
    code: 'wrong-agency',
    words: { id: 'Perangkat daerah tujuan keliru', en: 'Addressed to the wrong agency' },
    actions: ['return', 'reject'],
  },
  {
    code: 'no-authority',
    words: { id: 'Bukan kewenangan kabupaten/kota', en: 'Not within the regency’s authority' },
    actions: ['reject', 'drop'],
  },
  {
    code: 'no-budget',
    words: { id: 'Melebihi pagu anggaran', en: 'Beyond the budget’s ceiling' },
    actions: ['postpone', 'reject', 'drop'],
  },
  {
    code: 'land-not-ready',
    words: { id: 'Lahan belum siap', en: 'The land is not ready' },
    actions: ['return', 'postpone'],
  },
  { code: 'other', words: { id: 'Alasan lain', en: 'Another reason' }, actions: ALL },
]

export function reasonsFor(action: ProposalAction): readonly DecisionReason[] {
  return DECISION_REASONS.filter(({ actions }) => actions.includes(action))
}
