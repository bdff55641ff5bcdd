import type { GroupLine, GroupTable } from '../../core/api/portfolio.ts'
import type { Attribute } from '../../core/api/portfolio-request.ts'
import { isSelected, type PortfolioConstraint, type PortfolioItem } from '../../core/portfolio/portfolio.ts'
import { nameWhere } from './model/group-names.ts'
import { ATTRIBUTES } from './model/portfolio-request.ts'
import type { PreparedPortfolio } from './model/prepare-portfolio.ts'

/** What a package is asked about, whatever its conditions. */
const ALWAYS: ReadonlySet<Attribute> = new Set(['districtCode', 'agency', 'sector'])

type Limit = Extract<PortfolioConstraint, { kind: 'ceiling' | 'floor' | 'share' | 'quota' }>

/** What the chosen proposals spend in each group, beside the floors and ceilings that conditions set for that group alone. */
export function groupTables(
  { problem, constraints, villages }: Pick<PreparedPortfolio, 'problem' | 'constraints' | 'villages'>,
  chosen: ReadonlySet<string>,
): GroupTable[] {
  const limits = constraints.flatMap(({ constraint }) => limitOfOne(constraint) ?? [])
  const funded = problem.items.filter(({ code }) => chosen.has(code))
  const whole = sumOf(funded)
  return ATTRIBUTES.flatMap((by): GroupTable[] => {
    const own = limits.filter(({ attribute }) => attribute === by)
    if (own.length === 0 && !ALWAYS.has(by)) return []
    const values = new Set(problem.items.map(({ attributes }) => attributes[by] ?? ''))
    for (const { value } of own) values.add(value)
    const lines = [...values].map((value): GroupLine => {
      const members = funded.filter((item) => isSelected(item, { [by]: value }))
      const named = own.filter((one) => one.value === value).map(({ limit }) => limit)
      const label = nameWhere({ [by]: value }, villages.names)
      return { value, label, count: members.length, spentRupiah: sumOf(members), ...boundsOf(named, whole) }
    })
    return lines.some(({ value }) => value !== '') ? [{ by, lines: lines.sort(dearestFirst) }] : []
  })
}

/** A limit that selects by one attribute alone, with that attribute and its value. */
function limitOfOne(constraint: PortfolioConstraint) {
  if (!('where' in constraint)) return null
  const [only, ...more] = Object.entries(constraint.where)
  return only && more.length === 0 ? { attribute: only[0], value: only[1], limit: constraint } : null
}

/** The tightest of each kind; a share is the part of what the whole package spends. */
function boundsOf(limits: readonly Limit[], whole: number) {
  const least = (amounts: readonly number[]) => (amounts.length > 0 ? Math.min(...amounts) : null)
  const most = (amounts: readonly number[]) => (amounts.length > 0 ? Math.max(...amounts) : null)
  return {
    minimumRupiah: most(
      limits.flatMap((one) => {
        if (one.kind === 'floor') return [one.minimumRupiah]
        return one.kind === 'share' ? [one.minimumShare * whole] : []
      }),
    ),
    limitRupiah: least(limits.flatMap((one) => (one.kind === 'ceiling' ? [one.limitRupiah] : []))),
    minimumCount: most(limits.flatMap((one) => (one.kind === 'quota' ? (one.minimum ?? []) : []))),
    maximumCount: least(limits.flatMap((one) => (one.kind === 'quota' ? (one.maximum ?? []) : []))),
  }
}

function dearestFirst(a: GroupLine, b: GroupLine): number {
  const order = Number(a.value === '') - Number(b.value === '') || b.spentRupiah - a.spentRupiah
  return order || (a.label.id < b.label.id ? -1 : 1)
}

const sumOf = (items: readonly PortfolioItem[]) => items.reduce((sum, { costRupiah }) => sum + costRupiah, 0)
