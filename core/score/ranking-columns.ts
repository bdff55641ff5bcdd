/** How the values of a column are chosen from: between two numbers, among those that there are, or by words in them. */
export type ColumnKind = 'range' | 'values' | 'text'

/** The columns of a ranking beside those of its criteria, each with how its values are chosen from. */
export const RANKING_COLUMNS = {
  rank: 'range',
  title: 'text',
  code: 'text',
  village: 'values',
  district: 'values',
  status: 'values',
  agency: 'values',
  sector: 'values',
  contributions: 'range',
  score: 'range',
  cost: 'range',
} as const satisfies Readonly<Record<string, ColumnKind>>

export type RankingColumn = keyof typeof RANKING_COLUMNS

type ColumnOf<Kind extends ColumnKind> = {
  [Column in RankingColumn]: (typeof RANKING_COLUMNS)[Column] extends Kind ? Column : never
}[RankingColumn]

export type ChoiceColumn = ColumnOf<'values'>
export type TextColumn = ColumnOf<'text'>
export type NumberColumn = ColumnOf<'range'>

/** Columns of a study of robustness: where a request names one, they are known as others are. */
export const STUDY_COLUMNS = { interval: 'range', standing: 'values' } as const satisfies Readonly<
  Record<string, ColumnKind>
>

export function isStudyColumn(name: string): name is keyof typeof STUDY_COLUMNS {
  return Object.hasOwn(STUDY_COLUMNS, name)
}

/** Before the key of a criterion in the name of its column. */
export const CRITERION_COLUMN = 'criterion:'

export type SortDirection = 'ascending' | 'descending'

export const SORT_DIRECTIONS = ['ascending', 'descending'] as const satisfies readonly SortDirection[]

/** Its own kind, that of a study's column, or that of a criterion's; undefined for a name that no column has. */
export function columnKind(name: string, criteria: readonly string[]): ColumnKind | undefined {
  const known = Object.entries(RANKING_COLUMNS).find(([column]) => column === name)
  if (known) return known[1]
  if (isStudyColumn(name)) return STUDY_COLUMNS[name]
  return criteria.some((key) => CRITERION_COLUMN + key === name) ? 'range' : undefined
}
