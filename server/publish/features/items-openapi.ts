import { filterLanguages } from '../../../core/filter/parse-filter.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { hasYears } from '../../layers/layer-at-year.ts'
import { type OpenApiParameter, queryParameter, text } from '../openapi-parts.ts'
import { ITEM_PARAMETERS, itemLimits, parameterFields } from './items-query.ts'

const uri = { type: 'string', format: 'uri' }
const count = (many: number) => ({ minItems: many, maxItems: many })
/** Four numbers, or six with heights (17-069r4, 7.15.3). */
const box = {
  type: 'array',
  minItems: 4,
  maxItems: 6,
  oneOf: [count(4), count(6)],
  items: { type: 'number' },
}

const DESCRIPTIONS: Record<(typeof ITEM_PARAMETERS)[number], [string, object]> = {
  limit: [
    'Features of a page at most',
    { type: 'integer', minimum: 1, maximum: itemLimits.most, default: itemLimits.standard },
  ],
  bbox: ['Only features that meet this box: minima, then maxima', box],
  'bbox-crs': ['CRS of bbox, with its order of axes', uri],
  datetime: [
    'Only features whose time meets this date-time or interval; those without a time are not narrowed',
    text,
  ],
  crs: ['CRS of the coordinates in the answer, with its order of axes', uri],
  filter: ['Condition in CQL2 about the queryables', text],
  'filter-lang': [
    'Language of filter; cql-text, the name of the draft, means cql2-text',
    { type: 'string', enum: [...filterLanguages, 'cql-text'], default: 'cql2-text' },
  ],
  'filter-crs': ['CRS of geometries in filter', uri],
  cursor: ['From a "next" or "prev" link', text],
}

/** Parameters that items of every collection take, by their names; `crss` are the URIs that any collection lists. */
export function itemParameters(crss: readonly string[]): Record<string, OpenApiParameter> {
  return Object.fromEntries(
    ITEM_PARAMETERS.map((name) => {
      const [description, schema] = DESCRIPTIONS[name]
      return [name, queryParameter(name, description, schema === uri ? { ...uri, enum: crss } : schema)]
    }),
  )
}

export const yearParameter = queryParameter('year', 'The layer as it was archived for this year', {
  type: 'integer',
})

/** Properties of the layer as parameters, and the year of layers that are kept by years. */
export function propertyParameters(layer: LayerDefinition): OpenApiParameter[] {
  const fields = parameterFields(layer).map(({ name, title, type }) =>
    queryParameter(name, `Only features of this value: ${title.en}`, { type }),
  )
  return hasYears(layer) ? fields : [...fields, yearParameter]
}
