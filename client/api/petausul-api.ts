import { getJson } from './get-json.ts'
import type {
  ContextLayer,
  District,
  Identified,
  Indicators,
  LonLat,
  MapLayer,
  Place,
  ProposalDetail,
  ProposalPage,
} from './types.ts'

const none = new URLSearchParams()

export function fetchDistrict(signal: AbortSignal): Promise<District> {
  return getJson('/api/district', none, signal)
}

export async function fetchLayers(signal: AbortSignal): Promise<MapLayer[]> {
  const answer = await getJson<{ items: MapLayer[] }>('/api/layers', none, signal)
  return answer.items
}

/** Who is signed in; null for everyone else. */
export async function fetchUser(signal: AbortSignal): Promise<{ name: string; role: string } | null> {
  return (await getJson<{ user: { name: string; role: string } | null }>('/api/session', none, signal)).user
}

/** Maps of others that can be shown. */
export async function fetchContextLayers(signal: AbortSignal): Promise<ContextLayer[]> {
  const answer = await getJson<{ items: ContextLayer[] }>('/api/context-layers', none, signal)
  return answer.items
}

/** One page of the list; `cursor` is the `next` of the page before. */
export function fetchProposals(
  filter: URLSearchParams,
  { limit, cursor }: { limit: number; cursor?: string },
  signal: AbortSignal,
): Promise<ProposalPage> {
  const query = new URLSearchParams(filter)
  query.set('limit', String(limit))
  if (cursor) query.set('cursor', cursor)
  return getJson('/api/proposals', query, signal)
}

export function fetchProposal(code: string, signal: AbortSignal): Promise<ProposalDetail> {
  return getJson(`/api/proposals/${encodeURIComponent(code)}`, none, signal)
}

export function fetchIndicators(filter: URLSearchParams, signal: AbortSignal): Promise<Indicators> {
  return getJson('/api/indicators', filter, signal)
}

export async function searchPlaces(text: string, signal: AbortSignal): Promise<Place[]> {
  const answer = await getJson<{ items: Place[] }>('/api/search', new URLSearchParams({ q: text }), signal)
  return answer.items
}

export type IdentifyQuestion = {
  lonLat: LonLat
  radiusMetres: number
  layers: string[]
  filter: URLSearchParams
}

/** Everything under a place of the map, proposals first. */
export async function identify(question: IdentifyQuestion, signal: AbortSignal): Promise<Identified[]> {
  const query = new URLSearchParams(question.filter)
  query.set('lon', question.lonLat[0].toFixed(6))
  query.set('lat', question.lonLat[1].toFixed(6))
  query.set('radiusMetres', String(Math.ceil(question.radiusMetres)))
  query.set('layers', question.layers.join(','))
  const answer = await getJson<{ items: Identified[] }>('/api/identify', query, signal)
  return answer.items
}
