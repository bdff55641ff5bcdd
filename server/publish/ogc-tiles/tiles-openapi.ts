import { mediaTypes } from '../ogc-link.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  queryParameter,
  readOperation,
} from '../openapi-parts.ts'
import { tileTypes } from './describe-tilesets.ts'
import { tileMatrixSets } from './tile-matrix-set.ts'

const collection = parameterNamed('collection')
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
  tileFormat: queryParameter('f', 'Format of the tile', { type: 'string', enum: ['mvt', 'png'] }),
}

/** Routes of tiles, of vector tiles and of pictures. */
export function tilePaths() {
  const of = (id: string, summary: string, parameters: OperationParameters) =>
    readOperation(id, 'Tiles', { summary, types: [mediaTypes.json], parameters })
  const kinds = [
    ['Vector', '/tiles', tileTypes.vector],
    ['Map', '/map/tiles', tileTypes.map],
  ] as const
  return {
    '/tileMatrixSets': of('getTileMatrixSets', 'Tile matrix sets', []),
    '/tileMatrixSets/{tileMatrixSet}': of('getTileMatrixSet', 'A tile matrix set', [tileMatrixSet]),
    ...Object.fromEntries(
      kinds.flatMap(([name, path, type]) => [
        [
          `/collections/{collection}${path}`,
          of(`get${name}Tilesets`, `${name} tilesets`, [collection, year]),
        ],
        [
          `/collections/{collection}${path}/{tileMatrixSet}`,
          of(`get${name}Tileset`, `A ${name.toLowerCase()} tileset`, [collection, tileMatrixSet, year]),
        ],
        [
          `/collections/{collection}${path}/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}`,
          tileOperation(`get${name}Tile`, type),
        ],
      ]),
    ),
  }
}

/** An empty vector tile is a 204. */
function tileOperation(id: string, type: string) {
  const parameters = [collection, tileMatrixSet, ...address, year]
  const operation = readOperation(id, 'Tiles', { summary: 'A tile', types: [type], parameters })
  const { 200: found, ...others } = operation.get.responses
  const responses = {
    200: { ...found, content: { [type]: {} } },
    204: { description: 'Nothing is there' },
    ...others,
  }
  return { get: { ...operation.get, parameters: [...parameters, parameterNamed('tileFormat')], responses } }
}
