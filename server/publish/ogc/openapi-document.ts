import { everyCrs } from '../features/describe-collection.ts'
import { itemParameters, propertyParameters, yearParameter } from '../features/items-openapi.ts'
import { ITEM_PARAMETERS } from '../features/items-query.ts'
import type { Collection } from '../features/read-collections.ts'
import { mediaTypes, type OgcSite } from '../ogc-link.ts'
import { recordPaths } from '../ogc-records/records-openapi.ts'
import { stylePaths } from '../ogc-styles/styles-openapi.ts'
import { tileParameters, tilePaths } from '../ogc-tiles/tiles-openapi.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  problemResponse,
  queryParameter,
  readOperation,
} from '../openapi-parts.ts'

const { json, geojson, schema, openapi } = mediaTypes
const collectionId = parameterNamed('collection')
const year = parameterNamed('year')
const items = ITEM_PARAMETERS.map(parameterNamed)

/** The definition of the API at the landing page, in OpenAPI 3.0.3. Paths of items name each collection's own parameters. */
export function describeOgcApi(site: OgcSite, title: string, collections: readonly Collection[]) {
  const ids = collections.map(({ layer }) => layer.id)
  return {
    openapi: '3.0.3',
    info: {
      title,
      version: '1.0.0',
      description: 'OGC API of PetaUsul: features of every published layer. Reading needs no key.',
    },
    servers: [{ url: site.root }],
    tags: [
      { name: 'Capabilities' },
      { name: 'Data' },
      { name: 'Tiles' },
      { name: 'Records' },
      { name: 'Styles' },
    ],
    paths: {
      ...capabilityPaths(),
      ...collectionPaths(),
      ...tilePaths(),
      ...recordPaths(),
      ...stylePaths(),
      ...Object.fromEntries(collections.map(({ layer }) => itemsPath(layer.id, propertyParameters(layer)))),
    },
    components: components(ids, everyCrs(collections)),
  }
}

function components(ids: readonly string[], crss: readonly string[]) {
  return {
    parameters: {
      ...itemParameters(crss),
      ...tileParameters,
      year: yearParameter,
      collection: pathParameter('collection', 'Id of a collection', { type: 'string', enum: ids }),
      item: pathParameter('item', 'Id of a feature'),
      f: queryParameter('f', 'Format; without it, what Accept prefers', {
        type: 'string',
        enum: ['json', 'html'],
      }),
      lang: queryParameter('lang', 'Language of titles and pages', {
        type: 'string',
        enum: ['id', 'en'],
        default: 'id',
      }),
    },
    responses: { Problem: problemResponse },
  }
}

function capabilityPaths() {
  const of = (id: string, summary: string, type: string = json) =>
    readOperation(id, 'Capabilities', { summary, types: [type] })
  return {
    '/': of('getLandingPage', 'Landing page'),
    '/api': of('getApi', 'This document', openapi),
    '/conformance': of('getConformance', 'Conformance classes'),
    '/queryables': of('getQueryables', 'Queryables of every collection', schema),
  }
}

function collectionPaths() {
  const of = (
    id: string,
    summary: string,
    type: string,
    parameters: OperationParameters = [collectionId, year],
  ) => readOperation(id, 'Data', { summary, types: [type], parameters })
  return {
    '/collections': of('getCollections', 'Collections', json, []),
    '/collections/{collection}': of('getCollection', 'A collection', json),
    '/collections/{collection}/queryables': of('getCollectionQueryables', 'What can be asked for', schema),
    '/collections/{collection}/schema': of('getSchema', 'Schema of the items', schema),
    '/collections/{collection}/items': of('getItems', 'Features', geojson, [collectionId, ...items]),
    '/collections/{collection}/items/{item}': of('getItem', 'A feature', geojson, [
      collectionId,
      ...['item', 'crs'].map(parameterNamed),
      year,
    ]),
  }
}

function itemsPath(id: string, own: OperationParameters) {
  const operation = readOperation(`getItemsOf_${id.replaceAll(/\W/g, '_')}`, 'Data', {
    summary: `Features of ${id}`,
    types: [geojson],
    parameters: [...items, ...own],
  })
  return [`/collections/${id}/items`, operation] as const
}
