import { SECTOR_LABELS } from '../../core/proposal/sector.ts'
import { STATUS_LABELS } from '../../core/proposal/status.ts'
import {
  type ChoiceColumn,
  columnKind,
  isStudyColumn,
  type TextColumn,
} from '../../core/score/ranking-columns.ts'
import { inSlices } from '../workload/in-slices.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { type Arrangement, arrangeInSteps, NO_PLACE, type RowTest, type SortKeys } from './arrange-rows.ts'
import { type ListedRanking, numbersOf } from './list-numbers.ts'
import type { ColumnFilter, ListChoice, Sort } from './list-request.ts'
import type { Choices, ListTexts, WantedTexts } from './list-texts.ts'
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
  const texts = await readListTexts(context, listed.set, wantedTexts(choice), watch)
  const key = JSON.stringify([rankingKey(listed), within, search, sort, choice.study])
  const make = async ({ signal }: Required<WorkWatch>) => {
    const arrangement = arrangementOf(listed, { within, search, sort }, texts)
    return order.length <= MOST_HERE
      ? inSlices(arrangeInSteps(arrangement), signal)
      : context.calculator.run('arrangement', arrangement, Number.POSITIVE_INFINITY, { signal })
  }
  return context.lists.get(key, make, watch)
}

export function rankingKey({ set, used, method }: ListedRanking): string {
  return `${JSON.stringify(set.filter)} ${keyOf(set.alternatives, { weights: used.weights, method })}`
}

/** What the heads and the search ask for beside numbers. */
export function wantedTexts({ within, search, sort }: ListChoice): WantedTexts {
  const filtered = Object.keys(within)
  const isSearched = wordsOf(search ?? '').length > 0
  const sorted = sort ? [sort.column] : []
  return {
    texts: unique([
      ...[...filtered, ...sorted].filter(isTextColumn),
      ...(isSearched ? (['title'] as const) : []),
    ]),
    choices: unique([
      ...[...filtered, ...sorted].filter(isChoice),
      ...(isSearched ? (['village'] as const) : []),
    ]),
  }
}

export function asksTexts(choice: ListChoice): boolean {
  return Object.values(wantedTexts(choice)).some((columns) => columns.length > 0)
}

function unique<One>(all: readonly One[]): One[] {
  return [...new Set(all)]
}

function isTextColumn(column: string): column is TextColumn {
  return columnKind(column, []) === 'text'
}

function isRankOrder({ column, direction }: Sort): boolean {
  return column === 'rank' && direction === 'ascending'
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** More rows are arranged in a thread: for so many it takes longer to start one. */
const MOST_HERE = 200_000

interface Asked extends Pick<ListChoice, 'within' | 'sort'> {
  readonly search: readonly string[]
}

function arrangementOf(
  listed: ListedRanking,
  { within, search, sort }: Asked,
  texts: ListTexts,
): Arrangement {
  const tests = Object.entries(within).map(([column, filter]) => testOf(listed, column, filter, texts))
  const [titles, village] = [texts.texts.get('title'), texts.choices.get('village')]
  const searched: RowTest[] =
    titles && search.length > 0
      ? [
          {
            kind: 'words',
            words: search,
            places: { texts: titles, ...(village && { choice: small(village) }) },
          },
        ]
      : []
  return {
    order: listed.ranked.ranking.order,
    tests: [...tests, ...searched],
    sort: sort ? { keys: sortKeys(listed, sort, texts), direction: sort.direction } : null,
  }
}

function small({ index, values }: Choices) {
  return { index, values: values.map((value) => value.toLowerCase()) }
}

function testOf(listed: ListedRanking, column: string, filter: ColumnFilter, texts: ListTexts): RowTest {
  const choices = choicesOf(listed, column, texts)
  const words = texts.texts.get(column)
  if ('values' in filter && choices) {
    const { index, values } = choices
    const chosen = new Set(filter.values)
    const allowed = Uint8Array.from([...values, ''], (value) => (chosen.has(value) ? 1 : 0))
    return { kind: 'choice', index, allowed }
  }
  if ('words' in filter && words)
    return { kind: 'words', words: wordsOf(filter.words), places: { texts: words } }
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } =
    'values' in filter || 'words' in filter ? {} : filter
  return { kind: 'range', values: numbersOf(listed, column), least, most }
}

function sortKeys(listed: ListedRanking, { column, language }: Sort, texts: ListTexts): SortKeys {
  const text = texts.texts.get(column)
  if (text) return text.places
  const choices = choicesOf(listed, column, texts)
  if (!choices) return numbersOf(listed, column)
  if (column === 'standing') return placesOf(choices, [...choices.values.keys()])
  const named = wordsOfChoices(column, choices, language).map((word) => word.toLowerCase())
  const distinct = [...new Set(named)].sort()
  const placeOf = new Map(distinct.map((word, place) => [word, place]))
  return placesOf(
    choices,
    named.map((word) => placeOf.get(word) ?? 0),
  )
}

/** By row, of the places that choices have. */
function placesOf({ index }: Choices, ofChoice: readonly number[]): Uint32Array {
  const places = new Uint32Array(index.length)
  for (let row = 0; row < places.length; row++) places[row] = ofChoice[index[row]!] ?? NO_PLACE
  return places
}

/** What the screen shows for each value. */
function wordsOfChoices(
  column: string,
  { values, names = values }: Choices,
  language: Sort['language'],
): string[] {
  const labels: Readonly<Record<string, Readonly<Record<Sort['language'], string>>>> =
    column === 'status' ? STATUS_LABELS : column === 'sector' ? SECTOR_LABELS : {}
  return names.map((name) => labels[name]?.[language] ?? name)
}

/** What the rows have to choose from in a column; undefined of one without, or whose texts were not read. */
export function choicesOf({ study }: ListedRanking, column: string, texts: ListTexts): Choices | undefined {
  return column === 'standing' ? study?.standing : texts.choices.get(column)
}

export function isChoice(column: string): column is ChoiceColumn {
  return columnKind(column, []) === 'values' && !isStudyColumn(column)
}
