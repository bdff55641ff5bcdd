import type { Items } from '../../../core/api/items.ts'
import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import type { RecordedDecision } from '../../../core/api/recorded-decision.ts'
import { getJson } from '../../api/get-json.ts'
import { readLines } from '../../api/read-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import type { Decided } from '../tab/plan-tab.ts'
import type { SaveWatch } from '../tab/save-watch.ts'

/** The server computes a study of robustness again for the file, as long as it may take. */
const TIMEOUT_MS = 600_000

export interface NamedDecision {
  readonly title: string
  readonly reason: string
  /** Number of the decision that it replaces. */
  readonly supersedes?: number
}

/** Records what was decided on the server, in the name of whoever is signed in. */
export async function recordDecision(
  { about }: Decided,
  named: NamedDecision,
  { signal, onShare }: SaveWatch,
): Promise<RecordedDecision> {
  const headers = { accept: PROGRESS_LINES }
  const body = { ...named, ...about }
  const response = await sendJson('/api/decisions', { body, headers, signal, timeoutMs: TIMEOUT_MS })
  return readLines<RecordedDecision>(response, onShare)
}

/** Decisions that no other has replaced yet, newest first. */
export async function fetchStanding(signal: AbortSignal): Promise<readonly RecordedDecision[]> {
  const { items } = await getJson<Items<RecordedDecision>>('/api/decisions', new URLSearchParams(), signal)
  return items.filter(({ supersededBy }) => supersededBy === null)
}
