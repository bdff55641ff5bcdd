import { type Standing, withLift } from '../../core/score/stand-to-line.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { Alternatives } from './alternatives.ts'
import { COST_OF, type RankingContext } from './ranking-context.ts'
import type { LiftRequest } from './worker-messages.ts'

/** Approximate number of times that a search runs the ranking method. */
const QUESTIONS = 70

/** What would lift one of the alternatives above the line by a method whose scores are no sums; searched for once. */
export async function findLiftAmong(
  { calculator, lifts }: RankingContext,
  { columns, costs, count, digest }: Alternatives,
  request: Omit<LiftRequest, 'columns' | 'costs'>,
  watch: WorkWatch = {},
): Promise<Standing> {
  const { row, own, weights, method, rule } = request
  const raws = own.map(({ raw }) => raw)
  const lift = await lifts.get(
    JSON.stringify([digest, row, raws, weights, method, rule]),
    ({ signal }) =>
      calculator.run(
        'lift',
        { columns, costs, ...request },
        QUESTIONS * count * columns.length * COST_OF[method.kind],
        { signal },
      ),
    watch,
  )
  return withLift(lift)
}
