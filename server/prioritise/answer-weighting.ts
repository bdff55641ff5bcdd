import type { AhpAnswer, EntropyAnswer, WeightingAnswer } from '../../core/api/weighting.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import { badParameter } from '../../core/problem.ts'
import { rowsTakingPart } from '../../core/score/rank-by-method.ts'
import { ahpWeights } from '../../core/weights/ahp.ts'
import { toSliderWeights } from '../../core/weights/entropy.ts'
import { readStoredCriteria } from '../criteria/columns/criterion-store.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { excludedBy } from './alternatives.ts'
import { byKey } from './by-key.ts'
import type { RankingContext } from './ranking-context.ts'
import { rankingFlags } from './ranking-flags.ts'
import { filterOf, type WeightingBody } from './ranking-request.ts'

type AhpBody = NonNullable<WeightingBody['ahp']>
type EntropyBody = NonNullable<WeightingBody['entropy']>

/** Weights from pairwise judgements or from what the values themselves tell apart. */
export async function answerWeighting(
  context: RankingContext,
  { ahp, entropy }: WeightingBody,
  watch: WorkWatch = {},
): Promise<WeightingAnswer> {
  return ahp ? answerAhp(context, ahp) : answerEntropy(context, entropy!, watch)
}

async function answerAhp({ knex }: RankingContext, { keys, matrix }: AhpBody): Promise<AhpAnswer> {
  const known = (await readStoredCriteria(knex)).map(({ key }) => key)
  keys.forEach((key, at) => {
    if (!known.includes(key)) throw badParameter(`ahp.keys[${at}]`, key, `one of ${known.join(', ')}`)
    if (keys.indexOf(key) !== at) throw badParameter(`ahp.keys[${at}]`, key, 'each criterion once')
  })
  if (matrix.length !== keys.length) {
    throw badParameter('ahp.matrix', `${matrix.length} rows`, `${keys.length} rows, one a criterion`)
  }
  const answer = ahpWeights(matrix)
  const named = keys.map((key) => ({ key }))
  const { worst } = answer
  return {
    method: 'ahp',
    weights: byKey(named, toSliderWeights(answer.weights)),
    shares: byKey(named, answer.weights),
    consistency: {
      ratio: answer.consistencyRatio,
      index: answer.consistencyIndex,
      lambda: answer.lambda,
      consistent: answer.consistent,
      worst: worst && { ...worst, row: keys[worst.row] ?? '', column: keys[worst.column] ?? '' },
    },
    flags: answer.consistent ? [] : [inconsistent],
  }
}

const inconsistent = {
  key: null,
  reason: 'inconsistent',
  count: 1,
  text: {
    id: 'Penilaian saling bertentangan (CR di atas 0,10). Tinjau lagi perbandingan yang paling mengganggu.',
    en: 'The judgements contradict each other (CR above 0.10). Look again at the one that hurts most.',
  },
} as const

/** An explanation of the weights in a sentence: which criteria distinguish proposals most, and which not at all. */
function explain(titles: readonly Bilingual[], shares: readonly number[]): Bilingual {
  const most = shares.indexOf(Math.max(...shares))
  const same = (language: 'id' | 'en') =>
    titles.flatMap((title, at) => (shares[at] === 0 ? [title[language]] : [])).join(', ')
  const percent = Math.round((shares[most] ?? 0) * 100)
  const [id, en] = [same('id'), same('en')]
  return {
    id: `Paling membedakan usulan: ${titles[most]?.id} (${percent} %).${id && ` Sama untuk semua, jadi 0: ${id}.`}`,
    en: `Tells proposals apart most: ${titles[most]?.en} (${percent}%).${en && ` The same for all, hence 0: ${en}.`}`,
  }
}

async function answerEntropy(
  { store, calculator }: RankingContext,
  { filter }: EntropyBody,
  watch: WorkWatch,
): Promise<EntropyAnswer> {
  const set = await store.get(filterOf(filter), watch)
  const { alternatives, criteria } = set
  const { columns, count } = alternatives
  const all = criteria.map(() => 1)
  const excluded = excludedBy(alternatives, all)
  const rows = rowsTakingPart(count, excluded)
  if (rows.length < 2) {
    throw badParameter(
      'entropy.filter',
      `${rows.length} proposals`,
      'a filter that leaves at least 2 proposals',
    )
  }
  const shares = await calculator.run(
    'entropy',
    { columns, ...(excluded && { rows }) },
    count * columns.length * 4,
    { signal: watch.signal },
  )
  return {
    method: 'entropy',
    weights: byKey(criteria, toSliderWeights(shares)),
    shares: byKey(criteria, shares),
    text: explain(
      criteria.map(({ definition }) => definition.title),
      shares,
    ),
    flags: rankingFlags(set, all, count - rows.length),
    total: rows.length,
    digest: alternatives.digest,
  }
}
