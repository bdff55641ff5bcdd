import type { DerivedAnswer } from '../../core/api/weighting.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import { badParameter } from '../../core/problem.ts'
import { rowsTakingPart } from '../../core/score/rank-by-method.ts'
import { scaleTexts } from '../../core/score/scale-words.ts'
import { toSliderWeights } from '../../core/weights/entropy.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { excludedBy } from './alternatives.ts'
import { byKey } from './by-key.ts'
import type { RankingContext } from './ranking-context.ts'
import { rankingFlags } from './ranking-flags.ts'
import { filterOf, type WeightingBody } from './ranking-request.ts'
import { readOnScale } from './read-on-scale.ts'

export type DerivedMethod = DerivedAnswer['method']

/** Weights from what the values themselves tell apart, on the scale that is asked for. */
export async function deriveWeights(
  context: RankingContext,
  method: DerivedMethod,
  { filter, scale }: NonNullable<WeightingBody['entropy']>,
  watch: WorkWatch,
): Promise<DerivedAnswer> {
  const set = await readOnScale(context.store, { filter: filterOf(filter), scale }, watch)
  const { alternatives, criteria, measured } = set
  const { columns, count } = alternatives
  const all = criteria.map(() => 1)
  const excluded = excludedBy(alternatives, all)
  const rows = rowsTakingPart(count, excluded)
  if (rows.length < 2) {
    const expected = 'a filter that leaves at least 2 proposals'
    throw badParameter(`${method}.filter`, `${rows.length} proposals`, expected)
  }
  const shares = await context.calculator.run(
    'derived-weights',
    { method, columns, measured, ...(excluded && { rows }) },
    count * columns.length * 4,
    { signal: watch.signal },
  )
  const titles = criteria.map(({ definition }) => definition.title)
  return {
    method,
    scale,
    basis: scaleTexts[method][scale],
    weights: byKey(criteria, toSliderWeights(shares)),
    shares: byKey(criteria, shares),
    text: explain(titles, shares),
    flags: rankingFlags(set, all, count - rows.length),
    total: rows.length,
    digest: scale === 'raw' && alternatives.raws ? alternatives.raws.digest : alternatives.digest,
  }
}

/** An explanation of the weights in a sentence: which criteria distinguish proposals most, and which not at all. */
function explain(titles: readonly Bilingual[], shares: readonly number[]): Bilingual {
  const most = shares.indexOf(Math.max(...shares))
  const same = (language: 'id' | 'en') =>
    titles.flatMap((title, at) => (shares[at] === 0 ? [title[language]] : [])).join(', ')
  const percent = Math.round((shares[most] ?? 0) * 100)
  const [id, en] = [same('id'), same('en')]
  return {
    id: `Paling membedakan usulan: ${titles[most]?.id} (${percent}\u00a0%).${id && ` Sama untuk semua, jadi 0: ${id}.`}`,
    en: `Tells proposals apart most: ${titles[most]?.en} (${percent}%).${en && ` The same for all, hence 0: ${en}.`}`,
  }
}
