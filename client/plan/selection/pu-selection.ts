import { css, html, LitElement, nothing } from 'lit'
import { number } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { markedRows } from './marked-rows.ts'
import { selectionText } from './selection-words.ts'

/** How much is marked, in whichever tab: to go there on the map, and to clear it. Nothing while nothing is. */
export class PuSelection extends LitElement {
  static override properties = { plan: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      .bar { position: absolute; right: 0.75rem; bottom: 0.75rem; z-index: 4; display: flex; align-items: center; max-width: calc(100% - 17.5em);
        background: var(--ink); color: #fff; border-radius: var(--radius); box-shadow: var(--shadow); padding-inline-start: 0.75rem; }
      p { font-size: var(--text-small); font-weight: 600; line-height: 1.25; padding-block: 0.375rem; }
      p span { display: block; font-weight: 400; }
      button { display: flex; align-items: center; gap: 0.25rem; min-height: 2.5rem; min-width: 2.5rem; justify-content: center; border: 0; background: none; color: #fff; padding: 0 0.5rem; border-radius: var(--radius); font-size: var(--text-small); font-weight: 600; }
      button:first-of-type { margin-inline-start: 0.375rem; }
      button:hover { background: rgb(255 255 255 / 14%); }
      button svg { flex: none; }
      :focus-visible { outline-color: #fff; outline-offset: -3px; }
      @media (max-width: 1500px) { button span { display: none; } }
      @media (max-width: 767px) { .bar { max-width: calc(100% - 15em); padding-inline-start: 0.625rem; } button { min-height: var(--target); min-width: var(--target); padding: 0; } :host([raised]) .bar { bottom: 7.5rem; } }
    `,
  ]

  declare plan: Plan

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.plan?.store, ['selection', 'areas', 'alternatives', 'tab'])
  }

  protected override render() {
    const { store } = this.plan
    const { areas, tab } = store.state
    // On a phone the figures of a zone stand at the foot of the map.
    this.toggleAttribute('raised', tab === 'zones')
    const count = markedRows(store).length
    if (count === 0 && areas.size === 0) return nothing
    const button = (name: 'zoom' | 'clear', icon: unknown, run: () => void) =>
      html`<button type="button" aria-label=${selectionText(name)} title=${selectionText(name)} @click=${run}>${icon}<span>${selectionText(`${name}Short`)}</span></button>`
    return html`<div class="bar" role="group" aria-label=${selectionText('label')}>
      <p role="status">${selectionText('proposals', { count: number(count) })}${areas.size > 0 ? html`<span>${selectionText('villages', { count: number(areas.size) })}</span>` : nothing}</p>
      ${button('zoom', icons.locate, () => this.#zoom())}${button('clear', icons.close, () => store.clearMarks())}</div>`
  }

  #zoom(): void {
    this.plan.store.update({ screen: 'map' })
    if (this.plan.map?.showMarked() === false) this.plan.say(selectionText('noPlace'))
  }
}
