import { mediaTypes } from '../ogc-link.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  queryParameter,
  readOperation,
  text,
} from '../openapi-parts.ts'
import { tileTypes } from './describe-tilesets.ts'
import { tileMatrixSets } from './tile-matrix-set.ts'

const collection = parameterNamed('collection')
const collections = parameterNamed('collections')
const year = parameterNamed('year')
const tileMatrixSet = parameterNamed('tileMatrixSet')
const address = ['tileMatrix', 'tileRow', 'tileCol'].map(parameterNamed)

export const tileParameters = {
  tileMatrixSet: pathParameter('tileMatrixSet', 'Id of a tile matrix set', {
    type: 'string',
    enum: tileMatrixSets.map(({ id }) => id),
  }),
  tileMatrix: pathParameter('tileMatrix', 'Zoom', { type: 'integer', minimum: 0 }),
  tileRow: pathParameter('tileRow', 'Row, counted from the north', { type: 'integer', minimum: 0 }),
  tileCol: pathParameter('tileCol', 'Column, counted from the west', { type: 'integer', minimum: 0 }),
  collections: queryParameter('collections', 'Ids of collections that a tile holds, joined by commas', {
    type: 'array',
    items: text,
  }),
  tileFormat: queryParameter('f', 'Format of the tile', { type: 'string', enum: ['mvt', 'png'] }),
}

/** Routes of tiles, of vector tiles and of pictures. */
export function tilePaths() {
  const of = (id: string, summary: string, parameters: OperationParameters) =>
    readOperation(id, 'Tiles', { summary, types: [mediaTypes.json], parameters })
  return {
    '/tileMatrixSets': of('getTileMatrixSetsList', 'Tile matrix sets', []),
    '/tileMatrixSets/{tileMatrixSet}': of('getTileMatrixSet', 'A tile matrix set', [tileMatrixSet]),
    ...Object.fromEntries(
      RESOURCES.flatMap(({ resource, path, type, parameters }) => {
        // What operations are called is part of the standard (20-057, table 11).
        const id = (name: string) => `tiles.${resource}.${name}`
        return [
          [path, of(id('getTileSetsList'), `Tilesets (${resource})`, parameters)],
          [
            `${path}/{tileMatrixSet}`,
            of(id('getTileSet'), `A tileset (${resource})`, [...parameters, tileMatrixSet]),
          ],
          [
            `${path}/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}`,
            tileOperation(id('getTile'), type, [...parameters, tileMatrixSet, ...address]),
          ],
        ]
      }),
    ),
  }
}

const RESOURCES = [
  {
    resource: 'collection.vector',
    path: '/collections/{collection}/tiles',
    type: tileTypes.vector,
    parameters: [collection, year],
  },
  {
    resource: 'collection.map',
    path: '/collections/{collection}/map/tiles',
    type: tileTypes.map,
    parameters: [collection, year],
  },
  { resource: 'dataset.vector', path: '/tiles', type: tileTypes.vector, parameters: [collections] },
  { resource: 'dataset.map', path: '/map/tiles', type: tileTypes.map, parameters: [collections] },
]

/** An empty vector tile is a 204. */
function tileOperation(id: string, type: string, parameters: OperationParameters) {
  const operation = readOperation(id, 'Tiles', { summary: 'A tile', types: [type], parameters })
  const { 200: found, ...others } = operation.get.responses
  const responses = {
    200: { ...found, content: { [type]: {} } },
    204: { description: 'Nothing is there' },
    ...others,
  }
  return { get: { ...operation.get, parameters: [...parameters, parameterNamed('tileFormat')], responses } }
}
