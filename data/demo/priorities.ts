import type { Occurrence, Outcome } from './occurrences.ts'
import type { Random } from './random.ts'

/** What criteria ask of a proposal; offices leave some of it out. */
export interface Priorities {
  beneficiaries: number | null
  urgency: number | null
  months: number | null
  readiness: number | null
  planMatch: number | null
}

/** How far preparation has come, least to most, by what became of the proposal. */
const READINESS: Partial<Record<Outcome, readonly number[]>> = {
  realised: [0, 1, 3, 12],
  'in-progress': [0, 1, 4, 10],
  budgeted: [0, 2, 6, 9],
  planned: [1, 3, 7, 6],
  accepted: [2, 5, 6, 3],
  verified: [4, 6, 4, 2],
}
const UNREADY = [8, 6, 3, 1]

const PLAN_MATCH: Partial<Record<Outcome, readonly number[]>> = {
  realised: [1, 2, 12],
  'in-progress': [1, 2, 12],
  budgeted: [0, 1, 12],
  planned: [0, 2, 12],
  accepted: [2, 7, 5],
}
const UNPLANNED = [7, 6, 2]

/** Large works take longer, but not in proportion; goods are delivered within a few months. */
function monthsOf({ need, costRupiah }: Occurrence, random: Random): number {
  const works = need.kind.spending === 'Belanja Modal'
  const size = (costRupiah / 100e6) ** 0.35
  const drawn = (works ? 4.4 : 2.4) * size * Math.exp(0.25 * random.normal())
  return Math.min(36, Math.max(1, Math.round(drawn)))
}

/** Every number is drawn whether it is shown or not, so that one gap does not shift the next proposal's. */
export function prioritiesOf(occurrence: Occurrence, random: Random): Priorities {
  const { need, outcome } = occurrence
  const drawn = {
    beneficiaries: need.beneficiaries,
    urgency: need.urgency,
    months: monthsOf(occurrence, random),
    readiness: random.weighted(READINESS[outcome] ?? UNREADY),
    planMatch: random.weighted(PLAN_MATCH[outcome] ?? UNPLANNED),
  }
  const unless = (missing: number, value: number) => (random.chance(missing) ? null : value)
  return {
    beneficiaries: unless(0.06, drawn.beneficiaries),
    urgency: unless(0.1, drawn.urgency),
    months: unless(0.14, drawn.months),
    readiness: unless(0.18, drawn.readiness),
    planMatch: unless(0.12, drawn.planMatch),
  }
}

const URGENCY_WORDS = ['Tidak mendesak', 'Kurang mendesak', 'Cukup mendesak', 'Mendesak', 'Sangat mendesak']
const READINESS_WORDS = ['Belum siap', 'Sebagian', 'Lahan siap', 'Lahan dan dokumen siap']
const PLAN_WORDS = ['Tidak', 'RPJMD', 'RKPD']

/** As offices write it in the columns of an export: words for scores. */
export function priorityCells(
  occurrence: Occurrence,
  random: Random,
): Record<string, string | number | null> {
  const { beneficiaries, urgency, months, readiness, planMatch } = prioritiesOf(occurrence, random)
  return {
    beneficiaries,
    urgency: urgency === null ? null : (URGENCY_WORDS[urgency - 1] ?? null),
    months: months === null ? null : `${months} bulan`,
    readiness: readiness === null ? null : (READINESS_WORDS[readiness] ?? null),
    planMatch: planMatch === null ? null : (PLAN_WORDS[planMatch] ?? null),
  }
}
