import type { AgreementAnswer } from '../../core/api/ranking.ts'
import { badParameter } from '../../core/problem.ts'
import { rowsTakingPart } from '../../core/score/rank-by-method.ts'
import { inTwoSteps, type WorkWatch } from '../workload/work-watch.ts'
import { type Alternatives, codeOf, excludedBy } from './alternatives.ts'
import { COST_OF, digestFor, type RankingContext } from './ranking-context.ts'
import { type AgreementBody, filterOf } from './ranking-request.ts'
import { readOnScale } from './read-on-scale.ts'
import { scaleOf } from './scale-of.ts'
import { usedMethod, weightsInOrder } from './weights-of.ts'
import type { AgreementResult } from './worker-messages.ts'

interface Compared {
  readonly alternatives: Alternatives
  readonly rows: Uint32Array
  readonly sets: readonly { readonly name: string }[]
  readonly top: number
}

/** Ranks are listed for so many alternatives; beyond them the lists are cut and say so. */
const MOST_LISTED = 1000
/** Share of the time that reading the alternatives takes; the rest is comparing rankings. */
const READING = 0.6

/** Where several stakeholders' weights agree: correlations, concordance, and who is above the line for all or some. */
export async function answerAgreement(
  { store, calculator }: RankingContext,
  body: AgreementBody,
  watch: WorkWatch = {},
): Promise<AgreementAnswer> {
  const { first, second } = inTwoSteps(watch, READING)
  const asking = { filter: filterOf(body.filter), scale: body.scale }
  const { alternatives, criteria, competition, measured } = await readOnScale(store, asking, first)
  const method = usedMethod(
    { method: body.method, scale: body.scale },
    { model: null, weights: [] },
    criteria,
  )
  const sets = body.sets.map(({ name, weights }, at) => ({
    name,
    weights: weightsInOrder(weights, criteria, `sets[${at}].weights`),
  }))
  checkNames(body.sets)
  // All sets must rank the same rows, so a row that any set's criteria exclude is excluded for all.
  const weighs = criteria.map((_, c) => (sets.some(({ weights }) => weights[c]! > 0) ? 1 : 0))
  const rows = rowsTakingPart(alternatives.count, excludedBy(alternatives, weighs))
  if (rows.length < 2) {
    throw badParameter('filter', `${rows.length} proposals`, 'a filter that leaves at least 2 proposals')
  }
  const { columns, count } = alternatives
  const found = await calculator.run(
    'agreement',
    { columns, measured, rows, sets, top: body.top, method },
    count * sets.length * (columns.length * COST_OF[body.method] * 5 + 20 * sets.length),
    second(),
  )
  return {
    ...listsOf(found, { alternatives, rows, sets, top: body.top }),
    method: body.method,
    ...(method.kind === 'topsis' && scaleOf(method)),
    excluded: count - rows.length,
    competition,
    digest: digestFor(method, alternatives),
  }
}

/** The lists of an answer, by codes; long ones are cut. */
function listsOf(
  found: AgreementResult,
  { alternatives, rows, sets, top }: Compared,
): Omit<AgreementAnswer, 'method' | 'scale' | 'basis' | 'excluded' | 'competition' | 'digest'> {
  const code = (at: number) => codeOf(alternatives, rows[at]!)
  const listed = Array.from(found.aboveForAll.subarray(0, MOST_LISTED)).concat(
    Array.from(found.aboveForSome.subarray(0, MOST_LISTED)),
  )
  return {
    pairs: found.pairs,
    concordance: found.concordance,
    total: rows.length,
    top,
    aboveForAll: codesAt(alternatives, rows, found.aboveForAll),
    aboveForSome: Array.from(found.aboveForSome.subarray(0, MOST_LISTED), (at) => ({
      code: code(at),
      sets: sets.filter((_, s) => found.ranks[s]![at]! <= top).map(({ name }) => name),
      spread: found.spread[at]!,
    })),
    counts: { aboveForAll: found.aboveForAll.length, aboveForSome: found.aboveForSome.length },
    ranks: Object.fromEntries(
      sets.map(({ name }, s) => [
        name,
        Object.fromEntries(listed.map((at) => [code(at), found.ranks[s]![at]!])),
      ]),
    ),
  }
}

function codesAt(alternatives: Alternatives, rows: Uint32Array, at: Uint32Array): string[] {
  return Array.from(at.subarray(0, MOST_LISTED), (place) => codeOf(alternatives, rows[place]!))
}

function checkNames(sets: AgreementBody['sets']): void {
  const seen = new Set<string>()
  sets.forEach(({ name }, at) => {
    if (seen.has(name)) throw badParameter(`sets[${at}].name`, name, 'each name once')
    seen.add(name)
  })
}
