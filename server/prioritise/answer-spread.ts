import type { ColumnSpread } from '../../core/api/ranking.ts'
import { badParameter } from '../../core/problem.ts'
import { inOrder } from '../../core/score/column-spread.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { type ListedRanking, numbersOf } from './list-numbers.ts'
import { knownColumn } from './list-request.ts'
import { choicesOf, isChoice } from './list-rows.ts'
import type { Choices } from './list-texts.ts'
import { rankAndList } from './rank-and-list.ts'
import type { RankingContext } from './ranking-context.ts'
import type { SpreadBody } from './ranking-request.ts'
import { readListTexts } from './read-list-texts.ts'

/** More would be no list to choose from. */
const MOST_VALUES = 10_000
/** Of a number that is sorted, in values of a weighted sum. */
const SORTED = 0.7

/** What stands in a column of the rows that the filters of all other columns leave: what its head lets one choose from. */
export async function answerSpread(
  context: RankingContext,
  { column, within, ...body }: SpreadBody,
  watch: WorkWatch = {},
): Promise<ColumnSpread> {
  const { [column]: _, ...others } = within
  const { listed, rows } = await rankAndList(context, { ...body, within: others }, watch)
  const criteria = listed.set.criteria.map(({ key }) => key)
  const kind = knownColumn('column', column, { criteria, study: body.study })
  if (kind === 'text') throw badParameter('column', column, 'a column of numbers or of choices')
  if (kind === 'values') {
    const wanted = { texts: [], choices: [column].filter(isChoice) }
    const choices = choicesOf(listed, column, await readListTexts(context, listed.set, wanted, watch))
    if (choices) return choiceSpread(choices, rows)
  }
  const values = pick(listed, column, rows)
  const histogram = await context.calculator.run(
    'histogram',
    values,
    values.length * SORTED,
    watch.signal ? { signal: watch.signal } : {},
  )
  return { kind: 'range', histogram, found: rows.length }
}

function pick(listed: ListedRanking, column: string, rows: Uint32Array): Float64Array {
  const numbers = numbersOf(listed, column)
  return Float64Array.from(rows, (row) => numbers[row]!)
}

function choiceSpread({ values, index }: Choices, rows: Uint32Array): ColumnSpread {
  // The last is for those that are not known.
  const counts = new Uint32Array(values.length + 1)
  for (const row of rows) {
    const choice = index[row]!
    counts[choice < 0 ? values.length : choice]!++
  }
  const counted = Array.from(counts, (count, at) => ({ value: values[at] ?? '', count }))
  const met = inOrder(counted.filter(({ count }) => count > 0))
  return {
    kind: 'values',
    values: met.slice(0, MOST_VALUES),
    others: Math.max(0, met.length - MOST_VALUES),
    found: rows.length,
  }
}
