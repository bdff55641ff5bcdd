import { type CellStyle, cellStyle } from '../../../core/download/xlsx/sheet-xml.ts'
import type { WorkbookSheet } from '../../../core/download/xlsx/workbook-members.ts'
import type { CellValue } from '../../../core/score/column-spread.ts'
import { pick } from '../../i18n/translate.ts'
import type { PlanState } from '../state/plan-state.ts'
import { methodText } from '../weights/method-words.ts'
import { type Column, isKnown } from './columns/column.ts'
import { sortText } from './columns/filter-chips.ts'
import { filterText } from './columns/filter-text.ts'
import type { TableView } from './columns/table-view.ts'
import { writeXlsx } from './columns/write-xlsx.ts'
import type { RankColumn } from './rank-columns.ts'
import type { RankList } from './rank-list.ts'
import { rankingText } from './ranking-words.ts'

/** What a workbook is made of: the list as it is shown, and what it was ranked by. */
export interface ShownRanking {
  readonly list: RankList
  readonly state: PlanState
  /** All columns, and those that are shown, in their order. */
  readonly columns: readonly RankColumn[]
  readonly shown: readonly RankColumn[]
  readonly view: Pick<TableView, 'filters' | 'sort'>
}

const STYLES: Readonly<Record<RankColumn['cells'], CellStyle>> = {
  ...{ text: cellStyle.plain, whole: cellStyle.whole, rupiah: cellStyle.rupiah, decimal: cellStyle.plain },
}
/** Characters of the standard font to a rem of the screen. */
const LETTERS_A_REM = 2.2
const TITLE_LETTERS = 48

/** The list that is shown as a workbook: its columns with numbers as numbers, the weights, and filters and order in words. */
export function rankingXlsx(ranking: ShownRanking): Promise<Blob> {
  return writeXlsx([listSheet(ranking), weightSheet(ranking), aboutSheet(ranking)])
}

function listSheet({ list, shown }: ShownRanking): WorkbookSheet {
  const columns = shown.map(({ id, name, width, cells }) => ({
    title: name,
    width: id === 'title' ? TITLE_LETTERS : Math.round(width * LETTERS_A_REM),
    style: STYLES[cells],
  }))
  return { name: rankingText('title'), columns, rows: rowsOf(list, shown) }
}

function* rowsOf(list: RankList, shown: readonly RankColumn[]): Generator<CellValue[]> {
  for (let place = 0; place < list.length; place++) {
    const row = list.at(place)
    if (row) yield shown.map((column) => cellOf(column, column.value(row)))
  }
}

/** Codes in words; one decimal of per mille, six of closeness and net flow. What is not known is left empty. */
function cellOf({ cells, text }: RankColumn, value: CellValue): CellValue {
  if (!isKnown(value)) return ''
  if (typeof value === 'string') return text(value)
  return cells === 'decimal' ? Number(value.toFixed(Math.abs(value) > 1 ? 1 : 6)) : value
}

function weightSheet({ state: { criteria, weights, alternatives } }: ShownRanking): WorkbookSheet {
  const columns = [
    { title: rankingText('criterion'), width: 40 },
    { title: rankingText('weight'), width: 10, style: cellStyle.whole },
    { title: rankingText('withoutData'), width: 24, style: cellStyle.whole },
  ]
  const rows = criteria.map(({ key, title }) => [
    pick(title),
    weights?.[key] ?? 0,
    alternatives?.figures.get(key)?.missing ?? null,
  ])
  return { name: rankingText('weights'), columns, rows }
}

function aboutSheet({ list, state, columns, shown, view }: ShownRanking): WorkbookSheet {
  const named = (id: string): Column<never> | undefined => columns.find((column) => column.id === id)
  const sorted = view.sort && named(view.sort.id)
  const filters = [...view.filters].flatMap(([id, filter]) => {
    const column = named(id)
    return column ? [filterText(column, filter)] : []
  })
  const rows = [
    [rankingText('about'), document.title],
    [rankingText('written'), new Date().toISOString()],
    [rankingText('address'), location.href],
    [rankingText('method'), methodText(state.method)],
    [rankingText('digest'), state.alternatives?.digest ?? ''],
    [rankingText('ranked'), list.ranked],
    [rankingText('rows'), list.length],
    ...(state.search ? [[rankingText('search'), state.search]] : []),
    ...filters.map((text) => [rankingText('listFilter'), text]),
    [rankingText('order'), sorted && view.sort ? sortText(sorted, view.sort) : rankingText('rank')],
    [rankingText('columns'), shown.map(({ name }) => name).join(', ')],
  ]
  const head = [
    { title: rankingText('what'), width: 28 },
    { title: rankingText('content'), width: 90, style: cellStyle.wrapped },
  ]
  return { name: rankingText('about'), columns: head, rows }
}
