import { filterLanguages } from '../../../core/filter/parse-filter.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { hasYears } from '../../layers/layer-at-year.ts'
import { type OpenApiParameter, queryParameter, text } from '../openapi-parts.ts'
import { ITEM_PARAMETERS, itemLimits, parameterFields } from './items-query.ts'
import { offeredCrss } from './offered-crs.ts'

const crsSchema = { type: 'string', format: 'uri', enum: offeredCrss.map(({ uri }) => uri) }
const numbers = (least: number, most: number) => ({
  type: 'array',
  minItems: least,
  maxItems: most,
  items: { type: 'number' },
})

const DESCRIPTIONS: Record<(typeof ITEM_PARAMETERS)[number], [string, object]> = {
  limit: [
    'Features of a page at most',
    { type: 'integer', minimum: 1, maximum: itemLimits.most, default: itemLimits.standard },
  ],
  bbox: ['Only features that meet this box: minima, then maxima', { oneOf: [numbers(4, 4), numbers(6, 6)] }],
  'bbox-crs': ['CRS of bbox, with its order of axes', crsSchema],
  datetime: [
    'Only features whose time meets this date-time or interval; those without a time are not narrowed',
    text,
  ],
  crs: ['CRS of the coordinates in the answer, with its order of axes', crsSchema],
  filter: ['Condition in CQL2 about the queryables', text],
  'filter-lang': [
    'Language of filter; cql-text, the name of the draft, means cql2-text',
    { type: 'string', enum: [...filterLanguages, 'cql-text'], default: 'cql2-text' },
  ],
  'filter-crs': ['CRS of geometries in filter', crsSchema],
  cursor: ['From a "next" or "prev" link', text],
}

/** Parameters that items of every collection take, by their names. */
export const itemParameters: Readonly<Record<string, OpenApiParameter>> = Object.fromEntries(
  ITEM_PARAMETERS.map((name) => [name, queryParameter(name, ...DESCRIPTIONS[name])]),
)

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
