import { describe, expect, it } from 'vitest'
import { readAlternatives } from '../../../client/plan/data/read-alternatives.ts'
import { type CellFilter, isOpen } from '../../../client/plan/ranking/columns/cell-filter.ts'
import { nextSort, orderOf } from '../../../client/plan/ranking/columns/cell-order.ts'
import { type ColumnLayout, placeColumns } from '../../../client/plan/ranking/columns/column-layout.ts'
import { sortText } from '../../../client/plan/ranking/columns/filter-chips.ts'
import { edgesOf } from '../../../client/plan/ranking/columns/histogram-edges.ts'
import { listChoice } from '../../../client/plan/ranking/list-choice.ts'
import { rankColumns, shownColumns } from '../../../client/plan/ranking/rank-columns.ts'
import { type ListQuestion, liveRankList } from '../../../client/plan/ranking/rank-list.ts'
import { PlanStore } from '../../../client/plan/state/plan-store.ts'
import { startPlanState } from '../../../client/plan/state/plan-url.ts'
import { countValues, histogramOf } from '../../../core/score/column-spread.ts'
import type { SortDirection } from '../../../core/score/ranking-columns.ts'

/** Codes, titles, villages, statuses, agencies, costs and values; by value the order is b, d, a, c, e. */
const ROWS = [
  ['a', 'Jalan poros', 0, 'verified', 'Dinas PU', 300e6, 500],
  ['b', 'Jembatan', 1, 'accepted', null, null, 900],
  ['c', 'Sumur bor', 0, 'verified', 'Dinas PU', 100e6, 400],
  ['d', 'jalan usaha', -1, 'submitted', 'Dinas Kesehatan', 300e6, 700],
  ['e', 'Drainase', 1, 'verified', 'Dinas PU', 2e9, null],
] as const

function storeOf(): PlanStore {
  const column = <At extends number>(at: At) => ROWS.map((row) => row[at])
  const alternatives = readAlternatives({
    ...{ digest: '', count: ROWS.length, total: ROWS.length, truncated: false, keys: ['x'], figures: {} },
    ...{ competition: { competing: ROWS.length, leftOut: [] }, excluded: {}, missing: { x: [4] } },
    ...{ codes: column(0), titles: column(1), status: column(3), agency: column(4), costRupiah: column(5) },
    villages: { codes: ['62.01.02.2001', '62.01.03.2001'], names: ['Kubu', 'Amin'], index: column(2) },
    sector: ROWS.map(() => 'health'),
    points: ROWS.map(() => null),
    values: { x: column(6) },
  } as never)
  const criteria = [{ key: 'x', title: { id: 'Mendesak', en: 'Urgent' } }] as never
  return new PlanStore({ ...startPlanState(''), alternatives, criteria, weights: { x: 10 } })
}

const store = storeOf()
const columns = rankColumns({
  ...{ criteria: store.state.criteria, method: 'weighted-sum', study: null, forgotten: false },
  districts: new Map([['62.01.02', 'Kumai']]),
})
const columnOf = (id: string) => columns.find((column) => column.id === id)!

function listOf(question: Partial<ListQuestion>) {
  const list = liveRankList(store, { columns, filters: new Map(), sort: null, study: null, ...question })!
  const rows = Array.from({ length: list.length }, (_, place) => list.at(place)!)
  return { list, codes: rows.map(({ code }) => code).join(''), ranks: rows.map(({ rank }) => rank).join('') }
}

const filtered = (...filters: [string, CellFilter][]) => listOf({ filters: new Map(filters) })

describe('the order of the ranking’s table', () => {
  it('is that of the ranking until a head is pressed; then one way, the other, and back', () => {
    expect(listOf({}).codes).toBe('bdace')
    const first = nextSort(null, 'cost', 'descending')
    const second = nextSort(first, 'cost', 'descending')
    expect([first, second]).toEqual([
      { id: 'cost', direction: 'descending' },
      { id: 'cost', direction: 'ascending' },
    ])
    expect(nextSort(second, 'cost', 'descending')).toBeNull()
    expect(nextSort(second, 'title', 'ascending')).toEqual({ id: 'title', direction: 'ascending' })
  })

  it('keeps each rank, puts equal ones by rank, and those not known at the end whichever way', () => {
    expect(listOf({ sort: { id: 'cost', direction: 'descending' } })).toMatchObject({
      codes: 'edacb',
      ranks: '52341',
    })
    expect(listOf({ sort: { id: 'cost', direction: 'ascending' } }).codes).toBe('cdaeb')
    expect(listOf({ sort: { id: 'criterion:x', direction: 'ascending' } }).codes).toBe('cadbe')
    expect(listOf({ sort: { id: 'agency', direction: 'ascending' } }).codes).toBe('daceb')
  })

  it('of texts knows no capitals, and of codes goes by their words', () => {
    expect(listOf({ sort: { id: 'title', direction: 'ascending' } }).codes).toBe('eadbc')
    const words = (text: string) => columnOf('status').text(text)
    const byWord = ['verified', 'accepted', 'submitted'].sort((a, b) => (words(a) < words(b) ? -1 : 1))
    const { list } = listOf({ sort: { id: 'status', direction: 'ascending' } })
    expect([list.at(0)?.status, list.at(4)?.status]).toEqual([byWord[0], byWord[2]])
    expect([...orderOf(['b', '', 'A'], 'descending')]).toEqual([0, 2, 1])
  })
})

describe('the columns of a study', () => {
  const study = new Map(
    [
      ['a', 0.5, 2],
      ['b', 0, 4],
      ['c', 1, 1],
      ['d', 0.96, 3],
    ].map(([code, aboveLine, low]) => [code, { code, aboveLine, low }]),
  ) as never
  const source = { criteria: [], method: 'weighted-sum', districts: new Map(), study } as const
  const studied = rankColumns({ ...source, forgotten: false })
  const by = (id: string, direction: SortDirection) =>
    listOf({ columns: studied, sort: { id, direction } }).codes

  it('order by certainty, and by the better end of the interval', () => {
    expect(by('standing', 'ascending')).toBe('dcabe')
    expect(by('standing', 'descending')).toBe('badce')
    expect(by('interval', 'ascending')).toBe('cadbe')
    const standing = studied.find(({ id }) => id === 'standing')!
    expect(sortText(standing, { id: 'standing', direction: 'ascending' })).toBe(
      'Urut Ketahanan, paling pasti dulu',
    )
  })

  it('are asked of the server with the study, unless it no longer has it: then they say why not', () => {
    const sort = { id: 'interval', direction: 'ascending' } as const
    const filters = new Map([['standing', { kind: 'values', values: new Set(['certain']) } as const]])
    const question = { columns: studied, filters, sort, study: 'one' }
    expect(listChoice(question, '')).toEqual({
      ...{ within: { standing: { values: ['certain'] } }, study: 'one' },
      sort: { column: 'interval', direction: 'ascending', language: 'id' },
    })
    const forgotten = rankColumns({ ...source, forgotten: true })
    expect(listChoice({ ...question, columns: forgotten, study: null }, '')).toEqual({ within: {} })
    expect(forgotten.filter(({ whyNot }) => whyNot).map(({ id }) => id)).toEqual(['interval', 'standing'])
    // Of columns that the server knows by itself nothing is said of the study.
    expect(
      listChoice({ ...question, filters: new Map(), sort: { ...sort, id: 'cost' } }, ''),
    ).not.toHaveProperty('study')
  })
})

describe('filters of the heads', () => {
  it('narrow the list and not what is ranked, alone and together', () => {
    const cheap = filtered(['cost', { kind: 'range', least: 100e6, most: 300e6 }])
    expect(cheap).toMatchObject({ codes: 'dac', ranks: '234', list: { ranked: 5 } })
    expect(cheap.list.placeOf('c')).toBe(2)
    expect(cheap.list.placeOf('b')).toBe(-1)
    expect(filtered(['cost', { kind: 'range', least: null, most: 100e6 }]).codes).toBe('c')
    expect(filtered(['agency', { kind: 'values', values: new Set(['Dinas PU', '']) }]).codes).toBe('bace')
    expect(filtered(['title', { kind: 'text', words: 'JALAN u' }]).codes).toBe('d')
    expect(filtered(['district', { kind: 'values', values: new Set(['62.01.02']) }]).codes).toBe('ac')
    const both = filtered(
      ['district', { kind: 'values', values: new Set(['62.01.02']) }],
      ['cost', { kind: 'range', least: 200e6, most: null }],
    )
    expect(both.codes).toBe('a')
    expect(both.list.spread?.(columnOf('cost'))).toMatchObject({
      ...{ kind: 'range', found: 2, histogram: { least: 100e6, greatest: 300e6 } },
    })
    expect(both.list.spread?.(columnOf('agency'))).toEqual({
      ...{ kind: 'values', found: 1, others: 0, values: [{ value: 'Dinas PU', count: 1 }] },
    })
  })

  it('that let everything through are none', () => {
    expect(isOpen({ kind: 'range', least: null, most: null })).toBe(true)
    expect(isOpen({ kind: 'range', least: 0, most: null })).toBe(false)
    expect(isOpen({ kind: 'text', words: ' ' })).toBe(true)
    expect(isOpen({ kind: 'values', values: new Set() })).toBe(true)
  })

  it('say their values in words', () => {
    expect(columnOf('district').text('62.01.02')).toBe('Kumai')
    expect(columnOf('agency').text('')).toBe('belum diisi')
    expect(columnOf('cost').text(300e6)).toBe('Rp 300 juta')
    expect(countValues(['b', '', 'a', 'b', '', ''])).toEqual([
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
      { value: '', count: 3 },
    ])
  })
})

describe('the histogram of a head', () => {
  it('counts every known value once, from the least to the greatest', () => {
    const values = Array.from({ length: 240 }, (_, at) => at)
    const even = histogramOf([...values, Number.NaN])!
    expect(even).toMatchObject({ least: 0, end: 239, greatest: 239, unknown: 1 })
    expect(even.counts.reduce((a, b) => a + b, 0)).toBe(240)
    expect(Math.max(...even.counts)).toBe(10)
    for (const [bin, count] of even.counts.entries()) {
      const [from, to] = edgesOf(even, bin)
      const isLast = bin === even.counts.length - 1
      expect(values.filter((value) => value >= from && (isLast ? value <= to : value < to))).toHaveLength(
        count,
      )
    }
  })

  it('puts a few giants into the last bin, so that the others can be told apart', () => {
    const skewed = histogramOf([...Array.from({ length: 199 }, (_, at) => at), 1e9])!
    expect(skewed.end).toBeLessThan(200)
    expect(skewed.greatest).toBe(1e9)
    expect(skewed.counts.filter((count) => count > 0)).toHaveLength(24)
    expect(edgesOf(skewed, 23)[1]).toBe(1e9)
  })

  it('is one bin where all are the same, and none where nothing is known', () => {
    expect(histogramOf([7, 7, 7])?.counts).toEqual([3])
    expect(histogramOf([Number.NaN, ''])).toBeNull()
  })
})

describe('columns', () => {
  const layout: ColumnLayout = { chosen: null, widths: {}, pinned: ['rank', 'title'] }
  const ids = (shown: readonly { id: string }[]) => shown.map(({ id }) => id).join(' ')

  it('are those that there is room for, or those that were chosen, with rank and title', () => {
    expect(ids(shownColumns(columns, null, 24))).toBe('rank title contributions score')
    expect(ids(shownColumns(columns, null, 33))).toBe('rank title contributions score cost')
    expect(ids(shownColumns(columns, null, 60))).toBe(
      'rank title code status agency contributions score cost',
    )
    expect(ids(shownColumns(columns, ['criterion:x', 'agency'], 33))).toBe('rank title agency criterion:x')
    // A phone keeps its list.
    expect(ids(shownColumns(columns, ['criterion:x', 'agency'], 24))).toBe('rank title contributions score')
  })

  it('that are pinned come first, each beside the one before; the title takes the room that is left', () => {
    const shown = shownColumns(columns, ['cost', 'agency'], 33)
    const { placed, template, total } = placeColumns(
      shown,
      { ...layout, pinned: ['rank', 'title', 'cost'], widths: { agency: 12 } },
      { stretched: 'title', roomRem: 30 },
    )
    expect(placed.map(({ column, left }) => [column.id, left])).toEqual([
      ['rank', 0],
      ['title', 2.75],
      ['cost', 13.75],
      ['agency', null],
    ])
    expect(template).toBe('2.75rem minmax(11rem, 1fr) 4.25rem 12rem 0.5rem')
    expect(total).toBe(30.5)
    const dragged = placeColumns(
      shown,
      { ...layout, widths: { title: 20 } },
      { stretched: 'title', roomRem: 30 },
    )
    expect(dragged.template).toContain('20rem')
    expect(dragged.template).toMatch(/minmax\(0\.5rem, 1fr\)$/)
  })

  it('that all fit need not stick: they are in sight as they are', () => {
    const shown = shownColumns(columns, ['cost', 'agency'], 33)
    const pinned = { ...layout, pinned: ['cost', 'rank'] }
    const placed = (roomRem: number) => placeColumns(shown, pinned, { stretched: 'title', roomRem }).placed
    const { total } = placeColumns(shown, pinned, { stretched: 'title', roomRem: 0 })
    expect(placed(total).map(({ column, left }) => [column.id, left])).toEqual([
      ['rank', null],
      ['cost', null],
      ['title', null],
      ['agency', null],
    ])
    expect(placed(total - 0.1).map(({ left }) => left)).toEqual([0, 2.75, null, null])
  })
})
