import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { RankStudy } from '../../../core/api/robustness.ts'
import type { CellValue } from '../../../core/score/column-spread.ts'
import { STANDINGS, standingOf } from '../../../core/score/rank-standing.ts'
import { CRITERION_COLUMN } from '../../../core/score/ranking-columns.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { codeLabel } from '../../i18n/code-labels.ts'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { scoreFigure, scoreName } from '../weights/method-words.ts'
import type { Column, ColumnOrder } from './columns/column.ts'
import { columnText } from './columns/column-words.ts'
import type { RankedRow } from './rank-row.ts'
import { rankingText } from './ranking-words.ts'

export type RankColumn = Column<RankedRow>

/** What the columns of the ranking are made for. */
export interface ColumnSource {
  readonly criteria: readonly CriterionInfo[]
  readonly method: RankingMethodName
  readonly study: ReadonlyMap<string, RankStudy> | null
  /** Names of the districts by code. */
  readonly districts: ReadonlyMap<string, string>
  /** The server ranks, and has no such study any longer. */
  readonly forgotten: boolean
}

/** Columns that name the row stay in sight while others scroll by. */
export const PINNED_AT_FIRST: readonly string[] = ['rank', 'title']
/** Columns that are shown at first in a table of at least so many rem. */
const ROOM_REM: Readonly<Record<string, number>> = { cost: 26, status: 38, code: 45, agency: 54 }
/** With the study's columns there is less room; below the last figure the bar goes under the title. */
const STUDY_ROOM_REM: Readonly<Record<string, number>> = {
  ...{ interval: 26, cost: 30, contributions: 42, status: 50, code: 57, agency: 66 },
}
/** Below this many rem a table is a list without sideways scrolling, tools in its head or columns of one's own. */
export const PLAIN_BELOW_REM = 30
/** Of the plain list. */
const PLAIN_WIDTHS: Readonly<Record<string, number>> = { title: 0, contributions: 6, cost: 3.75, interval: 4 }

/** Every column that the ranking can show, in the order in which they stand. */
export function rankColumns(source: ColumnSource): RankColumn[] {
  const { study, forgotten } = source
  return [
    ...namingColumns(),
    ...officeColumns(source),
    ...scoreColumns(source),
    ...(study ? studyColumns(study, forgotten) : []),
    ...source.criteria.map(criterionColumn),
  ]
}

/** Those of the columns that a table of so many rem shows: the chosen ones, or those that there is room for. */
export function shownColumns(
  columns: readonly RankColumn[],
  chosen: readonly string[] | null,
  roomRem: number,
): RankColumn[] {
  if (roomRem < PLAIN_BELOW_REM)
    return columnsAtFirst(columns, roomRem).map((column) => ({
      ...column,
      width: PLAIN_WIDTHS[column.id] ?? column.width,
    }))
  if (chosen === null) return columnsAtFirst(columns, roomRem)
  return columns.filter(({ id, fixed }) => fixed || chosen.includes(id))
}

function columnsAtFirst(columns: readonly RankColumn[], roomRem: number): RankColumn[] {
  const hasStudy = columns.some(({ id }) => id === 'interval')
  const room = hasStudy ? STUDY_ROOM_REM : { ...ROOM_REM, contributions: 0 }
  const always = ['rank', 'title', 'score', 'standing']
  return columns.filter(({ id }) => always.includes(id) || roomRem >= (room[id] ?? Number.POSITIVE_INFINITY))
}

/** Key of the criterion that a column shows the values of; null for other columns. */
export function criterionOf({ id }: Pick<RankColumn, 'id'>): string | null {
  return id.startsWith(CRITERION_COLUMN) ? id.slice(CRITERION_COLUMN.length) : null
}

const orUnknown = (say: (value: CellValue) => string) => (value: CellValue) =>
  value === '' || Number.isNaN(value) ? columnText('unknown') : say(value)
const plainText = orUnknown(String)
const figure = orUnknown((value) => number(Number(value)))
const code = (set: 'status' | 'sector') => orUnknown((value) => codeLabel(set, String(value)))

const texts = { align: 'start', first: 'ascending', cells: 'text', text: plainText } as const
const figures = { align: 'end', first: 'descending', cells: 'whole', text: figure, filter: 'range' } as const

function named(id: string, name: string, width: number, head = name) {
  return { id, name, width, head }
}

function namingColumns(): RankColumn[] {
  return [
    {
      ...named('rank', rankingText('rank'), 2.75, '#'),
      ...{ ...figures, align: 'start', first: 'ascending', fixed: true, value: ({ rank }) => rank },
    },
    {
      ...named('title', rankingText('proposal'), 11),
      ...{ ...texts, filter: 'text', fixed: true, value: ({ title }) => title },
    },
    { ...named('code', rankingText('code'), 7), ...texts, filter: 'text', value: ({ code }) => code },
  ]
}

function officeColumns({ districts }: ColumnSource): RankColumn[] {
  const choice = { ...texts, filter: 'values' } as const
  const districtOf = ({ villageCode = '' }: RankedRow) => villageCode.split('.').slice(0, 3).join('.')
  return [
    { ...named('village', rankingText('village'), 8.5), ...choice, value: ({ village }) => village },
    {
      ...named('district', rankingText('district'), 8.5),
      ...choice,
      value: districtOf,
      text: orUnknown((value) => districts.get(String(value)) ?? String(value)),
    },
    {
      ...named('status', rankingText('status'), 8),
      ...{ ...choice, value: ({ status }) => status ?? '', text: code('status') },
    },
    {
      ...named('agency', rankingText('agency'), 9.5, rankingText('agencyShort')),
      ...{ ...choice, value: ({ agency }) => agency ?? '' },
    },
    {
      ...named('sector', rankingText('sector'), 8.5),
      ...{ ...choice, value: ({ sector }) => sector ?? '', text: code('sector') },
    },
  ]
}

function scoreColumns({ method }: ColumnSource): RankColumn[] {
  const isSum = method === 'weighted-sum'
  const score = ({ score }: RankedRow) => score
  const scoreText = orUnknown((value) => scoreFigure(Number(value), method))
  return [
    {
      ...named('contributions', rankingText(isSum ? 'contributions' : 'weighted'), 7.75),
      ...{ ...figures, align: 'start', filter: null, value: ({ parts }) => sumOf(parts) },
    },
    {
      ...named('score', scoreName(method), isSum ? 3.5 : 4.75),
      ...{ ...figures, value: score, text: scoreText, cells: 'decimal' },
    },
    {
      ...named('cost', rankingText('cost'), 4.25, rankingText('million')),
      ...{ ...figures, value: ({ cost }) => cost, unit: 1e6, cells: 'rupiah' },
      text: orUnknown((value) => rupiahShort(Number(value))),
    },
  ]
}

function studyColumns(study: ReadonlyMap<string, RankStudy>, forgotten: boolean): RankColumn[] {
  const whyNot = forgotten ? { whyNot: rankingText('studyForgotten') } : {}
  const standing = ({ code }: RankedRow) => {
    const one = study.get(code)
    return one ? standingOf(one) : ''
  }
  const words = (value: CellValue) =>
    value === 'certain' || value === 'depends' || value === 'no' ? rankingText(value) : columnText('unknown')
  return [
    {
      ...named('interval', rankingText('interval'), 4.5),
      ...{ ...figures, first: 'ascending', value: ({ code }) => study.get(code)?.low ?? Number.NaN },
      ...{ filter: forgotten ? null : 'range', ...whyNot },
    },
    {
      ...named('standing', rankingText('standing'), 6),
      ...{ ...texts, filter: forgotten ? null : 'values', ...whyNot, value: standing, text: words },
      order: surestFirst,
    },
  ]
}

const PLACES = new Map<CellValue, number>(STANDINGS.map((standing, place) => [standing, place]))

const surestFirst: ColumnOrder = {
  place: (value) => PLACES.get(value) ?? Number.NaN,
  get ascending() {
    return rankingText('surestFirst')
  },
  get descending() {
    return rankingText('surestLast')
  },
}

function criterionColumn({ key, title }: CriterionInfo): RankColumn {
  const value = (row: RankedRow) => row.perMille?.(key) ?? Number.NaN
  return { ...named(CRITERION_COLUMN + key, pick(title), 7), ...figures, value }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}
