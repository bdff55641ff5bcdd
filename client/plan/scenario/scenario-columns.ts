import { rankingText } from '../ranking/ranking-words.ts'
import type { ValueColumn } from '../ranking/sorted-grid.ts'
import type { Part } from './compare-scenarios.ts'
import { scenarioText } from './scenario-words.ts'

/** A row's ranks in both scenarios; 0 where it takes no part. */
export type RanksOf = (code: string) => readonly [a: number, b: number]

/** The column that the rows of a part come in the order of. */
export const PLAIN_ORDER: Readonly<Record<Part, string>> = { onlyA: 'rankA', onlyB: 'rankB', both: 'rankA' }

/** The columns of the table of both scenarios, in their order. */
export function scenarioColumns(ranksOf: RanksOf): ValueColumn[] {
  const known = (rank: number) => (rank > 0 ? rank : Number.NaN)
  return [
    {
      ...{ id: 'title', name: rankingText('proposal'), kind: 'proposal', first: 'ascending', sorts: true },
      value: ({ title }) => title,
    },
    {
      ...{ id: 'rankA', name: scenarioText('rankA'), kind: 'number', first: 'ascending', sorts: true },
      value: ({ code }) => known(ranksOf(code)[0]),
    },
    {
      ...{ id: 'rankB', name: scenarioText('rankB'), kind: 'number', first: 'ascending', sorts: true },
      value: ({ code }) => known(ranksOf(code)[1]),
    },
    {
      ...{ id: 'change', name: scenarioText('change'), kind: 'number', first: 'descending', sorts: true },
      value({ code }) {
        const [a, b] = ranksOf(code)
        return known(a) - known(b)
      },
    },
    {
      ...{ id: 'cost', name: rankingText('cost'), head: rankingText('million'), kind: 'number million' },
      ...{ first: 'descending', sorts: true, value: ({ cost }) => cost },
    },
  ]
}
