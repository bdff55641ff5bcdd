import { setImmediate } from 'node:timers/promises'
import { badParameter } from '../../core/problem.ts'
import { STANDINGS, standingOf } from '../../core/score/rank-standing.ts'
import type { SharedCache } from '../workload/shared-cache.ts'
import { type Alternatives, codeOf, shared } from './alternatives.ts'
import type { Choices } from './list-texts.ts'
import { intervalOf, type RobustnessJob, type RobustnessJobs } from './robustness-jobs.ts'

/** What a study says of alternatives, by row. */
export interface StudyColumns {
  /** The better end of the interval of ranks; NaN where a row was not studied. */
  readonly low: Float64Array
  /** Its values are the standings in their order, the surest first. */
  readonly standing: Choices
}

/** Studies by their ids, and what they say of alternatives, kept. */
interface Studies {
  readonly jobs: RobustnessJobs
  readonly studies: SharedCache<StudyColumns>
}

/** Few enough that other requests are not delayed. */
const ROWS_AT_ONCE = 20_000

/** The columns of a study that has ended, over alternatives that may be others than it was about. */
export function readStudyColumns(
  { jobs, studies }: Studies,
  id: string,
  alternatives: Alternatives,
): Promise<StudyColumns> {
  const job = jobs.get(id)
  return studies.get(`${id} ${alternatives.digest}`, () => columnsOf(job, alternatives))
}

async function columnsOf(
  { result, state }: RobustnessJob,
  alternatives: Alternatives,
): Promise<StudyColumns> {
  if (!result) throw badParameter('study', state, 'a study that is done')
  const { codes, found } = result
  const placeOf = new Map(codes.map((code, place) => [code, place]))
  const { count } = alternatives
  const low = shared(Float64Array, count)
  const index = shared(Int32Array, count)
  for (let row = 0; row < count; row++) {
    const place = placeOf.get(codeOf(alternatives, row))
    low[row] = place === undefined ? Number.NaN : intervalOf(found, place).low
    index[row] =
      place === undefined ? -1 : STANDINGS.indexOf(standingOf({ aboveLine: found.aboveLine[place]! }))
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate()
  }
  return { low, standing: { values: STANDINGS, index } }
}
