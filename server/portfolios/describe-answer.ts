import type {
  ChosenProposal,
  ListComparison,
  NamedProposal,
  PortfolioResult,
} from '../../core/api/portfolio.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import type { PortfolioAnswer } from '../../core/portfolio/study-portfolio.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { alikeGroups } from './alike-groups.ts'
import { describeConflict } from './conflict-words.ts'
import { groupTables } from './group-tables.ts'
import { ceilingFigures, outsideGroups, yearFigures } from './limit-figures.ts'
import type { NamedConstraint } from './model/constraint-context.ts'
import { equityOf, numberOrNull } from './model/equity.ts'
import type { PortfolioBody } from './model/portfolio-request.ts'
import { type PreparedPortfolio, peopleAlone, unitOf } from './model/prepare-portfolio.ts'
import type { Candidate } from './model/read-items.ts'
import { inBoth, percentText } from './model/texts.ts'
import { peopleOf } from './people-figures.ts'

/** The solver's answer as people read it: names, words, points and people instead of columns. */
export function describeAnswer(
  body: PortfolioBody,
  prepared: PreparedPortfolio,
  answer: PortfolioAnswer & { readonly solver: string },
): PortfolioResult {
  const { problem, candidates, villages, need } = prepared
  const constraints = new Map(prepared.constraints.map((one) => [one.constraint.id, one]))
  const unit = unitOf(prepared)
  const byCode = new Map(candidates.map((one) => [one.code, one]))
  const named = (codes: readonly string[]) => codes.map((code) => nameProposal(byCode.get(code)!))
  const chosen = new Set(answer.chosen)
  return {
    status: answer.status,
    proof: answer.proof ?? null,
    text: answer.explanation,
    objective: problem.objective.kind,
    unit: problem.objective.kind === 'score' ? { id: 'poin', en: 'points' } : { id: 'orang', en: 'people' },
    budgetRupiah: body.budgetRupiah,
    spentRupiah: numberOrNull(answer.costRupiah),
    ...(body.years && { years: yearFigures(body.years, prepared, answer) }),
    ...worthOf(answer, unit),
    ...{ considered: candidates.length, competition: prepared.competition },
    ceilings: ceilingFigures(prepared, answer),
    groups: groupTables(prepared, chosen),
    outside: outsideGroups(body, prepared, chosen),
    alike: alikeGroups(body, candidates, chosen),
    chosen: chosenOf(prepared, answer, unit),
    notFundable: notFundable(prepared, named(answer.withoutCost)),
    constraints: prepared.constraints.map(({ constraint: { id }, label }) => ({ id, label })),
    downTheList: answer.downTheList.map((list) => compareList(list, answer, { unit, constraints })),
    prices: pricesOf(answer, { unit, constraints }),
    pricesNotAsked: answer.pricesNotAsked,
    alternatives: alternativesOf(answer, unit, named),
    robustness: robustnessOf(answer, candidates),
    conflict: answer.conflict && describeConflict(answer.conflict, constraints, new Set(answer.withoutCost)),
    people: peopleOf(prepared.need, chosen),
    equity: equityOf(candidates, chosen, { villages, need }),
    solver: answer.solver,
  }
}

function worthOf({ worth, bound, gap }: PortfolioAnswer, unit: number) {
  return {
    worth: numberOrNull(worth * unit),
    bound: numberOrNull(bound * unit),
    gap: numberOrNull(gap),
  }
}

function alternativesOf(
  { alternatives, worth }: PortfolioAnswer,
  unit: number,
  named: (codes: readonly string[]) => NamedProposal[],
): PortfolioResult['alternatives'] {
  return alternatives.map((one) => ({
    worth: one.worth * unit,
    lossShare: shareOf(worth - one.worth, worth),
    spentRupiah: one.costRupiah,
    added: named(one.added),
    removed: named(one.removed),
    proven: one.proven,
  }))
}

function pricesOf(
  { prices, worth }: PortfolioAnswer,
  { unit, constraints }: { unit: number; constraints: ReadonlyMap<string, NamedConstraint> },
): PortfolioResult['prices'] {
  return prices.map(({ id, price, proven }) => ({
    ...{ id, label: constraints.get(id)!.label, price: price * unit, proven },
    text: priceText(price * unit, worth * unit),
  }))
}

export function nameProposal({ code, title, villageName }: Candidate): NamedProposal {
  return { code, title, villageName }
}

function chosenOf(
  { problem, candidates, need }: PreparedPortfolio,
  { chosen: codes, years }: PortfolioAnswer,
  unit: number,
): ChosenProposal[] {
  const alone = peopleAlone(need)
  const chosen = new Set(codes)
  const yearOf = new Map(codes.map((code, at) => [code, years?.[at]]))
  const byScore = problem.objective.kind === 'score'
  return candidates
    .map((one, i) => ({ one, item: problem.items[i]! }))
    .filter(({ one }) => chosen.has(one.code))
    .sort((a, b) => b.item.value - a.item.value || (a.one.code < b.one.code ? -1 : 1))
    .map(({ one, item }, at) => ({
      rank: at + 1,
      ...nameProposal(one),
      status: one.status,
      sector: one.sector,
      agency: one.agency,
      kind: one.kind,
      villageCode: one.villageCode,
      districtName: one.districtName,
      quintile: item.attributes.quintile === undefined ? null : Number(item.attributes.quintile),
      costRupiah: one.costRupiah,
      score: byScore ? shownScore(item.value, unit) : null,
      people: alone.get(one.code) ?? 0,
      ...plannedIn(yearOf.get(one.code)),
    }))
}

const plannedIn = (plannedYear: number | undefined) => (plannedYear === undefined ? {} : { plannedYear })

/** As lists, tiles and rankings show it: one decimal, half up, from whole numbers. */
function shownScore(sum: number, unit: number): number {
  return Math.floor((sum * 10) / Math.round(1 / unit) + 0.5) / 10
}

function notFundable(
  { unscored }: PreparedPortfolio,
  withoutCost: readonly NamedProposal[],
): PortfolioResult['notFundable'] {
  const noCost = { id: 'Biaya belum ditaksir.', en: 'No cost has been estimated.' }
  const noScore = {
    id: 'Ada kriteria tanpa data yang aturannya mengecualikan usulan ini.',
    en: 'A criterion without data leaves this proposal out by its rule.',
  }
  return [
    ...withoutCost.map((one) => ({ ...one, reason: 'no-cost' as const, text: noCost })),
    ...unscored.map((one) => ({ ...nameProposal(one), reason: 'no-score' as const, text: noScore })),
  ]
}

function compareList(
  list: PortfolioAnswer['downTheList'][number],
  { worth }: PortfolioAnswer,
  { unit, constraints }: { unit: number; constraints: ReadonlyMap<string, NamedConstraint> },
): ListComparison {
  const lossShare = shareOf(list.loss, worth)
  return {
    by: list.by,
    worth: list.worth * unit,
    loss: Number.isNaN(list.loss) ? 0 : list.loss * unit,
    lossShare,
    spentRupiah: list.costRupiah,
    count: list.codes.length,
    broken: list.broken.map((id) => ({ id, label: constraints.get(id)!.label })),
    text: listText(lossShare, list.broken.length),
  }
}

function listText(lossShare: number | null, broken: number): Bilingual {
  if (lossShare === null) {
    return {
      id: 'Tidak ada pilihan terbaik sebagai pembanding.',
      en: 'There is no best choice to compare with.',
    }
  }
  if (broken > 0) {
    return {
      id: `Mendanai menurut daftar melanggar ${broken} syarat.`,
      en: `Funding down the list breaks ${broken} of the conditions.`,
    }
  }
  return {
    id: `Mendanai menurut daftar kehilangan ${percentText(lossShare, 'id')} nilai.`,
    en: `Funding down the list loses ${percentText(lossShare, 'en')} of the worth.`,
  }
}

function priceText(price: number, worth: number): Bilingual {
  const share = shareOf(price, worth)
  if (price === 0) return { id: 'Syarat ini tidak mengurangi nilai.', en: 'This condition costs no worth.' }
  return inBoth((language) => {
    const amount = formatNumber(price, language, 1)
    const of = share === null ? '' : ` (${percentText(share, language)})`
    return language === 'id'
      ? `Tanpa syarat ini nilainya ${amount}${of} lebih tinggi.`
      : `Without it the worth would be ${amount}${of} higher.`
  })
}

function robustnessOf(
  { robustness }: PortfolioAnswer,
  candidates: readonly Candidate[],
): PortfolioResult['robustness'] {
  if (robustness === null) return null
  const { samples, core, swing, never, funded } = robustness
  const shares = candidates.flatMap(({ code }, i) => (funded[i]! > 0 ? [[code, funded[i]!] as const] : []))
  return { samples, core, swing, never, funded: Object.fromEntries(shares) }
}

function shareOf(part: number, whole: number): number | null {
  return numberOrNull(whole === 0 ? (part === 0 ? 0 : Number.NaN) : part / whole)
}
