import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import {
  type ColumnKind,
  CRITERION_COLUMN,
  columnKind,
  isStudyColumn,
  RANKING_COLUMNS,
  SORT_DIRECTIONS,
  STUDY_COLUMNS,
} from '../../core/score/ranking-columns.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const MOST_FILTERS = 30
const MOST_CHOSEN = 2000
const LANGUAGES = ['id', 'en'] as const

export const columnName = z
  .string('expected the name of a column')
  .min(1, 'expected the name of a column')
  .max(80)
const words = z
  .string('expected words')
  .max(100, 'expected at most 100 characters')
  .refine(...STORABLE_TEXT)
const bound = z.number('expected a number')
const rangeSchema = z
  .strictObject({ least: bound.optional(), most: bound.optional() })
  .refine(({ least, most }) => (least ?? most) !== undefined, 'expected least, most or both')
const choiceSchema = z.strictObject({
  values: z
    .array(z.string('expected text').max(500, 'expected at most 500 characters'), 'expected a list of values')
    .min(1, 'expected at least one value')
    .max(MOST_CHOSEN, `expected at most ${MOST_CHOSEN} values`),
})
const wordsSchema = z.strictObject({ words: words.min(1, 'expected words') })

const FILTER_EXPECTED = 'expected {least, most}, {values} or {words}'
const columnFilterSchema = z.union([rangeSchema, choiceSchema, wordsSchema], FILTER_EXPECTED)

/** How the list is narrowed, by which no rank changes. */
export const narrowing = {
  within: z
    .record(columnName, columnFilterSchema, 'expected filters by column')
    .refine(
      (within) => Object.keys(within).length <= MOST_FILTERS,
      `expected filters of at most ${MOST_FILTERS} columns`,
    )
    .default({})
    .describe(
      'Narrows the list by column, no rank changes: {least, most} of numbers, {values} (“” for those not given), {words} in a text',
    ),
  search: words.optional().describe('Words that the title or the village’s name hold; no rank changes'),
  study: z
    .string('expected the id of a study')
    .max(100, 'expected the id of a study')
    .optional()
    .describe('A study of robustness that is done, by which columns interval and standing sort and filter'),
}

export const sortSchema = z
  .strictObject({
    column: columnName.describe(
      `${Object.keys(RANKING_COLUMNS).join(', ')}, ${CRITERION_COLUMN}{key}, or with a study ${Object.keys(STUDY_COLUMNS).join(', ')}`,
    ),
    direction: z.enum(SORT_DIRECTIONS, `expected ${SORT_DIRECTIONS.join(' or ')}`),
    /** Codes are put in the order of their words. */
    language: z.enum(LANGUAGES, `expected ${LANGUAGES.join(' or ')}`).default('id'),
  })
  .describe('The order of the list; equal ones by rank, those not known at the end. By rank without it')

export type ColumnFilter = z.infer<typeof columnFilterSchema>
export type Sort = z.infer<typeof sortSchema>

/** What of a request says which rows are listed, and in which order. */
export interface ListChoice {
  readonly within: Readonly<Record<string, ColumnFilter>>
  readonly search?: string | undefined
  readonly sort?: Sort | undefined
  readonly study?: string | undefined
}

const WANTED: Readonly<Record<ColumnKind, string>> = {
  range: '{least, most}',
  values: '{values}',
  text: '{words}',
}

/** Throws when a column is not known, or a filter is not of its kind. */
export function checkListChoice({ within, sort, study }: ListChoice, criteria: readonly string[]): void {
  const columns = { criteria, study }
  for (const [column, filter] of Object.entries(within)) {
    const kind = knownColumn(`within.${column}`, column, columns)
    if (kindOf(filter) !== kind) throw badParameter(`within.${column}`, filter, WANTED[kind])
  }
  if (sort) knownColumn('sort.column', sort.column, columns)
}

/** Which columns there are beside those of every ranking. */
interface FurtherColumns {
  readonly criteria: readonly string[]
  readonly study: string | undefined
}

export function knownColumn(
  parameter: string,
  column: string,
  { criteria, study }: FurtherColumns,
): ColumnKind {
  if (isStudyColumn(column) && study === undefined)
    throw badParameter(parameter, column, 'a study beside it (study: its id)')
  const kind = columnKind(column, criteria)
  if (kind) return kind
  const known = [...Object.keys(RANKING_COLUMNS), ...criteria.map((key) => CRITERION_COLUMN + key)]
  throw badParameter(parameter, column, `one of ${known.join(', ')}`)
}

function kindOf(filter: ColumnFilter): ColumnKind {
  if ('values' in filter) return 'values'
  return 'words' in filter ? 'text' : 'range'
}
