import type { Items } from '../../../../core/api/items.ts'
import type { SnapAnswer, Zone, ZoneFiguresAnswer, ZoneVersion } from '../../../../core/api/zone.ts'
import type { Criterion } from '../../../../core/criteria/criterion.ts'
import { getJson } from '../../../api/get-json.ts'
import { readAnswer } from '../../../api/read-answer.ts'
import { sendForLines } from '../../../api/send-for-lines.ts'
import { sendJson } from '../../../api/send-json.ts'
import type { ServerWatch } from '../../../api/server-watch.ts'
import { type Filters, hasFilters } from '../../../state/filters.ts'
import { filterBody } from '../../data/plan-api.ts'
import { geometryOf, type Shape, shapeOf } from '../shape/shape.ts'

const none = new URLSearchParams()

/** What is written when a zone is saved; a PUT without geometry keeps the one that is there. */
export interface ZoneRequest {
  readonly name: string
  readonly note: string
  readonly published: boolean
  readonly portfolioId?: string
  readonly geometry?: unknown
}

export async function fetchZones(signal: AbortSignal): Promise<readonly Zone[]> {
  return (await getJson<Items<Zone>>('/api/zones', none, signal)).items
}

export function fetchZone(id: string, signal: AbortSignal): Promise<Zone> {
  return getJson(`/api/zones/${id}`, none, signal)
}

export async function fetchVersions(id: string, signal: AbortSignal): Promise<readonly ZoneVersion[]> {
  return (await getJson<Items<ZoneVersion>>(`/api/zones/${id}/versions`, none, signal)).items
}

export function createZone(body: ZoneRequest, watch: ServerWatch): Promise<Zone> {
  return sendForLines('/api/zones', { body }, watch)
}

/** @throws ProblemResponse 412 when another version than `seen` is there meanwhile */
export function updateZone(id: string, seen: number, body: ZoneRequest, watch: ServerWatch): Promise<Zone> {
  return sendForLines(`/api/zones/${id}`, { method: 'PUT', body, headers: ifSeen(seen) }, watch)
}

export async function deleteZone(id: string, seen: number, watch: ServerWatch): Promise<void> {
  await sendForLines(`/api/zones/${id}`, { method: 'DELETE', headers: ifSeen(seen) }, watch)
}

export function restoreZone(id: string, watch: ServerWatch): Promise<Zone> {
  return sendForLines(`/api/zones/${id}/restore`, {}, watch)
}

const ifSeen = (version: number) => ({ 'if-match': `"${version}"` })

/** What figures are asked for: the same object means the same question. */
export interface FigureQuestion {
  readonly shape: Shape
  readonly portfolioId: string | null
  readonly filters: Filters
}

/** `onShare` hears of what the server has to read first, after a start or an import. */
export function askFigures(question: FigureQuestion, watch: ServerWatch): Promise<ZoneFiguresAnswer> {
  const { shape, portfolioId, filters } = question
  const body = {
    geometry: geometryOf(shape),
    ...(portfolioId ? { portfolioId } : {}),
    ...(hasFilters(filters) ? { filter: filterBody(filters) } : {}),
  }
  return sendForLines('/api/zones/statistics', { body }, watch)
}

/** The shape with its edges on village borders where they run within so many metres. */
export async function snapToBorders(shape: Shape, toleranceMetres: number): Promise<Shape> {
  return readShape(
    await sendJson('/api/zones/snap', { body: { geometry: geometryOf(shape), toleranceMetres } }),
  )
}

/** Whole villages as one shape, in borders that share their edges. */
export async function dissolveVillages(villages: readonly string[]): Promise<Shape> {
  return readShape(await sendJson('/api/zones/snap', { body: { villages } }))
}

async function readShape(response: Response): Promise<Shape> {
  return shapeOf((await readAnswer<SnapAnswer>(response)).geometry)
}

/** Makes a published zone a criterion: proposals inside count fully, those outside not at all. */
export async function createZoneCriterion(
  zone: { id: string; name: string },
  watch: ServerWatch,
): Promise<void> {
  await sendForLines('/api/criteria', { body: zoneCriterion(zone) }, watch)
}

/** The raw value is 1 inside and 0 outside (server/criteria), so two points say all. */
export function zoneCriterion({ id, name }: { id: string; name: string }): Criterion {
  const words = id.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  return {
    key: `zone${words.join('')}`,
    title: { id: `Di dalam ${name}`, en: `Inside ${name}` },
    direction: 'maximise',
    unit: { id: 'di dalam = 1', en: 'inside = 1' },
    source: `zone:${id}`,
    normalisation: {
      kind: 'curve',
      points: [
        { value: 0, perMille: 0 },
        { value: 1, perMille: 1000 },
      ],
    },
    missing: 'zero',
  }
}
