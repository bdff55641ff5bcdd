import type { CriterionInfo, Distribution } from '../../../core/api/criterion.ts'
import type { Criterion, CurvePoint, MissingRule, Normalisation } from '../../../core/criteria/criterion.ts'

/** A point of a curve, or a step, as typed. */
export interface PointText {
  readonly value: string
  readonly perMille: string
}

/** A criterion as it is being typed: numbers are still text, and what one kind of curve does not use is kept for another. */
export interface CriterionDraft {
  /** The version that is being changed; null for a new one. */
  readonly version: number | null
  readonly key: string
  readonly title: string
  readonly titleEn: string
  readonly unit: string
  readonly unitEn: string
  readonly source: string
  readonly direction: Criterion['direction']
  readonly missing: MissingRule
  readonly kind: Normalisation['kind']
  readonly points: readonly PointText[]
  readonly below: string
  readonly steps: readonly PointText[]
  readonly from: string
  readonly to: string
  /** Weight of a new one, once it is saved. */
  readonly weight: string
}

/** The server takes no number beyond, and shows such an end as open. */
const WIDEST = 1e15

export const emptyDraft: CriterionDraft = {
  version: null,
  ...{ key: '', title: '', titleEn: '', unit: '', unitEn: '', source: '' },
  ...{ direction: 'maximise', missing: 'median', kind: 'min-max' },
  ...{ points: [], below: '0', steps: [], from: '', to: '', weight: '50' },
}

export function draftOf(criterion: CriterionInfo): CriterionDraft {
  const { key, version, title, unit, source, direction, missing, normalisation, validRange } = criterion
  const [from, to] = validRange ?? [-WIDEST, WIDEST]
  return {
    ...emptyDraft,
    ...{ key, version, source, direction, missing, kind: normalisation.kind },
    ...{ title: title.id, titleEn: title.en, unit: unit.id, unitEn: unit.en },
    ...(normalisation.kind === 'curve' ? { points: normalisation.points.map(textOf) } : {}),
    ...(normalisation.kind === 'thresholds'
      ? { below: String(normalisation.below), steps: normalisation.steps.map(textOf) }
      : {}),
    from: from <= -WIDEST ? '' : String(from),
    to: to >= WIDEST ? '' : String(to),
  }
}

/** What is saved. Numbers that are none become NaN, which checkDraft refuses. */
export function definitionOf(draft: CriterionDraft, taken: ReadonlySet<string>): Criterion {
  const { direction, missing, source } = draft
  const [title, unit] = [draft.title.trim(), draft.unit.trim()]
  const range = rangeOfDraft(draft)
  return {
    key: draft.version === null ? keyOfDraft(draft, taken) : draft.key,
    title: { id: title, en: draft.titleEn.trim() || title },
    unit: { id: unit, en: draft.unitEn.trim() || unit },
    ...{ direction, missing, source, normalisation: normalisationOf(draft) },
    ...(range ? { validRange: range } : {}),
  }
}

/** The same criterion as the store has it, in the form in which it is saved. */
export function definitionOfInfo(criterion: CriterionInfo): Criterion {
  return { ...definitionOf(draftOf(criterion), new Set()), normalisation: criterion.normalisation }
}

/** The name that was typed, or one made from the title that nobody else has. */
export function keyOfDraft({ key, title }: CriterionDraft, taken: ReadonlySet<string>): string {
  if (key.trim()) return key.trim()
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  const joined = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase()))
    .join('')
  const base = (/^[a-z]/.test(joined) ? joined : `k${joined}`).slice(0, 36)
  let name = base
  for (let number = 2; taken.has(name); number++) name = `${base}${number}`
  return name
}

export function normalisationOf({ kind, points, below, steps }: CriterionDraft): Normalisation {
  if (kind === 'curve') return { kind, points: points.map(pointOf) }
  if (kind === 'thresholds') return { kind, below: numberOf(below), steps: steps.map(pointOf) }
  return { kind }
}

/** Undefined where both ends are open. */
export function rangeOfDraft({ from, to }: CriterionDraft): readonly [number, number] | undefined {
  if (!from.trim() && !to.trim()) return undefined
  return [from.trim() ? numberOf(from) : -WIDEST, to.trim() ? numberOf(to) : WIDEST]
}

export function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function pointOf({ value, perMille }: PointText): CurvePoint {
  return { value: numberOf(value), perMille: numberOf(perMille) }
}

function textOf({ value, perMille }: CurvePoint): PointText {
  return { value: String(value), perMille: String(perMille) }
}

/** What a curve or steps begin with: the ends of the data, or 0 and 100 where there are none. */
export function startingPoints(
  direction: Criterion['direction'],
  distribution: Distribution | null,
  kind: 'curve' | 'thresholds',
): PointText[] {
  const { least, greatest } = distribution ?? {}
  const [low, high] =
    least != null && greatest != null && least < greatest ? [least, greatest] : ([0, 100] as const)
  const shares = kind === 'curve' ? [0, 1] : [1 / 3, 2 / 3]
  const up = direction === 'maximise'
  const marks = kind === 'curve' ? (up ? [0, 1000] : [1000, 0]) : up ? [500, 1000] : [500, 0]
  return shares.map((part, at) => ({
    value: String(roundWithin(low + (high - low) * part, high - low)),
    perMille: String(marks[at]),
  }))
}

/** A further point in the widest gap, on the line between its neighbours; at the end where there is but one. */
export function withPointBetween(points: readonly PointText[]): PointText[] {
  const read = points.map(pointOf)
  const gaps = read.slice(1).map((point, at) => point.value - (read[at]?.value ?? 0))
  const widest = gaps.reduce((best, gap, at) => (gap > (gaps[best] ?? -1) ? at : best), 0)
  const [a, b] = [read[widest], read[widest + 1]]
  if (!a || !b || !(b.value > a.value)) {
    const last = read.at(-1)
    return [...points, { value: String((last?.value || 0) + 1), perMille: String(last?.perMille ?? 0) }]
  }
  const value = roundWithin((a.value + b.value) / 2, b.value - a.value)
  const perMille = Math.round((a.perMille + b.perMille) / 2)
  return points.toSpliced(widest + 1, 0, { value: String(value), perMille: String(perMille) })
}

/** Three digits of what the span can show: 1234.5678 over a span of 1000 is 1235. */
export function roundWithin(value: number, span: number): number {
  const step = 10 ** (Math.floor(Math.log10(span || 1)) - 2)
  return Number((Math.round(value / step) * step).toPrecision(12))
}
