import { css, html, type TemplateResult } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { RankGrid } from '../../ranking/rank-grid.ts'
import type { RankedRow } from '../../ranking/rank-row.ts'
import { rankingText } from '../../ranking/ranking-words.ts'
import { scenarioText } from '../scenario-words.ts'

/** A row's ranks in both scenarios; 0 where it takes no part. */
export type RanksOf = (code: string) => readonly [a: number, b: number]

/** The ranking's table with both ranks and which way a proposal moves. */
export class PuScenarioTable extends RankGrid {
  static override properties = { ...RankGrid.properties, ranksOf: { attribute: false } }

  static override styles = [
    ...RankGrid.styles,
    css`
      .line { grid-template-columns: minmax(0, 1fr) 3.5rem 3.5rem 4.5rem 3.5rem; }
      .head .number { text-align: end; }
      .up { color: #0b5246; } .down { color: #8a2f0c; } .same { color: var(--muted); }
      .change { font-weight: 700; }
      @container (max-width: 26rem) { .line { grid-template-columns: minmax(0, 1fr) 2.5rem 2.5rem 4rem; } }
    `,
  ]

  declare ranksOf: RanksOf

  protected override label(): string {
    return scenarioText('table')
  }

  protected override head(): TemplateResult {
    const name = (text: string, kind = 'number') => html`<div role="columnheader" class=${kind}>${text}</div>`
    return html`<div class="head" role="rowgroup"><div class="line" role="row" aria-rowindex="1">
      ${name(rankingText('proposal'), 'proposal')}${name(scenarioText('rankA'))}${name(scenarioText('rankB'))}${name(scenarioText('change'))}${name(rankingText('million'), 'million')}</div></div>`
  }

  protected override cells(row: RankedRow): TemplateResult {
    const [a, b] = this.ranksOf(row.code)
    const rank = (value: number) => (value > 0 ? number(value) : '–')
    return html`<div role="gridcell" class="what"><span class="title">${row.title}</span><span class="note">${row.village}</span></div>
      <div role="gridcell" class="number">${rank(a)}</div><div role="gridcell" class="number">${rank(b)}</div>
      <div role="gridcell" class="number change">${a > 0 && b > 0 ? change(a - b) : '–'}</div>
      <div role="gridcell" class="number cost">${Number.isNaN(row.cost) ? '–' : number(row.cost / 1e6)}</div>`
  }
}

function change(places: number) {
  if (places === 0)
    return html`<span class="same">=<span class="hidden">${scenarioText('same')}</span></span>`
  const isUp = places > 0
  const count = number(Math.abs(places))
  const text = scenarioText(isUp ? 'up' : 'down', { count })
  return html`<span class=${isUp ? 'up' : 'down'} title=${text}><span aria-hidden="true">${isUp ? '▲' : '▼'} ${count}</span><span class="hidden">${text}</span></span>`
}
