import { filterFault } from '../../../core/filter/filter-fault.ts'
import type { Value } from '../../../core/filter/filter-tree.ts'
import type { PublicCrs } from '../../../core/geo/crs-uris.ts'
import type { SqlFragment } from '../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../layers/layer.ts'

/** What a filter is compiled against: the layer's public fields, and the CRS of geometries that name none. */
export interface FilterScope {
  layer: LayerDefinition
  fields: ReadonlyMap<string, LayerField>
  crs: PublicCrs
  /** Named in errors. */
  parameter: string
}

export type ValueType = 'text' | 'number' | 'boolean' | 'geometry' | 'time' | 'list'

/** A value as SQL, with the type that decides what may be done with it. */
export interface Typed {
  type: ValueType
  fragment: SqlFragment
  /** Computed as numeric, which never overflows here; compared as such. */
  exact?: boolean
}

const WORDS: Record<ValueType, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  geometry: 'a geometry',
  time: 'a date or time',
  list: 'a list',
}

const MOST_NAMED = 40

/** Names under which clients of (E)CQL know the geometry, besides "geometry"; a field of that name goes first. */
const GEOMETRY_NAMES = ['geometry', 'geom', 'the_geom']

export function isGeometryName(scope: FilterScope, name: string): boolean {
  return name === 'geometry' || (GEOMETRY_NAMES.includes(name) && !scope.fields.has(name))
}

/** A queryable's field; a 400 that lists the queryables for any other name. */
export function fieldNamed(scope: FilterScope, name: string): LayerField {
  const field = scope.fields.get(name)
  if (field) return field
  const names = [...scope.fields.keys(), 'geometry']
  const more = names.length > MOST_NAMED ? ', …' : ''
  throw filterFault(
    { parameter: scope.parameter, at: '' },
    name,
    `a queryable of ${scope.layer.id}: ${names.slice(0, MOST_NAMED).join(', ')}${more}`,
  )
}

/** A 400 for a value of the wrong type. */
export function wrongType(scope: FilterScope, value: Value, expected: string): Error {
  return filterFault({ parameter: scope.parameter, at: '' }, describeValue(value), expected)
}

export function wordsOf(type: ValueType): string {
  return WORDS[type]
}

function describeValue(value: Value): string {
  switch (value.kind) {
    case 'property':
      return `property "${value.name}"`
    case 'text':
      return `text '${value.value}'`
    case 'number':
    case 'boolean':
      return `${value.kind} ${value.value}`
    case 'date':
    case 'timestamp':
      return `${value.kind} ${value.value}`
    default:
      return `${value.kind === 'arithmetic' ? 'an arithmetic expression' : value.kind}`
  }
}
