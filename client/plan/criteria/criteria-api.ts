import type { Criterion } from '../../../core/criteria/criterion.ts'
import type { RankedValue } from '../../../core/criteria/scale-of.ts'
import { getJson } from '../../api/get-json.ts'
import { getLines } from '../../api/get-lines.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import type { ServerWatch } from '../../api/server-watch.ts'
import type { Bilingual } from '../../api/types.ts'

/** A source that a criterion may read (GET /api/criteria/sources). */
export interface SourceChoice {
  readonly source: string
  readonly group: 'proposal' | 'village' | 'statistic' | 'coverage' | 'layer' | 'zone'
  /** The layer, service or zone that it belongs to. */
  readonly of: string | null
  readonly title: Bilingual
  readonly unit: Bilingual | null
}

/** How the raw values of a source lie (GET /api/criteria/distribution). */
export interface Distribution {
  readonly source: string
  readonly known: number
  readonly missing: number
  readonly outOfRange: number
  readonly least: number | null
  readonly greatest: number | null
  readonly norm: number | null
  readonly ranked: readonly RankedValue[]
  /** Bins of equal width from the least to the greatest. */
  readonly histogram: readonly number[]
}

export async function fetchSources(signal: AbortSignal): Promise<SourceChoice[]> {
  const path = '/api/criteria/sources'
  return (await getJson<{ items: SourceChoice[] }>(path, new URLSearchParams(), signal)).items
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
): Promise<{ key: string; version: number }> {
  const headers: Record<string, string> =
    seen === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${seen}"` }
  return await sendForLines('/api/criteria', { body: criterion, headers }, watch)
}

export async function deleteCriterion(key: string, seen: number, watch: ServerWatch): Promise<void> {
  const headers = { 'If-Match': `"${seen}"` }
  await sendForLines(`/api/criteria/${encodeURIComponent(key)}`, { method: 'DELETE', headers }, watch)
}
