import { html, nothing, type TemplateResult } from 'lit'
import type { RankStudy } from '../../../core/api/robustness.ts'
import { isProposalStatus, statusGroup } from '../../../core/proposal/status.ts'
import { standingOf } from '../../../core/score/rank-standing.ts'
import { number, share } from '../../i18n/format-value.ts'
import { symbolIcon } from '../../panel/symbol-icon.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { scoreFigure } from '../weights/method-words.ts'
import type { PlacedColumn } from './columns/column-layout.ts'
import { criterionOf, type RankColumn } from './rank-columns.ts'
import { contributionBar, placeNote, type RankedRow, type RankLook } from './rank-row.ts'
import { rankingText } from './ranking-words.ts'

type Cell = (row: RankedRow, look: RankLook, column: RankColumn) => TemplateResult | string | typeof nothing

/** What is more in a cell than its value in words, by column. */
const CELLS: Readonly<Record<string, Cell>> = {
  rank: ({ rank }) => number(rank),
  title: (row, look) =>
    html`<span class="title">${row.title}</span>${placeNote(row)}${look.barBelow ? contributionBar(row, look.criteria, look) : nothing}`,
  contributions: (row, look) => contributionBar(row, look.criteria, look),
  score: ({ score }, look) => scoreFigure(score, look.method ?? 'weighted-sum'),
  cost: ({ cost }) =>
    Number.isNaN(cost) ? html`<span title=${rankingText('noCost')}>–</span>` : number(cost / 1e6),
  interval: ({ code }, { study }) => interval(study?.get(code)),
  standing: ({ code }, { study }) => standing(study?.get(code)),
  status: ({ status }, _, column) =>
    isProposalStatus(status)
      ? html`<span class="status">${symbolIcon(statusGroup(status), 'point', 14)}<span class="two">${column.text(status)}</span></span>`
      : '–',
}

/** Classes beside the column's id, by which styles know cells. */
const KINDS: Readonly<Record<string, string>> = {
  title: 'what',
  contributions: 'bar',
  score: 'number score',
  cost: 'number cost',
  interval: 'number range',
}

/** The cells of a row, of the columns that the table shows. */
export function rankCells(row: RankedRow, look: RankLook, placed: readonly PlacedColumn<RankedRow>[]) {
  return placed.map(({ column, left }) => {
    const key = criterionOf(column)
    const kind = KINDS[column.id] ?? (key ? 'number value' : column.id)
    const content = key
      ? criterionCell(row, key, look)
      : (CELLS[column.id]?.(row, look, column) ?? textCell(row, column))
    return left === null
      ? html`<div role="gridcell" class=${kind}>${content}</div>`
      : html`<div role="gridcell" class="${kind} pin" style="left: ${left}rem">${content}</div>`
  })
}

function textCell(row: RankedRow, column: RankColumn) {
  const value = column.value(row)
  if (value === '') return html`<span class="none" title=${column.text(value)}>–</span>`
  const text = column.text(value)
  return html`<span class="two" title=${text}>${text}</span>`
}

/** The value as a bar in the criterion's colour, with its figure. */
function criterionCell(row: RankedRow, key: string, { criteria }: RankLook) {
  const value = row.perMille?.(key) ?? Number.NaN
  if (Number.isNaN(value)) return '–'
  const colour = criterionColour(criteria.findIndex((criterion) => criterion.key === key))
  return html`${number(value)}<span class="amount" style="--share: ${value / 10}%; --colour: ${colour}"></span>`
}

function interval(study: RankStudy | undefined) {
  if (!study) return nothing
  const { low, high } = study
  if (low === null || high === null) return '–'
  return low === high ? number(low) : `${number(low)}–${number(high)}`
}

function standing(study: RankStudy | undefined) {
  if (!study) return nothing
  const kind = standingOf(study)
  return html`<span class="badge ${kind}">${rankingText(kind)}</span>
    <span class="note">${rankingText('fundedIn', { share: share(study.aboveLine) })}</span>
    <span class="note">${rankingText('firstIn', { share: share(study.first) })}</span>`
}
