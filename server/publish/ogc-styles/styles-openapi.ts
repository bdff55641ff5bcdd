import { mediaTypes } from '../ogc-link.ts'
import {
  type OperationParameters,
  parameterNamed,
  pathParameter,
  queryParameter,
  readOperation,
} from '../openapi-parts.ts'
import { styleFormats } from './describe-styles.ts'

const collection = parameterNamed('collection')
const style = pathParameter('style', 'Id of a style: of its layer and its name, with a full stop between')

/** Routes of styles. */
export function stylePaths() {
  const of = (id: string, summary: string, parameters: OperationParameters) =>
    readOperation(id, 'Styles', { summary, types: [mediaTypes.json], parameters })
  const f = queryParameter('f', 'Encoding', { type: 'string', enum: [...Object.keys(styleFormats), 'json'] })
  const content = Object.fromEntries(Object.values(styleFormats).map(({ type }) => [type, {}]))
  const sheet = (id: string, summary: string, parameters: OperationParameters) => {
    const { get } = of(id, summary, parameters)
    const responses = { ...get.responses, 200: { description: 'The style', content } }
    return { get: { ...get, parameters: [...parameters, f], responses } }
  }
  return {
    '/styles': of('getStyles', 'Styles of every layer', []),
    '/styles/{style}': sheet('getStyle', 'A style', [style]),
    '/styles/{style}/metadata': of('getStyleMetadata', 'Metadata of a style', [style]),
    '/collections/{collection}/styles': of('getCollectionStyles', 'Styles of a collection', [collection]),
    '/collections/{collection}/styles/{style}': sheet('getCollectionStyle', 'A style of a collection', [
      collection,
      style,
    ]),
  }
}
