import type { CeilingUseAnswer, CycleAnswer, CycleStageAnswer } from '../../core/api/cycle.ts'
import type {
  AnnouncementAnswer,
  DecisionBatch,
  DecisionPreview,
  DeskItem,
  DeskPage,
  DeskStage,
  UndoneBatch,
} from '../../core/api/desk.ts'
import type { Items } from '../../core/api/items.ts'
import type { OfficeDecision, TakenDecision, UndoneDecision } from '../../core/api/office-state.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import type { DecisionDocument, ReturnRequest } from '../../core/proposal/take-step.ts'
import { getJson } from '../api/get-json.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sendJson } from '../api/send-json.ts'
import { type DeskView, queueQuery } from './desk-view.ts'

/** What is decided, as the form gives it. */
export interface DecisionTerms {
  action: ProposalAction
  reasonCode?: string
  checklist?: readonly string[]
  reason?: string
  return?: ReturnRequest
  document?: DecisionDocument
  costRupiah?: number
  volume?: number
}

/** A decision on its way: sent again with the same key, it is done once. */
export interface SentDecision {
  readonly code: string
  readonly version: number
  readonly terms: DecisionTerms
  readonly key: string
}

const none = new URLSearchParams()
const of = (code: string) => `/api/proposals/${encodeURIComponent(code)}`

export function fetchQueue(view: DeskView, cursor: string | null, signal: AbortSignal): Promise<DeskPage> {
  const query = queueQuery(view)
  if (cursor) query.set('cursor', cursor)
  return getJson<DeskPage>('/api/queue', query, signal)
}

export const fetchDeskItem = (code: string, signal?: AbortSignal) =>
  getJson<DeskItem>(`/api/queue/${encodeURIComponent(code)}`, none, signal)

export async function fetchHistory(code: string, signal: AbortSignal): Promise<readonly OfficeDecision[]> {
  return (await getJson<Items<OfficeDecision>>(`${of(code)}/office-decisions`, none, signal)).items
}

/** The stages of a cycle, with their rules. */
export async function fetchStages({ planYear, region }: DeskStage): Promise<readonly CycleStageAnswer[]> {
  const query = new URLSearchParams({ region })
  return (await getJson<CycleAnswer>(`/api/cycles/${planYear}`, query)).stages
}

/** How much of the ceilings of a stage is used up. */
export async function fetchCeilings({
  planYear,
  region,
  key,
}: DeskStage): Promise<readonly CeilingUseAnswer[]> {
  const path = `/api/cycles/${planYear}/stages/${encodeURIComponent(key)}/ceilings/use`
  return (await getJson<Items<CeilingUseAnswer>>(path, new URLSearchParams({ region }))).items
}

/** How long a decision may take on a poor line before it is held back to be sent again. */
const DECISION_MS = 20_000

export async function sendDecision({ code, version, terms, key }: SentDecision): Promise<TakenDecision> {
  const headers = { 'if-match': `"${version}"`, 'idempotency-key': key }
  const response = await sendJson(`${of(code)}/decisions`, { body: terms, headers, timeoutMs: DECISION_MS })
  return readAnswer<TakenDecision>(response)
}

export async function undoDecision(code: string, decision: number): Promise<UndoneDecision> {
  return readAnswer<UndoneDecision>(await sendJson(`${of(code)}/decisions/${decision}`, { method: 'DELETE' }))
}

export async function previewAll(view: DeskView, terms: DecisionTerms): Promise<DecisionPreview> {
  const body = { grant: view.grant, tab: view.tab, filter: view.filter, ...terms }
  return readAnswer<DecisionPreview>(await sendJson('/api/decision-previews', { body }))
}

export async function decideAll(token: string): Promise<DecisionBatch> {
  return readAnswer<DecisionBatch>(await sendJson('/api/decision-batches', { body: { token } }))
}

export async function undoAll(id: number): Promise<UndoneBatch> {
  return readAnswer<UndoneBatch>(await sendJson(`/api/decision-batches/${id}`, { method: 'DELETE' }))
}

/** Which proposals of a queue have something to announce. */
export async function previewAnnouncement(view: DeskView): Promise<AnnouncementAnswer> {
  const body = { grant: view.grant, filter: view.filter, preview: true }
  return readAnswer<AnnouncementAnswer>(await sendJson('/api/announcements', { body }))
}

export async function announce(codes: readonly string[]): Promise<AnnouncementAnswer> {
  return readAnswer<AnnouncementAnswer>(await sendJson('/api/announcements', { body: { codes } }))
}
