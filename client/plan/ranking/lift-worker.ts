import { type ContestRequest, makeContest } from '../../../core/score/contest.ts'
import type { LiftAnswer } from '../../../core/score/find-lift.ts'
import type { LiftCriterion } from '../../../core/score/levers.ts'
import { searchLift } from '../../../core/score/search-lift.ts'

export interface LiftQuestion {
  readonly contest: ContestRequest
  readonly row: number
  readonly own: readonly LiftCriterion[]
  readonly deficit: number
}

// A search asks the method some seventy times: too long for the thread that draws.
addEventListener('message', ({ data }: MessageEvent<LiftQuestion>) => {
  const { contest, row, own, deficit } = data
  postMessage(searchLift(own, makeContest(contest, row), deficit) satisfies LiftAnswer)
})
