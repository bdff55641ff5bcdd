import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { getJson } from '../../api/get-json.ts'
import { type GetWatch, getWatched } from '../../api/get-watched.ts'
import { sendJson } from '../../api/send-json.ts'
import { type Filters, filterQuery } from '../../state/filters.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { CriterionInfo, CriterionSetInfo, ScoreModel, Weights } from '../state/criterion-info.ts'
import { type AlternativesAnswer, readAlternatives } from './read-alternatives.ts'

const none = new URLSearchParams()
/** 22 MB of JSON for 100,000 proposals, 1.7 MB as sent: seconds on a slow line. */
const wayShare = 0.2

export function fetchCriteria(
  signal: AbortSignal,
): Promise<{ items: CriterionInfo[]; set: CriterionSetInfo }> {
  return getJson('/api/criteria', none, signal)
}

export async function fetchScoreModels(signal: AbortSignal): Promise<ScoreModel[]> {
  return (await getJson<{ items: ScoreModel[] }>('/api/score-models', none, signal)).items
}

export async function fetchAlternatives(filters: Filters, watch: GetWatch): Promise<Alternatives> {
  const answer = await getWatched<AlternativesAnswer>('/api/alternatives', filterQuery(filters), {
    ...watch,
    wayShare,
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
export async function saveScoreModel(draft: ModelDraft): Promise<{ id: string; version: number }> {
  const response = await sendJson('/api/score-models', { body: draft })
  return (await response.json()) as { id: string; version: number }
}

/** The filters as the body of a POST takes them: the query's names and values. */
export function filterBody(filters: Filters): Record<string, string> {
  return Object.fromEntries(filterQuery(filters))
}
