import type { AlternativesAnswer } from '../../../core/api/alternatives.ts'
import type { Criteria } from '../../../core/api/criterion.ts'
import type { Items } from '../../../core/api/items.ts'
import type { ScoreModel, Weights } from '../../../core/api/score-model.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { getJson } from '../../api/get-json.ts'
import { type GetWatch, getWatched } from '../../api/get-watched.ts'
import { readAnswer } from '../../api/read-answer.ts'
import { sendJson } from '../../api/send-json.ts'
import { type Filters, filterQuery } from '../../state/filters.ts'
import type { Alternatives } from '../state/alternatives.ts'
import { readAlternatives } from './read-alternatives.ts'

const none = new URLSearchParams()
/** 22 MB of JSON for 100,000 proposals, 1.7 MB as sent: seconds on a slow line. */
const WAY_SHARE = 0.2

export function fetchCriteria(signal: AbortSignal): Promise<Criteria> {
  return getJson('/api/criteria', none, signal)
}

export async function fetchScoreModels(signal: AbortSignal): Promise<readonly ScoreModel[]> {
  return (await getJson<Items<ScoreModel>>('/api/score-models', none, signal)).items
}

export async function fetchAlternatives(filters: Filters, watch: GetWatch): Promise<Alternatives> {
  const answer = await getWatched<AlternativesAnswer>('/api/alternatives', filterQuery(filters), {
    ...watch,
    wayShare: WAY_SHARE,
  })
  return readAlternatives(answer)
}

export interface ModelDraft {
  readonly id: string
  readonly title: { readonly id: string; readonly en: string }
  readonly weights: Weights
  readonly method: RankingMethodName
}

/** Saves weights as a model; one of the same id becomes its next version. */
export async function saveScoreModel(draft: ModelDraft): Promise<ScoreModel> {
  return readAnswer(await sendJson('/api/score-models', { body: draft }))
}

/** The filters as the body of a POST takes them: the query's names and values. */
export function filterBody(filters: Filters): Record<string, string> {
  return Object.fromEntries(filterQuery(filters))
}
