import type { Bilingual } from '../../../core/criteria/criterion.ts'
import { nearDuplicates } from '../../../core/portfolio/near-duplicates.ts'
import { isSelected, type Where, YEAR } from '../../../core/portfolio/portfolio.ts'
import { sameTitles } from '../../../core/portfolio/same-titles.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import {
  type ConstraintContext,
  groupsBy,
  idOf,
  knownCodes,
  knownGroup,
  type NamedConstraint,
  refuse,
} from './constraint-context.ts'
import { nameWhere } from './group-names.ts'
import { bundle, floors, prerequisites, shares } from './linked-constraints.ts'
import type { ConstraintBody, PortfolioBody } from './portfolio-request.ts'
import { listCodes, percentText, rupiahText } from './texts.ts'

const MOST_CONSTRAINTS = 5000

/** Expands the constraints of a request into constraints of the solver, one for each group. Refuses unknown groups and codes. */
export function constraintsOf(
  { budgetRupiah, years, constraints }: Pick<PortfolioBody, 'budgetRupiah' | 'years' | 'constraints'>,
  context: ConstraintContext,
): NamedConstraint[] {
  const named = [
    ...(years ? years.map(yearBudget) : [wholeBudget(budgetRupiah)]),
    ...constraints.flatMap((stated, at) => expand(stated, `constraints[${at}]`, context)),
  ]
  if (named.length > MOST_CONSTRAINTS) {
    throw refuse('constraints', `${named.length} after groups are told apart`, `at most ${MOST_CONSTRAINTS}`)
  }
  return named
}

function wholeBudget(limitRupiah: number): NamedConstraint {
  return {
    constraint: { id: 'budget', kind: 'ceiling', where: {}, limitRupiah },
    label: {
      id: `Pagu total ${rupiahText(limitRupiah, 'id')}`,
      en: `Total budget ${rupiahText(limitRupiah, 'en')}`,
    },
  }
}

/** What there is to spend in one of several years. */
function yearBudget({ year, budgetRupiah }: NonNullable<PortfolioBody['years']>[number]): NamedConstraint {
  return {
    constraint: {
      ...{ id: `budget ${year}`, kind: 'ceiling', limitRupiah: budgetRupiah },
      where: { [YEAR]: String(year) },
    },
    label: {
      id: `Pagu ${year}: ${rupiahText(budgetRupiah, 'id')}`,
      en: `Budget of ${year}: ${rupiahText(budgetRupiah, 'en')}`,
    },
  }
}

function expand(stated: ConstraintBody, parameter: string, context: ConstraintContext): NamedConstraint[] {
  switch (stated.kind) {
    case 'ceiling':
      return ceilings(stated, parameter, context)
    case 'quota':
      return quotas(stated, parameter, context)
    case 'exclusive':
      return stated.codes
        ? [together(knownCodes(stated.codes, parameter, context), parameter)]
        : duplicates(stated, parameter, context)
    case 'poorest-share':
      return [poorestShare(stated.minimumShare, parameter)]
    case 'floor':
      return floors(stated, parameter, context)
    case 'share':
      return shares(stated, parameter, context)
    case 'requires':
      return prerequisites(stated, parameter, context)
    case 'bundle':
      return bundle(stated, parameter, context)
    case 'people-served':
      return [leastPeople(stated.minimum, parameter, context)]
    case 'fund':
    case 'leave-out':
      return forced(stated, parameter, context)
  }
}

function ceilings(
  stated: Extract<ConstraintBody, { kind: 'ceiling' }>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const { by, value, perGroup, limitRupiah } = stated
  const groups = perGroup
    ? [...groupsBy(context.items, [perGroup]), ...withoutGroup(stated, context)]
    : [knownGroup({ [by!]: value ?? '' }, `${parameter}.value`, context)]
  return groups.map((where) => {
    const name = nameWhere(where, context.names)
    return {
      constraint: { id: idOf(parameter, where), kind: 'ceiling', where, limitRupiah },
      label: {
        id: `Pagu ${name.id}: ${rupiahText(limitRupiah, 'id')}`,
        en: `Ceiling of ${name.en}: ${rupiahText(limitRupiah, 'en')}`,
      },
    }
  })
}

/** Proposals without the attribute are a group like the others, unless they are to be under no ceiling; none where all have it. */
function withoutGroup(
  { perGroup, ungrouped }: Extract<ConstraintBody, { kind: 'ceiling' }>,
  { items }: ConstraintContext,
): Where[] {
  if (!perGroup || ungrouped === 'free') return []
  return items.some(({ attributes }) => attributes[perGroup] === undefined) ? [{ [perGroup]: '' }] : []
}

function quotas(
  stated: Extract<ConstraintBody, { kind: 'quota' }>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const { where: fixed = {}, perGroup = [], minimum, maximum } = stated
  if (Object.keys(fixed).length > 0) knownGroup(fixed, `${parameter}.where`, context)
  const selected = context.items.filter((item) => isSelected(item, fixed))
  const groups = perGroup.length > 0 ? groupsBy(selected, perGroup) : [{}]
  return groups.map((group) => {
    const where = { ...group, ...fixed }
    const name = nameWhere(where, context.names)
    return {
      constraint: {
        id: idOf(parameter, where),
        kind: 'quota',
        where,
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      },
      label: quotaLabel(name, minimum, maximum),
    }
  })
}

function quotaLabel(name: Bilingual, minimum: number | undefined, maximum: number | undefined): Bilingual {
  const text = (least: string, most: string, both: string) =>
    minimum === undefined
      ? `${most} ${maximum}`
      : maximum === undefined
        ? `${least} ${minimum}`
        : `${minimum} ${both} ${maximum}`
  return {
    id: `Usulan ${name.id}: ${text('paling sedikit', 'paling banyak', 'sampai')}`,
    en: `Proposals of ${name.en}: ${text('at least', 'at most', 'to')}`,
  }
}

function together(codes: readonly string[], id: string): NamedConstraint {
  const list = listCodes(codes)
  return {
    constraint: { id, kind: 'exclusive', codes },
    label: { id: `Paling banyak satu dari ${list}`, en: `At most one of ${list}` },
  }
}

/** Those that somebody looked at and allowed beside their twins are none of a group. */
function duplicates(
  { nearDuplicates: how, allowed = [] }: Extract<ConstraintBody, { kind: 'exclusive' }>,
  parameter: string,
  { candidates, items }: ConstraintContext,
): NamedConstraint[] {
  const fundable = new Set(items.map(({ code }) => code))
  const isAllowed = new Set(allowed)
  const proposals = candidates
    .filter(({ code }) => fundable.has(code))
    .map((one) => ({ ...one, point: one.ownPlace }))
  const groups = how === 'village' ? sameTitles(proposals) : nearDuplicates(proposals)
  return groups
    .map((codes) => codes.filter((code) => !isAllowed.has(code)))
    .filter((codes) => codes.length > 1)
    .map((codes) => together(codes, `${parameter} ${codes[0]}`))
}

function poorestShare(minimumShare: number, id: string): NamedConstraint {
  return {
    constraint: { id, kind: 'share', where: { quintile: '1' }, minimumShare },
    label: {
      id: `Paling sedikit ${percentText(minimumShare, 'id')} rupiah untuk desa dari seperlima penduduk termiskin`,
      en: `At least ${percentText(minimumShare, 'en')} of the rupiah to villages of the poorest fifth of people`,
    },
  }
}

function leastPeople(minimum: number, id: string, { people }: ConstraintContext): NamedConstraint {
  return {
    constraint: { id, kind: 'least-people', minimum, groups: people },
    label: {
      id: `Paling sedikit ${formatNumber(minimum, 'id', 0)} orang baru terlayani`,
      en: `At least ${formatNumber(minimum, 'en', 0)} people newly served`,
    },
  }
}

function forced(
  { kind, codes }: Extract<ConstraintBody, { codes: string[]; kind: 'fund' | 'leave-out' }>,
  parameter: string,
  context: ConstraintContext,
): NamedConstraint[] {
  const funded = kind === 'fund'
  return knownCodes(codes, parameter, context).map((code) => ({
    constraint: { id: `${parameter} ${code}`, kind: 'force', code, funded },
    label: funded
      ? { id: `${code} harus didanai`, en: `${code} must be funded` }
      : { id: `${code} tidak didanai`, en: `${code} must not be funded` },
  }))
}
