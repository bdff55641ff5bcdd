import { STANDINGS } from '../../../core/score/rank-standing.ts'
import { rankingText } from '../ranking/ranking-words.ts'
import type { ValueColumn } from '../ranking/sorted-grid.ts'
import type { PackageView, Shown } from './package-view.ts'
import { packageText } from './package-words.ts'

const NOT_KNOWN = Number.NaN

/** The columns in their order; years and robustness where the answer has them. */
export function packageColumns(view: PackageView, shown: Shown): ValueColumn[] {
  return [
    chosenColumn(view, shown),
    ...namingColumns(),
    ...figureColumns(view),
    ...(view.result.years ? [yearColumn(view, shown)] : []),
    ...(view.standings ? [standingColumn(view)] : []),
  ]
}

function chosenColumn({ chosen }: PackageView, shown: Shown): ValueColumn {
  const sorts = shown === 'all'
  return {
    ...{ id: 'chosen', name: packageText('isChosen'), head: sorts ? '✓' : '', kind: 'picked' },
    ...{ first: 'descending', sorts, value: ({ code }) => Number(chosen.has(code)) },
  }
}

function namingColumns(): ValueColumn[] {
  return [
    {
      ...{ id: 'rank', name: rankingText('rank'), head: '#', kind: 'rank', first: 'ascending' },
      ...{ sorts: true, value: ({ rank }) => (rank > 0 ? rank : NOT_KNOWN) },
    },
    {
      ...{ id: 'title', name: rankingText('proposal'), kind: 'proposal', first: 'ascending' },
      ...{ sorts: true, value: ({ title }) => title },
    },
  ]
}

function figureColumns({ result, chosen }: PackageView): ValueColumn[] {
  const isScore = result.objective === 'score'
  const figure = { first: 'descending', sorts: true } as const
  const sumOf = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0)
  return [
    {
      ...{ ...figure, id: 'contributions', name: rankingText('contributions'), kind: 'contributions' },
      value: ({ parts }) => (parts.length > 0 ? sumOf(parts) : NOT_KNOWN),
    },
    {
      ...{ ...figure, id: 'score', name: packageText(isScore ? 'value' : 'valuePeople'), kind: 'score' },
      value: ({ score, code }) => (isScore ? score : (chosen.get(code)?.people ?? NOT_KNOWN)),
    },
    {
      ...{ ...figure, id: 'cost', name: rankingText('cost'), head: rankingText('million'), kind: 'million' },
      value: ({ cost }) => cost,
    },
  ]
}

function yearColumn({ chosen }: PackageView, shown: Shown): ValueColumn {
  return {
    ...{ id: 'year', name: packageText('year'), kind: 'number when', first: 'ascending' },
    ...{ sorts: shown !== 'rest', value: ({ code }) => chosen.get(code)?.plannedYear ?? NOT_KNOWN },
  }
}

function standingColumn({ standings }: PackageView): ValueColumn {
  return {
    ...{ id: 'standing', name: rankingText('standing'), kind: 'standing', first: 'ascending', sorts: true },
    value({ code }) {
      const standing = standings?.get(code)
      return standing ? STANDINGS.indexOf(standing) : NOT_KNOWN
    },
  }
}
