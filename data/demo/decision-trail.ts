import type { Occurrence } from './occurrences.ts'
import type { Random } from './random.ts'

export interface TrailDecision {
  stage: 'village' | 'district' | 'agency' | 'regency' | 'plan' | 'budget'
  role: 'village' | 'district' | 'secretariat' | 'agency' | 'partner' | 'budget-team'
  decision: 'verified' | 'accepted' | 'returned' | 'rejected' | 'postponed' | 'planned' | 'budgeted'
  reason: string | null
  /** ISO date-time in the regency's zone (UTC+8). */
  at: string
  volume?: number
  costRupiah?: number
}

interface Step {
  stage: TrailDecision['stage']
  role: TrailDecision['role']
  passed: TrailDecision['decision']
  /** First and last day on which this office decides, as MM-DD. */
  month: number
  days: readonly [number, number]
}

const FORUMS: readonly Step[] = [
  { stage: 'village', role: 'village', passed: 'verified', month: 2, days: [1, 9] },
  { stage: 'district', role: 'district', passed: 'accepted', month: 2, days: [12, 27] },
  { stage: 'agency', role: 'agency', passed: 'accepted', month: 3, days: [3, 17] },
  { stage: 'regency', role: 'partner', passed: 'accepted', month: 3, days: [24, 31] },
]
const COUNCIL: readonly Step[] = [
  { stage: 'agency', role: 'secretariat', passed: 'verified', month: 2, days: [16, 28] },
  { stage: 'agency', role: 'agency', passed: 'accepted', month: 3, days: [3, 17] },
  { stage: 'regency', role: 'partner', passed: 'accepted', month: 3, days: [24, 31] },
]
const LATER: readonly Step[] = [
  { stage: 'plan', role: 'partner', passed: 'planned', month: 7, days: [1, 14] },
  { stage: 'budget', role: 'budget-team', passed: 'budgeted', month: 11, days: [3, 20] },
]
/** Residents hand in all year round; the next round of forums takes them up. */
const RESIDENTS: readonly Step[] = [
  { stage: 'village', role: 'village', passed: 'verified', month: 6, days: [1, 28] },
  { stage: 'agency', role: 'agency', passed: 'accepted', month: 6, days: [29, 30] },
]

/** The offices that a proposal passes, and how many of them have decided on it. */
function wayOf(occurrence: Occurrence, random: Random): Step[] {
  const { source, outcome } = occurrence
  const first =
    source === 'resident'
      ? RESIDENTS
      : source === 'pokir'
        ? COUNCIL
        : source === 'opd'
          ? FORUMS.slice(2)
          : FORUMS
  switch (outcome) {
    case 'draft':
    case 'submitted':
      return []
    case 'verified':
      return first.slice(0, 1)
    case 'accepted':
      return first.slice(0, random.int(Math.min(2, first.length), first.length))
    case 'planned':
      return [...first, ...LATER.slice(0, 1)]
    case 'budgeted':
    case 'in-progress':
    case 'realised':
      return [...first, ...LATER]
    default:
      return first.slice(0, random.int(1, first.length))
  }
}

function decide(step: Step, occurrence: Occurrence, last: boolean, random: Random): TrailDecision {
  const { outcome, reason, year, costRupiah, volume } = occurrence
  const refused = last && (outcome === 'rejected' || outcome === 'returned' || outcome === 'postponed')
  const pad = (n: number) => String(n).padStart(2, '0')
  const at = `${year}-${pad(step.month)}-${pad(random.int(...step.days))}T${pad(random.int(8, 15))}:${pad(random.int(0, 59))}:00+08:00`
  const made: TrailDecision = {
    stage: step.stage,
    role: step.role,
    decision: refused ? outcome : step.passed,
    reason: refused ? reason : null,
    at,
  }
  // The agency's survey and the budget team trim what villages ask for.
  if (refused || !(step.role === 'agency' || step.role === 'budget-team') || random.chance(0.4)) return made
  const share = random.between(0.72, 1)
  return {
    ...made,
    volume: Math.max(1, Math.round(volume * share)),
    costRupiah: Math.round((costRupiah * share) / 1e5) * 1e5,
  }
}

/** The decisions on a proposal so far, in order of time, and the stage at which it now stands. */
export function decisionTrail(
  occurrence: Occurrence,
  random: Random,
): { decisions: TrailDecision[]; stage: string } {
  const way = wayOf(occurrence, random)
  const decisions = way.map((step, i) => decide(step, occurrence, i === way.length - 1, random))
  decisions.sort((a, b) => a.at.localeCompare(b.at))
  const last = decisions.at(-1)
  if (last)
    return {
      decisions,
      stage: last.decision === 'verified' && last.stage === 'village' ? 'district' : last.stage,
    }
  if (occurrence.source === 'resident') return { decisions, stage: 'neighbourhood' }
  return { decisions, stage: occurrence.source === 'musrenbang' ? 'village' : 'agency' }
}
