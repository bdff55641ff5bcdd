import { css, html, type TemplateResult } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import type { RankedRow } from '../../ranking/rank-row.ts'
import { SortedGrid } from '../../ranking/sorted-grid.ts'
import type { RanksOf } from '../scenario-columns.ts'
import { scenarioText } from '../scenario-words.ts'

/** The ranking's table with both ranks and which way a proposal moves. */
export class PuScenarioTable extends SortedGrid {
  static override properties = { ...SortedGrid.properties, ranksOf: { attribute: false } }

  static override styles = [
    ...SortedGrid.styles,
    css`
      .line { grid-template-columns: minmax(0, 1fr) 3.5rem 3.5rem 4.5rem 3.5rem; }
      .head .number { text-align: end; }
      .head .sort { padding: 0; align-items: center; }
      .head .number > .sort { justify-content: flex-end; width: 100%; white-space: normal; }
      .up { color: #0b5246; } .down { color: #8a2f0c; } .same { color: var(--muted); }
      .change { font-weight: 700; }
      @container (max-width: 26rem) { .line { grid-template-columns: minmax(0, 1fr) 2.5rem 2.5rem 4rem; } }
    `,
  ]

  declare ranksOf: RanksOf

  protected override label(): string {
    return scenarioText('table')
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
