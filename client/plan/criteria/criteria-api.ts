import type { Distribution, SourceChoice, StoredCriterionVersion } from '../../../core/api/criterion.ts'
import type { Items } from '../../../core/api/items.ts'
import type { Criterion } from '../../../core/criteria/criterion.ts'
import { getJson } from '../../api/get-json.ts'
import { getLines } from '../../api/get-lines.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import type { ServerWatch } from '../../api/server-watch.ts'

export async function fetchSources(signal: AbortSignal): Promise<readonly SourceChoice[]> {
  const path = '/api/criteria/sources'
  return (await getJson<Items<SourceChoice>>(path, new URLSearchParams(), signal)).items
}

/** `range` holds plain numbers, empty where that side is open. The server reads every proposal for it. */
export function fetchDistribution(
  source: string,
  range: { from: string; to: string },
  { signal, onShare }: ServerWatch,
): Promise<Distribution> {
  const query = new URLSearchParams({ source })
  if (range.from) query.set('from', range.from)
  if (range.to) query.set('to', range.to)
  return getLines(`/api/criteria/distribution?${query}`, onShare, signal)
}

/** `seen`: the version that is replaced; null adds one where none may be. */
export async function saveCriterion(
  criterion: Criterion,
  seen: number | null,
  watch: ServerWatch,
): Promise<StoredCriterionVersion> {
  const headers: Record<string, string> =
    seen === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${seen}"` }
  return await sendForLines('/api/criteria', { body: criterion, headers }, watch)
}

export async function deleteCriterion(key: string, seen: number, watch: ServerWatch): Promise<void> {
  const headers = { 'If-Match': `"${seen}"` }
  await sendForLines(`/api/criteria/${encodeURIComponent(key)}`, { method: 'DELETE', headers }, watch)
}
