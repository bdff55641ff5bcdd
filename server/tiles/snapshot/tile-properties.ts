import { badParameter } from '../../../core/problem.ts'
import type { TileLayerSource } from '../layer-source.ts'
import type { TileProperties } from '../tile-filter.ts'
import type { Segment } from './snapshot.ts'

const MOST_NAMES = 100
const LONGEST_NAME = 200

/** Reads `a,b,c`. An empty text is as good as none. Throws Problem (400). */
export function parseProperties(raw: string): TileProperties {
  if (raw === '') return null
  const names = [...new Set(raw.split(','))].sort()
  if (names.length <= MOST_NAMES && names.every((name) => name.length > 0 && name.length <= LONGEST_NAME)) {
    return names
  }
  throw badParameter(
    'properties',
    raw,
    `1 to ${MOST_NAMES} names of attributes, each of 1 to ${LONGEST_NAME} characters, joined by commas`,
  )
}

/** Throws Problem (400) that names what is an attribute of none of the layers. */
export function checkProperties(properties: TileProperties, sources: readonly TileLayerSource[]): void {
  if (!properties) return
  const known = new Set(sources.flatMap(({ attributes }) => attributes.map(({ name }) => name)))
  const unknown = properties.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const layers = sources.map(({ id }) => id).join(', ')
  throw badParameter('properties', unknown.join(','), `attributes of ${layers}: ${[...known].join(', ')}`)
}

/** Part of cache keys and ETags: the same for lists that mean the same. */
export function propertiesKey(properties: TileProperties): string {
  return properties ? JSON.stringify(properties) : ''
}

/** The same rows with only the named columns; columns are shared. */
export function narrowSegment(segment: Segment, properties: TileProperties): Segment {
  if (!properties) return segment
  return { ...segment, columns: segment.columns.filter(({ name }) => properties.includes(name)) }
}
