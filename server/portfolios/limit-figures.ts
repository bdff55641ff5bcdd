import type { CeilingFigures, OutsideGroups, PortfolioResult, YearFigures } from '../../core/api/portfolio.ts'
import type { Attribute, PlanYear } from '../../core/api/portfolio-request.ts'
import { columnsOf, overYears } from '../../core/portfolio/over-years.ts'
import { isSelected, type PortfolioItem } from '../../core/portfolio/portfolio.ts'
import type { PortfolioAnswer } from '../../core/portfolio/study-portfolio.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import type { Label, Language } from '../../core/proposal/label.ts'
import { type PortfolioInputs, problemOf } from './model/portfolio-inputs.ts'
import type { ConstraintBody, PortfolioBody } from './model/portfolio-request.ts'
import type { PreparedPortfolio } from './model/prepare-portfolio.ts'
import { inBoth, rupiahText } from './model/texts.ts'

/** What was chosen, and in a plan over several years when. */
type Choice = Pick<PortfolioAnswer, 'chosen' | 'years'>

/** What the chosen proposals spend under each ceiling, the whole budget (or those of the years) first. */
export function ceilingFigures(
  { problem, constraints }: Pick<PreparedPortfolio, 'problem' | 'constraints'>,
  { chosen, years }: Choice,
): CeilingFigures[] {
  const columns = overYears(problem)
  const is = columnsOf(columns, chosen, years)
  const funded = columns.items.filter((_, i) => is[i])
  return constraints.flatMap(({ constraint, label }) => {
    if (constraint.kind !== 'ceiling') return []
    const own = funded.filter((item) => isSelected(item, constraint.where))
    const { id, limitRupiah } = constraint
    return [{ id, label, limitRupiah, spentRupiah: sumOf(own), count: own.length }]
  })
}

/** Of a portfolio that was stored: as its answer told them, or, where that is older than they are, computed from what it was solved of. */
export function ceilingsOf(
  inputs: PortfolioInputs,
  { ceilings, constraints, chosen }: PortfolioResult,
): readonly CeilingFigures[] {
  if (ceilings) return ceilings
  const labels = new Map(constraints.map(({ id, label }) => [id, label]))
  const problem = problemOf(inputs)
  const named = problem.constraints.map((constraint) => ({
    constraint,
    label: labels.get(constraint.id) ?? { id: constraint.id, en: constraint.id },
  }))
  return ceilingFigures({ problem, constraints: named }, { chosen: chosen.map(({ code }) => code) })
}

/** What is spent of each year's money. */
export function yearFigures(
  years: readonly PlanYear[],
  { problem }: Pick<PreparedPortfolio, 'problem'>,
  { chosen, years: planned = [] }: Choice,
): YearFigures[] {
  const costOf = new Map(problem.items.map(({ code, costRupiah }) => [code, costRupiah]))
  return years.map(({ year, budgetRupiah }) => {
    const own = chosen.filter((_, at) => planned[at] === year)
    const spentRupiah = own.reduce((sum, code) => sum + (costOf.get(code) ?? 0), 0)
    return { year, budgetRupiah, spentRupiah, count: own.length }
  })
}

/** Chosen proposals that conditions on groups do not reach, by attribute: what has none of it, and groups without a limit. */
export function outsideGroups(
  { constraints }: Pick<PortfolioBody, 'constraints'>,
  { problem }: Pick<PreparedPortfolio, 'problem'>,
  chosen: ReadonlySet<string>,
): OutsideGroups[] {
  const funded = problem.items.filter(({ code }) => chosen.has(code))
  const outside = [...Map.groupBy(constraints.flatMap(boundsOf), ({ kind, by }) => `${kind} ${by}`).values()]
  return outside.flatMap((bounds) => {
    const [first] = bounds
    if (!first) return []
    const free = funded.filter((item) => !bounds.some((bound) => holds(bound, item)))
    const has = (item: PortfolioItem) => item.attributes[first.by] !== undefined
    return [false, true].flatMap((grouped): OutsideGroups[] => {
      const own = free.filter((item) => has(item) === grouped)
      if (own.length === 0) return []
      const rupiah = sumOf(own)
      const codes = own.map(({ code }) => code)
      const text = textOf({ kind: first.kind, by: first.by, grouped, rupiah, count: own.length })
      return [{ kind: first.kind, by: first.by, grouped, codes, rupiah, text }]
    })
  })
}

/** What a stated condition says of an attribute: every group, those without one, or one of them ('' for those without). */
interface Bound {
  readonly kind: OutsideGroups['kind']
  readonly by: Attribute
  readonly groups: 'all' | 'every group' | { readonly value: string }
  readonly where: Readonly<Partial<Record<Attribute, string>>>
}

function boundsOf(stated: ConstraintBody): Bound[] {
  if (stated.kind === 'quota') {
    const { perGroup = [], where = {} } = stated
    return perGroup.map((by) => ({ kind: 'quota', by, groups: 'every group', where }))
  }
  if (stated.kind !== 'ceiling') return []
  const { by, value, perGroup, ungrouped } = stated
  if (perGroup) {
    const groups = ungrouped === 'free' ? 'every group' : 'all'
    return [{ kind: 'ceiling', by: perGroup, groups, where: {} }]
  }
  return by ? [{ kind: 'ceiling', by, groups: { value: value ?? '' }, where: {} }] : []
}

/** Whether a condition reaches an item; one that does not concern it misses nothing. */
function holds({ by, groups, where }: Bound, item: PortfolioItem): boolean {
  if (!isSelected(item, where) || groups === 'all') return true
  const own = item.attributes[by]
  return groups === 'every group' ? own !== undefined : (own ?? '') === groups.value
}

const sumOf = (items: readonly PortfolioItem[]) => items.reduce((sum, { costRupiah }) => sum + costRupiah, 0)

const NAMES: Readonly<Record<Attribute, Label>> = {
  districtCode: { id: 'kecamatan', en: 'district' },
  villageCode: { id: 'desa', en: 'village' },
  agency: { id: 'perangkat daerah', en: 'agency' },
  sector: { id: 'bidang', en: 'sector' },
  source: { id: 'asal', en: 'source' },
  kind: { id: 'jenis belanja', en: 'kind of spending' },
  quintile: { id: 'kelompok kemiskinan', en: 'fifth of the people' },
}

interface Told extends Pick<OutsideGroups, 'kind' | 'by' | 'grouped' | 'rupiah'> {
  readonly count: number
}

function textOf({ kind, by, grouped, rupiah, count }: Told): Label {
  const name = NAMES[by]
  const many = (language: Language) => formatNumber(count, language, 0)
  return inBoth((language) => {
    const money = rupiahText(rupiah, language)
    if (language === 'en') {
      const of = grouped ? `of a ${name.en} without a limit` : `without a ${name.en}`
      return `${many('en')} funded proposals ${of} (${money}) are under no ${kind} per ${name.en}.`
    }
    const of = grouped ? `dari ${name.id} yang tidak diberi batas` : `tanpa ${name.id}`
    const limit = kind === 'ceiling' ? 'pagu' : 'kuota'
    return `${many('id')} usulan didanai ${of} (${money}) tidak kena ${limit} per ${name.id}.`
  })
}
