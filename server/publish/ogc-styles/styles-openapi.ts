import { mediaTypes } from '../ogc/ogc-link.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  queryParameter,
  readOperation,
} from '../ogc/openapi-parts.ts'
import { styleFormats } from './describe-styles.ts'

const collection = parameterNamed('collection')
const style = pathParameter('style', 'Id of a style: of its layer and its name, with a full stop between')

/** Doors of styles. */
export function stylePaths() {
  const of = (id: string, summary: string, parameters: OperationParameters) =>
    readOperation(id, 'Styles', { summary, types: [mediaTypes.json], parameters })
  const sheet = of('getStyle', 'A style', [style])
  const f = queryParameter('f', 'Encoding', { type: 'string', enum: [...Object.keys(styleFormats), 'json'] })
  const content = Object.fromEntries(Object.values(styleFormats).map(({ type }) => [type, {}]))
  const responses = { ...sheet.get.responses, 200: { description: 'The style', content } }
  return {
    '/styles': of('getStyles', 'Styles of every layer', []),
    '/styles/{style}': { get: { ...sheet.get, parameters: [style, f], responses } },
    '/styles/{style}/metadata': of('getStyleMetadata', 'Metadata of a style', [style]),
    '/collections/{collection}/styles': of('getCollectionStyles', 'Styles of a collection', [collection]),
  }
}
