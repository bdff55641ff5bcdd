import { mediaTypes } from './ogc-link.ts'

/** A parameter of an operation as OpenAPI 3.0 has it. */
export interface OpenApiParameter {
  name: string
  in: 'query' | 'path'
  description: string
  required: boolean
  schema: object
  style?: 'form' | 'simple'
  explode?: boolean
}

/** A parameter that is described among the document's components. */
export interface ParameterReference {
  $ref: `#/components/parameters/${string}`
}

export type OperationParameters = readonly (OpenApiParameter | ParameterReference)[]

export const parameterNamed = (name: string): ParameterReference => ({
  $ref: `#/components/parameters/${name}`,
})

export const queryParameter = (name: string, description: string, schema: object): OpenApiParameter => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
  style: 'form',
  explode: false,
})

export const pathParameter = (
  name: string,
  description: string,
  schema: object = text,
): OpenApiParameter => ({
  name,
  in: 'path',
  description,
  required: true,
  schema,
  style: 'simple',
})

export const text = { type: 'string' }

/** Operation that reads a document; all take `f` and `lang` besides. */
export function readOperation(
  id: string,
  tag: string,
  {
    summary,
    types,
    parameters = [],
  }: {
    summary: string
    types: readonly string[]
    parameters?: OperationParameters
  },
) {
  const content = {
    ...Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }])),
    [mediaTypes.html]: { schema: text },
  }
  return {
    get: {
      operationId: id,
      tags: [tag],
      summary,
      parameters: [...parameters, parameterNamed('f'), parameterNamed('lang')],
      responses: {
        200: { description: summary, content },
        304: { description: 'What the client has still holds' },
        default: { $ref: '#/components/responses/Problem' },
      },
    },
  }
}

/** RFC 9457, as every service of the server answers it. */
export const problemSchema = {
  type: 'object',
  required: ['title', 'status'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    parameter: text,
    received: text,
    expected: text,
  },
}

export const problemResponse = {
  description: 'RFC 9457 problem naming the parameter, what came and what was expected',
  content: { [mediaTypes.problem]: { schema: problemSchema } },
}
