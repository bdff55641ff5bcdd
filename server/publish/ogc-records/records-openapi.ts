import { mediaTypes } from '../ogc-link.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  queryParameter,
  readOperation,
  text,
} from '../openapi-parts.ts'
import { CATALOGUE } from './record-feature.ts'

/** Routes of the catalogue's records. */
export function recordPaths() {
  const of = (id: string, summary: string, type: string, parameters: OperationParameters) =>
    readOperation(id, 'Records', { summary, types: [type], parameters })
  return {
    [`/collections/${CATALOGUE}`]: of('getCatalogue', 'The catalogue', mediaTypes.json, []),
    [`/collections/${CATALOGUE}/items`]: of('getRecords', 'Records', mediaTypes.geojson, [
      ...['limit', 'bbox', 'datetime', 'cursor'].map(parameterNamed),
      queryParameter('q', 'Records that hold any of these terms, joined by commas', text),
      queryParameter('type', 'dataset, series; joined by commas', text),
      queryParameter('ids', 'Ids of records, joined by commas', text),
      queryParameter('externalIds', 'Ids of layers, joined by commas', text),
    ]),
    [`/collections/${CATALOGUE}/items/{record}`]: of('getRecord', 'A record', mediaTypes.geojson, [
      pathParameter('record', 'Id of a record'),
    ]),
  }
}
