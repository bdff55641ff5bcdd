import { inTwoSteps, type WorkWatch } from '../workload/work-watch.ts'
import type { ListedRanking } from './list-numbers.ts'
import { checkListChoice, type ListChoice } from './list-request.ts'
import { asksTexts, listRows } from './list-rows.ts'
import { type RankingContext, rankAmong } from './ranking-context.ts'
import { filterOf, type RankingBody } from './ranking-request.ts'
import { readOnScale } from './read-on-scale.ts'
import { readStudyColumns } from './study-columns.ts'
import { usedMethod, usedWeights } from './weights-of.ts'

/** Of the time to read values and texts that are not known yet. */
const VALUES = 0.6

/** Ranks what a request asks for, and lists of it what passes its filters, in its order. */
export async function rankAndList(
  context: RankingContext,
  body: Omit<RankingBody, 'offset' | 'limit' | 'sort'> & ListChoice,
  watch: WorkWatch,
): Promise<{ readonly listed: ListedRanking; readonly rows: Uint32Array }> {
  const { first, second } = asksTexts(body)
    ? inTwoSteps(watch, VALUES)
    : { first: watch, second: () => watch }
  const asking = { filter: filterOf(body.filter), scale: body.scale }
  const { measured, ...set } = await readOnScale(context.store, asking, first)
  const { alternatives, criteria } = set
  checkListChoice(
    body,
    criteria.map(({ key }) => key),
  )
  const used = await usedWeights(context.knex, body, criteria)
  const method = usedMethod(body, used, criteria)
  const question = { weights: used.weights, method, measured }
  const ranked = await rankAmong(context, alternatives, question, first)
  const study = body.study === undefined ? null : await readStudyColumns(context, body.study, alternatives)
  const listed = { set, ranked, used, method, study }
  return { listed, rows: await listRows(context, listed, body, second()) }
}
