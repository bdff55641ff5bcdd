import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { type OgcSite, ogcAddress } from '../ogc-link.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

interface PropertySchema {
  title: string
  type?: string
  format?: string
  'x-ogc-role'?: string
  'x-ogc-propertySeq'?: number
  'x-ogc-unit'?: string
}

/** Geometry formats of OGC 23-058r2, 7.9. */
const GEOMETRY_FORMATS: Readonly<Record<LayerDefinition['geometry'], string>> = {
  point: 'geometry-point-or-multipoint',
  line: 'geometry-linestring-or-multilinestring',
  polygon: 'geometry-polygon-or-multipolygon',
  mixed: 'geometry-any',
}

/** What features of the layer hold (OGC 23-058r2, returnables): JSON Schema of their properties, geometry among them. */
export function collectionSchema(site: OgcSite, layer: LayerDefinition) {
  return schemaOf(site, layer, 'schema', publicFields(layer))
}

/** What filters and parameters may ask about (OGC 19-079r2, 6.2); no other property is taken. */
export function queryablesSchema(site: OgcSite, layer: LayerDefinition) {
  return { ...schemaOf(site, layer, 'queryables', publicFields(layer)), additionalProperties: false }
}

/** Queryables that every collection has: their geometry. */
export function commonQueryables(site: OgcSite) {
  return {
    $schema: DIALECT,
    $id: ogcAddress(site, '/queryables', { f: 'json' }),
    type: 'object',
    title:
      site.language === 'id'
        ? 'Yang dapat dicari di semua koleksi'
        : 'What can be asked for in every collection',
    properties: {
      geometry: { title: geometryTitle(site), format: 'geometry-any', 'x-ogc-role': 'primary-geometry' },
    },
    additionalProperties: false,
  }
}

const geometryTitle = ({ language }: OgcSite) => (language === 'id' ? 'Tempat' : 'Place')

function schemaOf(
  site: OgcSite,
  layer: LayerDefinition,
  which: 'schema' | 'queryables',
  fields: readonly LayerField[],
) {
  const geometry: PropertySchema = {
    title: geometryTitle(site),
    format: GEOMETRY_FORMATS[layer.geometry],
    'x-ogc-role': 'primary-geometry',
  }
  const properties = fields.map((field, at) => [field.name, propertySchema(site, field, at + 1)] as const)
  return {
    $schema: DIALECT,
    $id: ogcAddress(site, `/collections/${layer.id}/${which}`, { f: 'json' }),
    type: 'object',
    title: layer.title[site.language],
    description: layer.description[site.language],
    properties: { ...Object.fromEntries(properties), geometry },
  }
}

function propertySchema(
  { language }: OgcSite,
  { title, type, unit }: LayerField,
  order: number,
): PropertySchema {
  return {
    title: title[language],
    type,
    'x-ogc-propertySeq': order,
    ...(unit ? { 'x-ogc-unit': unit[language] } : {}),
  }
}
