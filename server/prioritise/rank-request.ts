import { prometheeNetFlows } from '../../core/score/promethee.ts'
import { rankAlternatives, rankScores } from '../../core/score/rank-alternatives.ts'
import { topsis } from '../../core/score/topsis.ts'
import { weightedSum } from '../../core/score/weighted-sum.ts'
import type { RankingRequest, RankingResult } from './worker-messages.ts'

/** Scores and ranks by the method asked for. */
export function rankRequest(request: RankingRequest): RankingResult {
  switch (request.method) {
    case 'weighted-sum': {
      const scores = weightedSum(request.columns, request.weights)
      const { byCode, excluded } = request
      return {
        scores,
        ...rankAlternatives(scores, { ...(byCode && { byCode }), ...(excluded && { excluded }) }),
      }
    }
    case 'topsis': {
      const scores = topsis(request.columns, request.options)
      return { scores, ...rankScores(scores) }
    }
    case 'promethee': {
      const scores = prometheeNetFlows(request.criteria)
      return { scores, ...rankScores(scores) }
    }
  }
}
