import type { AhpAnswer, WeightingAnswer } from '../../core/api/weighting.ts'
import { badParameter } from '../../core/problem.ts'
import { ahpWeights } from '../../core/weights/ahp.ts'
import { toSliderWeights } from '../../core/weights/entropy.ts'
import { readStoredCriteria } from '../criteria/columns/criterion-store.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { byKey } from './by-key.ts'
import { deriveWeights } from './derive-weights.ts'
import type { RankingContext } from './ranking-context.ts'
import type { WeightingBody } from './ranking-request.ts'

type AhpBody = NonNullable<WeightingBody['ahp']>

/** Weights from pairwise judgements or from what the values themselves tell apart. */
export async function answerWeighting(
  context: RankingContext,
  { ahp, entropy, critic }: WeightingBody,
  watch: WorkWatch = {},
): Promise<WeightingAnswer> {
  if (ahp) return answerAhp(context, ahp)
  return entropy
    ? deriveWeights(context, 'entropy', entropy, watch)
    : deriveWeights(context, 'critic', critic!, watch)
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
