import { SECTOR_LABELS } from '../../core/proposal/sector.ts'
import { STATUS_LABELS } from '../../core/proposal/status.ts'
import { type ChoiceColumn, columnKind, isStudyColumn } from '../../core/score/ranking-columns.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { Arrangement, RowTest } from './arrange-rows.ts'
import { type ListedRanking, numbersOf } from './list-numbers.ts'
import type { ColumnFilter, ListChoice, Sort } from './list-request.ts'
import type { Choices, ListTexts } from './list-texts.ts'
import { keyOf, type RankingContext } from './ranking-context.ts'
import { readListTexts } from './read-list-texts.ts'

/** Rows of a ranking that pass the filters of the heads and the search, in the order asked for; put in order once. */
export async function listRows(
  context: RankingContext,
  listed: ListedRanking,
  choice: ListChoice,
  watch: WorkWatch,
): Promise<Uint32Array> {
  const { order } = listed.ranked.ranking
  const { within, sort } = choice
  const search = wordsOf(choice.search ?? '')
  const isPlain = Object.keys(within).length === 0 && search.length === 0
  if (isPlain && (!sort || isRankOrder(sort))) return order
  const texts = asksTexts(choice) ? await textsOf(context, listed, watch) : null
  const key = JSON.stringify([rankingKey(listed), within, search, sort, choice.study])
  const make = (own: Required<WorkWatch>) => {
    const arrangement = arrangementOf(listed, { within, search, sort }, texts)
    return context.calculator.run('arrangement', arrangement, costOf(arrangement), { signal: own.signal })
  }
  return context.lists.get(key, make, watch)
}

/** The texts of the listed alternatives; read when a head or the search asks for them. */
export function textsOf(
  context: RankingContext,
  { set }: ListedRanking,
  watch: WorkWatch,
): Promise<ListTexts> {
  return readListTexts(context, set, `${JSON.stringify(set.filter)} ${set.alternatives.digest}`, watch)
}

export function rankingKey({ set, used, method }: ListedRanking): string {
  return `${JSON.stringify(set.filter)} ${keyOf(set.alternatives, { weights: used.weights, method })}`
}

/** Whether anything but numbers is asked for. */
export function asksTexts({ within, search, sort }: ListChoice): boolean {
  const asked = [...Object.keys(within), ...(sort ? [sort.column] : [])]
  return wordsOf(search ?? '').length > 0 || asked.some(isText)
}

function isText(column: string): boolean {
  return columnKind(column, []) === 'text' || isChoice(column)
}

function isRankOrder({ column, direction }: Sort): boolean {
  return column === 'rank' && direction === 'ascending'
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Steps for a row, in values of a weighted sum: to put in order, to test, and to look for a word. */
const [ORDERED, TESTED, SEARCHED] = [0.6, 0.1, 1]

function costOf({ order, tests, sort }: Arrangement): number {
  const tested = tests.map((test) => (test.kind === 'words' ? SEARCHED * test.words.length : TESTED))
  return order.length * tested.reduce((a, b) => a + b, sort ? ORDERED : 0)
}

interface Asked extends Pick<ListChoice, 'within' | 'sort'> {
  readonly search: readonly string[]
}

function arrangementOf(
  listed: ListedRanking,
  { within, search, sort }: Asked,
  texts: ListTexts | null,
): Arrangement {
  const tests = Object.entries(within).map(([column, filter]) => testOf(listed, column, filter, texts))
  const { village } = texts?.choices ?? {}
  const searched: RowTest[] =
    texts && search.length > 0
      ? [
          {
            kind: 'words',
            words: search,
            places: { texts: texts.texts.title, ...(village && { choice: small(village) }) },
          },
        ]
      : []
  return {
    order: listed.ranked.ranking.order,
    tests: [...tests, ...searched],
    sort: sort ? { values: sortValues(listed, sort, texts), direction: sort.direction } : null,
  }
}

function small({ index, values }: Choices) {
  return { index, values: values.map((value) => value.toLowerCase()) }
}

function testOf(
  listed: ListedRanking,
  column: string,
  filter: ColumnFilter,
  texts: ListTexts | null,
): RowTest {
  const choices = choicesOf(listed, column, texts)
  if ('values' in filter && choices) {
    const { index, values } = choices
    const chosen = new Set(filter.values)
    const allowed = Uint8Array.from([...values, ''], (value) => (chosen.has(value) ? 1 : 0))
    return { kind: 'choice', index, allowed }
  }
  if ('words' in filter && texts)
    return {
      kind: 'words',
      words: wordsOf(filter.words),
      places: { texts: column === 'code' ? texts.texts.code : texts.texts.title },
    }
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } =
    'values' in filter || 'words' in filter ? {} : filter
  return { kind: 'range', values: numbersOf(listed, column), least, most }
}

function sortValues(
  listed: ListedRanking,
  { column, language }: Sort,
  texts: ListTexts | null,
): Float64Array {
  if (column === 'standing' && listed.study)
    return Float64Array.from(listed.study.standing.index, (choice) => (choice < 0 ? Number.NaN : choice))
  if (!texts || !isText(column)) return numbersOf(listed, column)
  if (!isChoice(column)) return Float64Array.from(texts.texts[column === 'code' ? 'code' : 'title'].places)
  const { index, values } = texts.choices[column]
  const named = values.map((value) => wordOf(column, value, language, texts).toLowerCase())
  const distinct = [...new Set(named)].sort()
  const placeOf = new Map(distinct.map((word, place) => [word, place]))
  const places = named.map((word) => placeOf.get(word) ?? 0)
  return Float64Array.from(index, (choice) => (choice < 0 ? Number.NaN : places[choice]!))
}

/** What the screen shows for a value. */
function wordOf(column: ChoiceColumn, value: string, language: Sort['language'], texts: ListTexts): string {
  const labels: Readonly<Record<string, Readonly<Record<Sort['language'], string>>>> =
    column === 'status' ? STATUS_LABELS : column === 'sector' ? SECTOR_LABELS : {}
  if (column === 'district') return texts.districtNames.get(value) ?? value
  return labels[value]?.[language] ?? value
}

/** What the rows have to choose from in a column; null of one without, or whose texts were not read. */
export function choicesOf({ study }: ListedRanking, column: string, texts: ListTexts | null): Choices | null {
  if (column === 'standing') return study?.standing ?? null
  return texts && isChoice(column) ? texts.choices[column] : null
}

export function isChoice(column: string): column is ChoiceColumn {
  return columnKind(column, []) === 'values' && !isStudyColumn(column)
}
