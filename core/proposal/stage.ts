import type { Label } from './label.ts'
import type { ProposalStatus } from './status.ts'

/** The forums and offices that a proposal passes, in order. */
export const PROPOSAL_STAGES = [
  'neighbourhood',
  'village',
  'district',
  'agency',
  'regency',
  'plan',
  'budget',
  'realisation',
] as const

export type ProposalStage = (typeof PROPOSAL_STAGES)[number]

export const STAGE_LABELS: Record<ProposalStage, Label> = {
  neighbourhood: { id: 'Rembuk RT/RW', en: 'Neighbourhood meeting' },
  village: { id: 'Musrenbang desa/kelurahan', en: 'Village forum' },
  district: { id: 'Musrenbang kecamatan', en: 'District forum' },
  agency: { id: 'Forum perangkat daerah', en: 'Agency forum' },
  regency: { id: 'Musrenbang kabupaten/kota', en: 'Regency forum' },
  plan: { id: 'RKPD', en: 'Work plan' },
  budget: { id: 'APBD', en: 'Budget' },
  realisation: { id: 'Pelaksanaan', en: 'Realisation' },
}

export function isProposalStage(value: unknown): value is ProposalStage {
  return PROPOSAL_STAGES.some((stage) => stage === value)
}

/** What a SIPD row tells about how far a proposal came. */
export interface SipdProgress {
  status: ProposalStatus
  /** SIPD's column *Profil*: the channel by which the proposal came in. */
  profile: string
  /** The stages that left a recommendation, in any order. */
  recommendedAt: readonly ProposalStage[]
}

/**
 * The stage of a SIPD row. Its state decides where it says enough (planned, budgeted, carried out); an accepted one has
 * entered the plan. One that was refused, sent back or put off stays with the last office that wrote a recommendation,
 * and one still in process waits at the office after that; without recommendations both are with the agency, except a
 * proposal whose profile names a lower forum and which therefore has not left it.
 */
export function stageFromSipd({ status, profile, recommendedAt }: SipdProgress): ProposalStage {
  if (status === 'realised' || status === 'in-progress') return 'realisation'
  if (status === 'budgeted') return 'budget'
  if (status === 'planned' || status === 'accepted') return 'plan'
  const last = Math.max(-1, ...recommendedAt.map((stage) => PROPOSAL_STAGES.indexOf(stage)))
  if (last < 0) return stageFromProfile(profile)
  const waits = status === 'submitted' || status === 'verified' || status === 'draft'
  return PROPOSAL_STAGES[waits ? Math.min(last + 1, PROPOSAL_STAGES.indexOf('regency')) : last] ?? 'agency'
}

function stageFromProfile(profile: string): ProposalStage {
  const text = profile.toLowerCase()
  if (/rembu[kg]|dusun|\brt\b|\brw\b/.test(text)) return 'neighbourhood'
  if (/musrenbang\s*(desa|kel\b|kelurahan|kampung|nagari|gampong)/.test(text)) return 'village'
  if (/musrenbang\s*(kab|kota)/.test(text)) return 'regency'
  return 'agency'
}
