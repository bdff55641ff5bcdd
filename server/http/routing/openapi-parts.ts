import { COMPETING_FILTERS } from '../../proposals/competition.ts'
import { FILTER_NAMES } from '../../proposals/filter.ts'

/** A parameter of the query, as OpenAPI describes it. */
export interface QueryParameter<Name extends string = string> {
  readonly name: Name
  readonly in: 'query'
  readonly description: string
  readonly schema: object
  readonly required: boolean
}
export interface HeaderParameter {
  readonly name: string
  readonly in: 'header'
  readonly description: string
  readonly schema: object
  readonly required: boolean
}

export const text = { type: 'string' }
const DESCRIPTIONS: Record<(typeof FILTER_NAMES)[number], string> = {
  year: 'Years, comma list',
  stage: 'Stages, comma list',
  status: 'Statuses, comma list',
  sector: 'Sectors, comma list',
  source: 'musrenbang, pokir, opd, resident; comma list',
  quality: 'point, area, conflict, none; comma list',
  area: 'Code of a village, district or regency: what lies in it',
  q: 'Words that must all be found in title, problem, code, address, village or district; typing errors are forgiven',
}

export function query<const Name extends string>(
  name: Name,
  description: string,
  schema: object = text,
  required = false,
): QueryParameter<Name> {
  return { name, in: 'query', description, schema, required }
}
export function header(name: string, description: string, required = false): HeaderParameter {
  return { name, in: 'header', description, schema: text, required }
}
export const path = (name: string, description: string) => ({
  name,
  in: 'path',
  description,
  schema: text,
  required: true,
})
export const filters = FILTER_NAMES.map((name) => query(name, DESCRIPTIONS[name]))
/** The same where what competes is chosen: years and statuses that are not named are those of the rule. */
export const competingFilters = FILTER_NAMES.map((name) =>
  query(name, { ...DESCRIPTIONS, ...COMPETING_FILTERS }[name]),
)
export const bbox = query('bbox', 'west,south,east,north in degrees')
export const refused = {
  default: {
    description: 'RFC 9457 problem naming the parameter, what came and what was expected',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}
/** One answer that is no refusal: with an example, or of a media type, or without a body. */
export const answer = (status: number, description: string, example?: object) => ({
  [status]: { description, ...(example ? { content: { 'application/json': { example } } } : {}) },
  ...refused,
})
export const ok = (description: string, type = 'application/json') => ({
  200: { description, content: { [type]: {} } },
  ...refused,
})
export const get = (summary: string, parameters: object[], type?: string) => ({
  get: { summary, parameters, responses: ok(summary, type) },
})
