import type { ZoneStatistics } from '../../../../core/api/zone.ts'
import { isRecord } from '../../../../core/is-record.ts'
import { Problem } from '../../../../core/problem.ts'
import { repairShape } from '../shape/combine-shapes.ts'
import { findCrossing } from '../shape/find-crossing.ts'
import { geometryOf, type Shape, shapeOf } from '../shape/shape.ts'
import { ZoneFaultError } from '../shape/zone-fault.ts'
import type { ZoneDraft } from './zone-drafts.ts'

export interface ReadZone {
  readonly name: string
  readonly shape: Shape
}

const MOST_FEATURES = 200

/** A FeatureCollection of zones, for a file; with their figures, under the names of the layer of zones, where they are known. */
export function writeZones(
  zones: readonly ZoneDraft[],
  statisticsOf: (zone: ZoneDraft) => ZoneStatistics | undefined = () => undefined,
): string {
  const features = zones
    .filter(({ shape }) => shape.length > 0)
    .map((zone) => ({
      type: 'Feature',
      properties: { name: zone.name, note: zone.note, ...figuresOf(statisticsOf(zone)) },
      geometry: geometryOf(zone.shape),
    }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function figuresOf(statistics: ZoneStatistics | undefined): Record<string, number | null> {
  if (!statistics) return {}
  const { population, poorPopulation, services, proposals, areaKm2 } = statistics
  const counts = [
    ['population', '', population] as const,
    ['poorPopulation', '', poorPopulation] as const,
    ...services.map(({ service, beyond }) => ['beyond', `_${service}`, beyond] as const),
  ]
  return {
    ...Object.fromEntries(
      counts.flatMap(([name, suffix, { value, low, high, coveragePercent }]) => [
        [`${name}${suffix}`, value],
        [`${name}Low${suffix}`, low],
        [`${name}High${suffix}`, high],
        [`${name}Coverage${suffix}`, coveragePercent],
      ]),
    ),
    proposals: proposals.count,
    costRupiah: proposals.costRupiah,
    areaKm2,
  }
}

/**
 * Zones of a GeoJSON text: a geometry, a feature or a collection of polygons (lon/lat degrees).
 * @throws Problem for another text, ZoneFaultError with a repair where an outline crosses itself
 */
export function readZones(text: string): ReadZone[] {
  const features = featuresOf(parse(text))
  if (features.length === 0 || features.length > MOST_FEATURES)
    throw notGeoJson(`${features.length} features`)
  return features.map(readFeature)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem({ title: 'No GeoJSON', status: 400, detail: String(cause) }, { cause })
  }
}

function notGeoJson(received: string): Problem {
  return new Problem({
    title: 'No GeoJSON',
    status: 400,
    detail: `expected a Polygon, MultiPolygon, Feature or FeatureCollection of 1 to ${MOST_FEATURES} features, received ${received}`,
    received,
  })
}

type Member = Readonly<Record<string, unknown>>

function featuresOf(value: unknown): Member[] {
  const member: Member = isRecord(value) ? value : {}
  if (member.type === 'FeatureCollection' && Array.isArray(member.features))
    return member.features.flatMap(featuresOf)
  if (member.type === 'Feature') return [member]
  return [{ type: 'Feature', geometry: value }]
}

function readFeature({ geometry, properties }: Member): ReadZone {
  const shape = shapeOf(geometry)
  const crossing = findCrossing(shape)
  if (crossing) throw new ZoneFaultError('crosses-itself', crossing, repairShape(shape))
  return { name: nameOf(properties), shape }
}

/** Under the names that files of offices give it. */
function nameOf(properties: unknown): string {
  const known: Member = isRecord(properties) ? properties : {}
  for (const key of ['name', 'nama', 'NAMA', 'NAME', 'Name', 'zona', 'title']) {
    const value = known[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 120)
  }
  return ''
}
