import type { Bilingual } from '../../../core/criteria/criterion.ts'
import type {
  PeopleServed,
  PortfolioConstraint,
  PortfolioItem,
  Where,
} from '../../../core/portfolio/portfolio.ts'
import { BodyRefused } from '../../requests/read-body.ts'
import { type Names, nameOf } from './group-names.ts'
import type { Candidate } from './read-items.ts'

/** A constraint of the solver, with its label and the constraint of the request that it came from. */
export interface NamedConstraint {
  readonly constraint: PortfolioConstraint
  readonly label: Bilingual
}

export interface ConstraintContext {
  readonly candidates: readonly Candidate[]
  readonly items: readonly PortfolioItem[]
  readonly names: Names
  /** Who would be newly served by what. */
  readonly people: readonly PeopleServed[]
}

/** Refuses codes that are not among the proposals. */
export function knownCodes(
  codes: readonly string[],
  parameter: string,
  { items }: ConstraintContext,
): string[] {
  const known = new Set(items.map(({ code }) => code))
  const unknown = codes.filter((code) => !known.has(code))
  if (unknown.length > 0) {
    const list =
      unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ` and ${unknown.length - 5} more` : '')
    throw refuse(
      `${parameter}.codes`,
      list,
      'codes of proposals that the filter selects and that can be scored',
    )
  }
  return [...new Set(codes)].sort()
}

/** Refuses groups that do not exist. */
export function knownGroup(where: Where, parameter: string, { items, names }: ConstraintContext): Where {
  for (const [attribute, value] of Object.entries(where)) {
    if (items.some((item) => item.attributes[attribute] === value)) continue
    if (nameOf(attribute, value, names) !== null) continue
    const known = [...new Set(items.flatMap((item) => item.attributes[attribute] ?? []))].sort()
    const some = known.slice(0, 8).join(', ') || '(none in this selection)'
    throw refuse(parameter, value, `a known ${attribute}, such as ${some}`)
  }
  return where
}

/** The groups that occur among the items, in order of their values; items without one of the attributes are in none. */
export function groupsBy(items: readonly PortfolioItem[], by: readonly string[]): Where[] {
  const groups = new Map<string, Where>()
  for (const { attributes } of items) {
    if (by.some((name) => attributes[name] === undefined)) continue
    const where = Object.fromEntries(by.map((name) => [name, attributes[name]!]))
    groups.set(JSON.stringify(Object.values(where)), where)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, where]) => where)
}

export function idOf(parameter: string, where: Where): string {
  const values = Object.entries(where).map(([name, value]) => `${name}=${value}`)
  return [parameter, ...values].join(' ')
}

export function refuse(parameter: string, received: string, expected: string): BodyRefused {
  return new BodyRefused([{ parameter, received, expected }])
}
