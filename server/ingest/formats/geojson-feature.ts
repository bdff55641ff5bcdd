import { checkGeometry } from './check-geometry.ts'
import { RowFault } from './row-fault.ts'
import type { ReadLimits, SourceFeature } from './source-file.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function propertiesOf(feature: Record<string, unknown>): Record<string, unknown> {
  const properties = isObject(feature.properties) ? feature.properties : {}
  const { id } = feature
  const hasId = (typeof id === 'string' || typeof id === 'number') && !('id' in properties)
  return hasId ? { id, ...properties } : properties
}

/**
 * One GeoJSON feature (or a bare geometry, which is a feature without properties) from its JSON text. Never throws:
 * what cannot be read becomes the row's fault. A feature's own id becomes the property `id` unless there is one.
 */
export function parseFeature(row: number, text: string, limits: ReadLimits): SourceFeature {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return {
      row,
      properties: {},
      geometry: null,
      fault: `not JSON: ${error instanceof Error ? error.message : error}`,
    }
  }
  return toFeature(row, value, limits)
}

function toFeature(row: number, value: unknown, limits: ReadLimits): SourceFeature {
  if (!isObject(value)) return { row, properties: {}, geometry: null, fault: 'expected a GeoJSON feature' }
  const isFeature = value.type === 'Feature'
  const properties = isFeature ? propertiesOf(value) : {}
  try {
    if (value.type === 'FeatureCollection') throw new RowFault('a feature collection inside another')
    return { row, properties, geometry: checkGeometry(isFeature ? value.geometry : value, limits) }
  } catch (error) {
    if (error instanceof RowFault) return { row, properties, geometry: null, fault: error.message }
    throw error
  }
}

/** The names of all properties of some features, in the order in which they turn up. */
export function fieldNames(features: Iterable<SourceFeature>): string[] {
  const names = new Set<string>()
  for (const { properties } of features) for (const name of Object.keys(properties)) names.add(name)
  return [...names]
}
