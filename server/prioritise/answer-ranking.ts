import type { RankedItem, RankingAnswer } from '../../core/api/ranking.ts'
import { contributions } from '../../core/score/contributions.ts'
import type { PartialRanking } from '../../core/score/partial-by-method.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { type Alternatives, codeOf, KNOWN } from './alternatives.ts'
import { byKey } from './by-key.ts'
import type { ListedRanking } from './list-numbers.ts'
import { rankAndList } from './rank-and-list.ts'
import { digestFor, partialAmong, type Ranked, type RankingContext } from './ranking-context.ts'
import { rankingFlags } from './ranking-flags.ts'
import type { RankingBody } from './ranking-request.ts'
import { readAlike } from './read-alike.ts'
import { type RowText, readRowTexts } from './row-texts.ts'
import { scaleOf } from './scale-of.ts'
import { shownScore } from './shown-score.ts'
import type { UsedWeights } from './weights-of.ts'

/** One page of a ranking, with its method and weights and the caveats about its figures. */
export async function answerRanking(
  context: RankingContext,
  body: RankingBody,
  watch: WorkWatch = {},
): Promise<RankingAnswer> {
  const { listed, rows: list } = await rankAndList(context, body, watch)
  const { set, ranked, used, method } = listed
  const { alternatives, criteria } = set
  const asked = { ...{ weights: used.weights, method }, excluded: ranked.excluded }
  const partial = await partialAmong(context, alternatives, asked, watch)
  const { order } = ranked.ranking
  const rows = Array.from(list.subarray(body.offset, body.offset + body.limit))
  const texts = await readRowTexts(
    context.knex,
    rows.map((row) => alternatives.ids[row]!),
  )
  const alike = await readAlike(context.knex, alternatives, rows)
  const excluded = alternatives.count - order.length
  return {
    items: rows.map((row) => {
      const item = itemOf(set, ranked, used, { row, text: texts.get(alternatives.ids[row]!), partial })
      return { ...item, alike: alike.get(item.code) ?? [] }
    }),
    total: order.length,
    found: list.length,
    excluded,
    offset: body.offset,
    best: bestOf(listed),
    method: method.kind,
    ...(method.kind === 'topsis' && { normalisation: method.normalisation, ...scaleOf(method) }),
    ...(method.kind === 'promethee' && { preferences: byKey(criteria, method.preferences) }),
    weights: byKey(criteria, used.weights),
    model: used.model,
    flags: rankingFlags(set, used.weights, excluded),
    competition: set.competition,
    digest: digestFor(method, alternatives),
  }
}

/** Weighted values of the first of the ranking, per mille; 0 where nothing is ranked. */
function bestOf({ set, ranked: { ranking }, used: { weights } }: ListedRanking): number {
  const [first] = ranking.order
  if (first === undefined) return 0
  return contributions(valuesAt(set.alternatives, first), weights).reduce((a, b) => a + b, 0)
}

interface Row {
  readonly row: number
  /** Undefined when the proposal was deleted since the alternatives were read. */
  readonly text: RowText | undefined
  readonly partial: PartialRanking | null
}

function itemOf(
  set: AlternativeSet,
  { ranking }: Ranked,
  { weights }: UsedWeights,
  { row, text, partial }: Row,
): Omit<RankedItem, 'alike'> {
  const { alternatives, criteria } = set
  const values = valuesAt(alternatives, row)
  const exact = ranking.scores instanceof Uint32Array
  const sum = values.reduce((total, value, c) => total + value * weights[c]!, 0)
  return {
    rank: ranking.rank[row]!,
    code: codeOf(alternatives, row),
    title: text?.title ?? null,
    villageName: text?.villageName ?? null,
    villageCode: text?.villageCode ?? null,
    costRupiah: Number.isNaN(alternatives.costs[row]!) ? null : alternatives.costs[row]!,
    status: text?.status ?? null,
    sector: text?.sector ?? null,
    agency: text?.agency ?? null,
    score: exact ? shownScore(sum, weights) : ranking.scores[row]!,
    ...(partial && {
      flows: {
        leaving: partial.leaving[row]!,
        entering: partial.entering[row]!,
        incomparable: partial.incomparable[row]!,
      },
    }),
    sum,
    values: byKey(criteria, values),
    contributions: byKey(criteria, contributions(values, weights)),
    missing: criteria.flatMap(({ key }, c) => (alternatives.states[c]![row] === KNOWN ? [] : [key])),
  }
}

/** Per mille values of a row, in the order of the criteria. */
export function valuesAt({ columns }: Alternatives, row: number): number[] {
  return columns.map((column) => column[row]!)
}
