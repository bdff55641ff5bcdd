import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { BudgetController } from '../budget-controller.ts'
import { isCertain } from '../package-view.ts'
import { packageText } from '../package-words.ts'

/** What the green points of a package mean; nothing while there is none. */
export class PuPackageLegend extends LitElement {
  static override properties = { store: { attribute: false }, controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      .legend { position: absolute; left: 0.75rem; top: 0.75rem; z-index: 3; padding: 0.5rem 0.75rem; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); display: grid; gap: 0.1875rem; font-size: var(--text-small); max-width: calc(100% - 5rem); }
      h3 { font-size: var(--text-small); font-weight: 700; }
      li { display: flex; gap: 0.5rem; align-items: center; }
      li button { display: flex; gap: 0.5rem; align-items: center; border: 0; background: none; padding: 0.125rem 0.375rem; margin: 0 -0.375rem; min-height: 1.75rem; border-radius: var(--radius-s); text-align: start; font: inherit; }
      li button:hover { background: var(--wash); } li button[aria-pressed='true'] { background: var(--brand-wash); }
      i { width: 0.75rem; height: 0.75rem; border-radius: 50%; flex: none; background: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
      .ring { background: #fff; box-shadow: inset 0 0 0 2.5px var(--brand); }
      .rest { background: #b5cdec; box-shadow: none; opacity: 0.6; }
      b { font-variant-numeric: tabular-nums; }
    `,
  ]

  declare store: PlanStore
  declare controller: BudgetController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { view } = this.controller
    if (!view || view.chosen.size === 0 || this.controller.isSearching) return nothing
    const depends = [...view.chosen.keys()].filter((code) => !isCertain(view, code))
    const certain = [...view.chosen.keys()].filter((code) => isCertain(view, code))
    const { alternatives } = this.store.state
    const lacking = [...view.chosen.keys()].filter((code) => {
      const row = alternatives?.rowOf.get(code)
      return row === undefined || Number.isNaN(alternatives?.places[row * 2] ?? Number.NaN)
    }).length
    return html`<div class="legend"><h3>${packageText('legend')}</h3><ul>
      <li>${this.#mark(certain, html`<i></i><span><b>${number(certain.length)}</b> ${packageText(view.standings ? 'legendCertain' : 'legendFunded')}</span>`)}</li>
      ${depends.length > 0 ? html`<li>${this.#mark(depends, html`<i class="ring"></i><span><b>${number(depends.length)}</b> ${packageText('legendDepends')}</span>`)}</li>` : nothing}
      <li><i class="rest"></i>${packageText('legendRest')}</li></ul>
      ${lacking > 0 ? html`<p class="note">${packageText('noPlace', { count: number(lacking) })}</p>` : nothing}</div>`
  }

  /** A part of the legend marks its proposals on the map and in the table. */
  #mark(codes: readonly string[], content: TemplateResult) {
    const { selection } = this.store.state
    const isMarked =
      codes.length > 0 && codes.length === selection.size && codes.every((code) => selection.has(code))
    const mark = () => this.store.update({ selection: new Set(isMarked ? [] : codes) })
    return html`<button type="button" aria-pressed=${isMarked} title=${packageText('markThese', { count: number(codes.length) })} @click=${mark}>${content}</button>`
  }
}
