import type { Actor } from '../../core/access/actor.ts'
import type { ContextLayer, ContextLayers } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'
import type { Indicators } from '../../core/api/indicators.ts'
import type { Items } from '../../core/api/items.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Identified, Place } from '../../core/api/place.ts'
import type { ProposalDetail, ProposalPage } from '../../core/api/proposal.ts'
import type { Session } from '../../core/api/session.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { getJson } from './get-json.ts'

const none = new URLSearchParams()

export function fetchDistrict(signal: AbortSignal): Promise<District> {
  return getJson('/api/district', none, signal)
}

export async function fetchLayers(signal: AbortSignal): Promise<readonly MapLayer[]> {
  return (await getJson<Items<MapLayer>>('/api/layers', none, signal)).items
}

/** Who asks here, with what they were granted: `may` of core/access says what to offer them. */
export async function fetchActor(signal: AbortSignal): Promise<Actor> {
  return (await getJson<Session>('/api/session', none, signal)).actor
}

/** Maps of others that can be shown. */
export async function fetchContextLayers(signal: AbortSignal): Promise<readonly ContextLayer[]> {
  return (await getJson<ContextLayers>('/api/context-layers', none, signal)).items
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

/** Of what is found equally well, what lies nearer to `near` comes first. */
export async function searchPlaces(
  text: string,
  near: LonLat | null,
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const query = new URLSearchParams({ q: text })
  if (near) query.set('near', near.map((degrees) => degrees.toFixed(4)).join())
  return (await getJson<Items<Place>>('/api/search', query, signal)).items
}

export type IdentifyQuestion = {
  lonLat: LonLat
  radiusMetres: number
  layers: string[]
  filter: URLSearchParams
}

/** Everything under a place of the map, proposals first. */
export async function identify(
  question: IdentifyQuestion,
  signal: AbortSignal,
): Promise<readonly Identified[]> {
  const query = new URLSearchParams(question.filter)
  query.set('lon', question.lonLat[0].toFixed(6))
  query.set('lat', question.lonLat[1].toFixed(6))
  query.set('radiusMetres', String(Math.ceil(question.radiusMetres)))
  query.set('layers', question.layers.join(','))
  return (await getJson<Items<Identified>>('/api/identify', query, signal)).items
}
