import { isRecord } from '../../../../core/is-record.ts'
import { geometryOf, type Position, type Ring, type Shape, shapeOf } from '../shape/shape.ts'
import { noDrafts, type ZoneDraft, type ZoneDrafts } from './zone-drafts.ts'
import type { ZoneLink } from './zone-link.ts'

/** All that is drawn or typed and not on the server. */
export interface KeptWork {
  readonly drafts: ZoneDrafts
  readonly links: ReadonlyMap<string, ZoneLink>
  /** Points of a drawing that is not closed yet. */
  readonly sketch: Ring
  /** Text fields by name, such as pasted GeoJSON. */
  readonly fields: Readonly<Record<string, string>>
}

export const noWork: KeptWork = { drafts: noDrafts, links: new Map(), sketch: [], fields: {} }

/** Of one district each, so that zones of another are not mixed in. */
export const keyOf = (district: string) => `petausul:zones:1:${district}`

/** Keeps the work in this browser. False when it cannot: storage full or forbidden. */
export function keepWork(storage: Storage, district: string, work: KeptWork): boolean {
  const zones = work.drafts.zones.map(({ shape, ...zone }) => ({ ...zone, geometry: geometryOf(shape) }))
  const { drafts, links, ...rest } = work
  // `desk`: as earlier versions of the page wrote and read it.
  const text = JSON.stringify({ ...rest, desk: { ...drafts, zones }, links: [...links] })
  try {
    storage.setItem(keyOf(district), text)
    return true
  } catch {
    return false
  }
}

/** What was kept; of what another version or a damaged store left, all that can be read. */
export function recallWork(storage: Storage, district: string): KeptWork {
  const kept = readJson(() => storage.getItem(keyOf(district)))
  const drafts = isRecord(kept.desk) ? kept.desk : {}
  const zones = list(drafts.zones).flatMap(readZone)
  const open = zones.find(({ id }) => id === drafts.open)?.id ?? zones[0]?.id ?? null
  const fields = isRecord(kept.fields) ? kept.fields : {}
  return {
    drafts: { zones, open },
    links: new Map(list(kept.links).flatMap(readLink)),
    sketch: list(kept.sketch).filter(isPosition),
    fields: Object.fromEntries(Object.entries(fields).filter(isText)),
  }
}

/** Whether anything is kept: what a person cleared out is not work that another page took away. */
export function holdsWork(storage: Storage, district: string): boolean {
  try {
    return storage.getItem(keyOf(district)) !== null
  } catch {
    return false
  }
}

function readJson(read: () => string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(read() ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function readZone(value: unknown): ZoneDraft[] {
  if (!isRecord(value)) return []
  const { id, name, note, geometry } = value
  if (typeof id !== 'string' || typeof name !== 'string' || typeof note !== 'string') return []
  return [{ id, name, note, shape: readShape(geometry) }]
}

/** A zone without a readable area keeps its name and note. */
function readShape(geometry: unknown): Shape {
  try {
    return isRecord(geometry) && list(geometry.coordinates).length === 0 ? [] : shapeOf(geometry)
  } catch {
    return []
  }
}

function readLink(value: unknown): [string, ZoneLink][] {
  const [draft, link] = list(value)
  if (typeof draft !== 'string' || !isRecord(link)) return []
  const { id, version, published, content } = link
  if (typeof id !== 'string' || typeof version !== 'number' || typeof content !== 'string') return []
  return [[draft, { id, version, published: published === true, content }]]
}

function isPosition(value: unknown): value is Position {
  const [lon, lat] = list(value)
  return Number.isFinite(lon) && Number.isFinite(lat)
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
