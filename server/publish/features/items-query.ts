import { filterLanguages, parseFilter } from '../../../core/filter/parse-filter.ts'
import type { PublicCrs } from '../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../core/problem.ts'
import { joinSql, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { compileFilter } from '../filter/compile-filter.ts'
import { type ItemCursor, readCursor } from './item-cursor.ts'
import { readOfferedCrs } from './offered-crs.ts'
import { propertyCondition } from './property-condition.ts'
import { readBbox } from './read-bbox.ts'
import { readDatetime } from './read-datetime.ts'

export const itemLimits = { standard: 10, most: 10_000 } as const

/** Parameters of items besides f and lang, in which a property of the same name cannot be asked for. */
export const ITEM_PARAMETERS = [
  'limit',
  'bbox',
  'bbox-crs',
  'datetime',
  'crs',
  'filter',
  'filter-lang',
  'filter-crs',
  'cursor',
] as const
const RESERVED: ReadonlySet<string> = new Set([...ITEM_PARAMETERS, 'f', 'lang'])

/** A parsed request for items. */
export interface ItemsQuery {
  limit: number
  /** Of the coordinates in the answer. */
  crs: PublicCrs
  /** Condition of the selection; null for the whole collection. */
  where: SqlFragment | null
  cursor: ItemCursor | undefined
  /** Identifies the selection that cursors belong to: the layer and everything that selects rows. */
  question: string
}

/** Properties that can be asked for as parameters of their own name. */
export function parameterFields(layer: LayerDefinition): LayerField[] {
  return publicFields(layer).filter(({ name }) => !RESERVED.has(name))
}

/**
 * Reads the parameters of items, each given once and not empty, with the CRSs that the collection offers; `year` of a layer that
 * is kept by years has chosen the layer before. Throws Problem (400) that names the parameter.
 */
export function readItemsQuery(
  given: ReadonlyMap<string, string>,
  layer: LayerDefinition,
  offered: readonly PublicCrs[],
): ItemsQuery {
  const where = joinConditions(readConditions(given, layer, offered))
  const question = questionOf(given, layer)
  const cursor = given.get('cursor')
  return {
    limit: readLimit(given.get('limit')),
    crs: readOfferedCrs('crs', given.get('crs'), offered),
    where,
    question,
    cursor: cursor === undefined ? undefined : readCursor(cursor, question),
  }
}

/** A limit above the maximum counts as the maximum (OGC 17-069r4, fc-limit-response-1). */
export function readLimit(text: string | undefined): number {
  if (text === undefined) return itemLimits.standard
  if (!/^\d{1,30}$/.test(text) || Number(text) < 1)
    throw badParameter('limit', text, `a whole number from 1 to ${itemLimits.most}`)
  return Math.min(Number(text), itemLimits.most)
}

function readConditions(
  given: ReadonlyMap<string, string>,
  layer: LayerDefinition,
  offered: readonly PublicCrs[],
): SqlFragment[] {
  const [bbox, datetime] = [given.get('bbox'), given.get('datetime')]
  const boxCrs = readOfferedCrs('bbox-crs', given.get('bbox-crs'), offered)
  const conditions: SqlFragment[] = []
  if (bbox !== undefined)
    conditions.push(compileFilter(readBbox(bbox, boxCrs), layer, { crs: boxCrs, parameter: 'bbox' }))
  if (datetime !== undefined) {
    const tree = readDatetime(datetime, layer)
    if (tree.kind !== 'always') conditions.push(compileFilter(tree, layer, { parameter: 'datetime' }))
  }
  for (const field of parameterFields(layer)) {
    const text = given.get(field.name)
    if (text !== undefined)
      conditions.push(compileFilter(propertyCondition(field, text), layer, { parameter: field.name }))
  }
  return [...conditions, ...readFilter(given, layer, offered)]
}

function readFilter(
  given: ReadonlyMap<string, string>,
  layer: LayerDefinition,
  offered: readonly PublicCrs[],
): SqlFragment[] {
  const [text, language = 'cql2-text'] = [given.get('filter'), given.get('filter-lang')]
  const crs = readOfferedCrs('filter-crs', given.get('filter-crs'), offered)
  // The name of CQL's draft, which GDAL sends; its texts are read all the same.
  const known = language === 'cql-text' ? 'cql2-text' : filterLanguages.find((name) => name === language)
  if (!known) throw badParameter('filter-lang', language, filterLanguages.join(' or '))
  return text === undefined ? [] : [compileFilter(parseFilter(text, known), layer, { crs })]
}

function joinConditions(conditions: readonly SqlFragment[]): SqlFragment | null {
  if (conditions.length === 0) return null
  return joinSql(
    conditions.map((condition) => sql`(${condition})`),
    ' AND ',
  )
}

const SELECTS_NOTHING = new Set(['f', 'lang', 'limit', 'crs', 'cursor'])

function questionOf(given: ReadonlyMap<string, string>, layer: LayerDefinition): string {
  const selecting = [...given].filter(([name]) => !SELECTS_NOTHING.has(name)).sort()
  return JSON.stringify([layer.id, ...selecting])
}
