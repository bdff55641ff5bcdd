import { css, html, nothing, type TemplateResult } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { contributionBar, placeNote, type RankedRow } from '../../ranking/rank-row.ts'
import { rankingText } from '../../ranking/ranking-words.ts'
import { SortedGrid } from '../../ranking/sorted-grid.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'

/** The ranking's table with the package's columns: funded or not, and whether that rests on the weights. */
export class PuPackageTable extends SortedGrid {
  static override properties = { ...SortedGrid.properties, view: { attribute: false } }

  static override styles = [
    ...SortedGrid.styles,
    css`
      .head .score > .sort, .head .million > .sort, .head .when > .sort { justify-content: flex-end; width: 100%; }
      .head .sort { padding: 0; align-items: center; }
      .line { grid-template-columns: 1.125rem 1.75rem minmax(0, 1fr) 6rem 2.25rem 3rem 5.375rem; gap: 0 0.5rem; }
      /* Without a study of robustness nothing is shown of it, and titles have its room. */
      .line:not(:has(.standing)) { grid-template-columns: 1.125rem 1.75rem minmax(0, 1fr) 6rem 2.25rem 3rem; }
      .line:has(.when) { grid-template-columns: 1.125rem 1.75rem minmax(0, 1fr) 6rem 2.25rem 3rem 2.75rem 5.375rem; }
      .line:has(.when):not(:has(.standing)) { grid-template-columns: 1.125rem 1.75rem minmax(0, 1fr) 6rem 2.25rem 3rem 2.75rem; }
      .when { font-size: var(--text-small); } .head .when { font-size: inherit; }
      .title { overflow-wrap: normal; }
      .tick { display: grid; place-items: center; width: 1.125rem; height: 1.125rem; border-radius: 50%; font-size: 0.6875rem; font-weight: 800; background: var(--brand); color: #fff; }
      .tick.out { background: none; box-shadow: inset 0 0 0 1.5px var(--line-strong); }
      .row:has(.tick.out) .segments { opacity: 0.45; }
      .row:has(.tick.out) .title { color: #465260; }
      @container (max-width: 30rem) { .line { grid-template-columns: 1.25rem 1.75rem minmax(0, 1fr) 3.25rem 5.25rem; }
        .line:not(:has(.standing)) { grid-template-columns: 1.25rem 1.75rem minmax(0, 1fr) 3.25rem; }
        .line:has(.when) { grid-template-columns: 1.25rem 1.75rem minmax(0, 1fr) 3.25rem 2.75rem 5.25rem; }
        .line:has(.when):not(:has(.standing)) { grid-template-columns: 1.25rem 1.75rem minmax(0, 1fr) 3.25rem 2.75rem; } .bar, .contributions, .score { display: none; } .cost, .million { display: block; } }
    `,
  ]

  declare view: PackageView

  protected override label(): string {
    return packageText('table')
  }

  protected override cells(row: RankedRow): TemplateResult {
    const one = this.view.chosen.get(row.code)
    const text = packageText(one ? 'isChosen' : 'isNotChosen')
    const isScore = this.view.result.objective === 'score'
    const value = isScore ? row.score : (one?.people ?? Number.NaN)
    return html`
      <div role="gridcell"><span class="tick ${one ? '' : 'out'}" role="img" aria-label=${text} title=${text}>${one ? '✓' : ''}</span></div>
      <div role="gridcell" class="rank">${row.rank > 0 ? number(row.rank) : '–'}</div>
      <div role="gridcell" class="what"><span class="title">${row.title}</span>${placeNote(row)}</div>
      <div role="gridcell" class="bar">${contributionBar(row, this.look.criteria, this.look)}</div>
      <div role="gridcell" class="number score">${orDash(Math.round(value))}</div>
      <div role="gridcell" class="number cost">${orDash(row.cost / 1e6)}</div>
      ${this.view.result.years ? html`<div role="gridcell" class="number when">${one?.plannedYear ?? '–'}</div>` : nothing}
      ${this.view.standings ? html`<div role="gridcell" class="standing">${this.#standing(row.code)}</div>` : nothing}`
  }

  #standing(code: string) {
    const kind = this.view.standings?.get(code)
    return kind ? html`<span class="badge ${kind}">${rankingText(kind)}</span>` : nothing
  }
}

function orDash(value: number): string {
  return Number.isNaN(value) ? '–' : number(value)
}
