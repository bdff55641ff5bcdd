import { css, html, LitElement, nothing } from 'lit'
import { RANKING_METHODS, type RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { SCALES, type ScaleName, scaleNames, scaleTexts } from '../../../core/score/scale-words.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import { methodText } from './method-words.ts'

/** Chooses how weights and values become an order; each way with one plain sentence. */
export class PuMethod extends LitElement {
  static override properties = { store: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 0.25rem; min-width: 0; }
      legend { padding: 0; margin: 1.25rem 0 0.375rem; font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
      label { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.5rem; align-items: start; padding: 0.375rem 0.5rem; border-radius: var(--radius-s); cursor: pointer; }
      label:hover { background: var(--wash); }
      label.on { background: var(--brand-wash); }
      input { accent-color: var(--brand); width: 1.125rem; height: 1.125rem; margin: 1px 0 0; }
      b { font-size: var(--text-small); line-height: 1.3; }
      label .note { grid-column: 2; line-height: 1.35; }
      .scales { display: grid; grid-template-columns: 1fr 1fr; gap: 0.25rem; margin-inline-start: 1.625rem; padding-block: 0.25rem 0.5rem; }
      .scales > .note { grid-column: 1 / -1; line-height: 1.35; }
      .else { margin-top: 0.25rem; line-height: 1.35; }
      @media (max-width: 767px) { label { padding-block: 0.75rem; } }
    `,
  ]

  declare store: PlanStore

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.store, ['method', 'scale'])
  }

  protected override render() {
    const { method, scale } = this.store.state
    return html`<fieldset><legend>${methodText('title')}</legend>
      ${RANKING_METHODS.map(
        (name) =>
          html`${this.#choice(name, name === method)}${name === 'topsis' && method === 'topsis' ? this.#scales(scale) : nothing}`,
      )}
      ${method === 'weighted-sum' ? nothing : html`<p class="note else">${methodText('sumElsewhere')}</p>`}
    </fieldset>`
  }

  /** What TOPSIS reads, and which of the two is the published method. */
  #scales(scale: ScaleName) {
    return html`<div class="scales" role="radiogroup" aria-label=${methodText('scale')}><span class="note">${methodText('scale')}</span>
      ${SCALES.map(
        (
          name,
        ) => html`<label class=${name === scale ? 'on' : ''}><input type="radio" name="scale" value=${name} .checked=${name === scale}
          @change=${() => this.store.chooseMethod('topsis', name)} /><b>${pick(scaleNames[name])}</b></label>`,
      )}
      <p class="note">${pick(scaleTexts.topsis[scale])}</p></div>`
  }

  #choice(name: RankingMethodName, chosen: boolean) {
    return html`<label class=${chosen ? 'on' : ''}>
      <input type="radio" name="method" value=${name} aria-label=${methodText(name)} .checked=${chosen} aria-describedby=${`${name}-hint`} @change=${() => this.store.chooseMethod(name)} />
      <b>${methodText(name)}</b><span class="note" id=${`${name}-hint`}>${methodText(`${name}Hint`)}</span></label>`
  }
}
