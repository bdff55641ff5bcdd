import type { DecisionRole } from '../proposal/decision.ts'

/** What people may be in a region; the public has no role (docs/decisions/020). */
export const ROLES = [
  'resident',
  'operator',
  'verifier',
  'council-member',
  'council-secretariat',
  'planner',
  'publisher',
  'administrator',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

/**
 * A role within bounds; a bound that is not given does not narrow. An account may hold several. When a grant ends and who
 * gave it is the store's to know: whoever resolves an actor leaves out grants that have ended, so that `may` needs no clock.
 */
export interface Grant {
  readonly role: Role
  /** Code of an area (62.01, say): it and all below it. */
  readonly area?: string
  readonly agency?: string
  readonly stages?: readonly string[]
  readonly years?: readonly number[]
  /** In whose name it decides, where role and bounds do not say (offices.ts). */
  readonly office?: DecisionRole
}

/**
 * What is acted on, by what grants are bounded by. Something without an area, agency, stage or year (a style, a setting)
 * is the whole region's: only grants without such a bound cover it.
 */
export interface Subject {
  readonly area?: string | null
  readonly agency?: string | null
  readonly stage?: string | null
  readonly year?: number | null
  /** The account whose it is, as a submission is of who sent it. */
  readonly owner?: number | null
  /** Number of the proposal, for who shows the secret of one. */
  readonly proposal?: number | null
  /** In whose name it is done, where that is asked. */
  readonly office?: DecisionRole
}

/** Whether the grant's bounds hold the subject. */
export function covers({ area, agency, stages, years }: Grant, subject: Subject): boolean {
  return (
    (area === undefined || isWithin(subject.area, area)) &&
    (agency === undefined || subject.agency === agency) &&
    (stages === undefined || isAmong(subject.stage, stages)) &&
    (years === undefined || isAmong(subject.year, years))
  )
}

/** 62.01.02 is within 62.01, and 62.011 is not. */
export function isWithin(code: string | null | undefined, area: string): boolean {
  return code === area || (code?.startsWith(`${area}.`) ?? false)
}

function isAmong<T>(value: T | null | undefined, values: readonly T[]): boolean {
  return value !== null && value !== undefined && values.includes(value)
}
