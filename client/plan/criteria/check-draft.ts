import { type CriterionDraft, keyOfDraft, numberOf, type PointText, rangeOfDraft } from './criterion-draft.ts'

export type DraftField =
  | 'title'
  | 'unit'
  | 'key'
  | 'source'
  | 'range'
  | 'below'
  | 'weight'
  | `points.${number}`
  | `steps.${number}`
  | 'points'
  | 'steps'

export type DraftFault =
  | 'faultTitle'
  | 'faultUnit'
  | 'faultKey'
  | 'faultTaken'
  | 'faultSource'
  | 'faultRange'
  | 'faultPerMille'
  | 'faultNumber'
  | 'faultOrder'
  | 'faultPoints'
  | 'faultSteps'
  | 'faultWeight'

export type DraftFaults = ReadonlyMap<DraftField, DraftFault>

const KEY = /^[a-z][A-Za-z0-9]{0,39}$/

/** What cannot be saved yet, by the field that must change. */
export function checkDraft(draft: CriterionDraft, taken: ReadonlySet<string>): DraftFaults {
  const faults = new Map<DraftField, DraftFault>()
  const { title, unit, source, weight, version, kind } = draft
  if (!isText(title, 120)) faults.set('title', 'faultTitle')
  if (!isText(unit, 60)) faults.set('unit', 'faultUnit')
  if (!source) faults.set('source', 'faultSource')
  if (version === null && title.trim()) checkKey(keyOfDraft(draft, taken), taken, faults)
  if (version === null && !isWhole(weight, 100)) faults.set('weight', 'faultWeight')
  const range = rangeOfDraft(draft)
  if (range && !(range[0] < range[1])) faults.set('range', 'faultRange')
  if (kind === 'curve') checkPoints('points', draft.points, faults)
  if (kind === 'thresholds') {
    checkPoints('steps', draft.steps, faults)
    if (!isWhole(draft.below, 1000)) faults.set('below', 'faultPerMille')
  }
  return faults
}

function checkKey(key: string, taken: ReadonlySet<string>, faults: Map<DraftField, DraftFault>): void {
  if (!KEY.test(key)) faults.set('key', 'faultKey')
  else if (taken.has(key)) faults.set('key', 'faultTaken')
}

function checkPoints(
  name: 'points' | 'steps',
  points: readonly PointText[],
  faults: Map<DraftField, DraftFault>,
): void {
  if (points.length < (name === 'points' ? 2 : 1))
    faults.set(name, name === 'points' ? 'faultPoints' : 'faultSteps')
  points.forEach(({ value, perMille }, at) => {
    const before = numberOf(points[at - 1]?.value ?? '')
    const now = numberOf(value)
    if (!Number.isFinite(now)) faults.set(`${name}.${at}`, 'faultNumber')
    else if (before >= now) faults.set(`${name}.${at}`, 'faultOrder')
    else if (!isWhole(perMille, 1000)) faults.set(`${name}.${at}`, 'faultPerMille')
  })
}

function isText(text: string, longest: number): boolean {
  const length = text.trim().length
  return length > 0 && length <= longest
}

function isWhole(text: string, most: number): boolean {
  const value = numberOf(text)
  return Number.isInteger(value) && value >= 0 && value <= most
}

const DIRECT = new Map<string, DraftField>([
  ['title', 'title'],
  ['unit', 'unit'],
  ['key', 'key'],
  ['source', 'source'],
  ['validRange', 'range'],
])
const INSIDE = new Map<string, DraftField>([
  ['points', 'points'],
  ['steps', 'steps'],
  ['below', 'below'],
  ['validRange', 'range'],
])

/** The field that a refusal of the server names; null where it names none of them. */
export function fieldOfParameter(parameter: unknown): DraftField | null {
  if (typeof parameter !== 'string') return null
  const [first = '', second = ''] = parameter.split(/[.[\]]+/)
  const direct = DIRECT.get(first)
  if (direct) return direct
  // "normalisation.points[1].value" of the form, "floodRisk.points" of the criterion itself.
  return INSIDE.get(second) ?? null
}
