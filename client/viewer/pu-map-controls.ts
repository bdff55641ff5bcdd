import { css, html, LitElement } from 'lit'
import { languageChange, t } from '../i18n/translate.ts'
import { icons } from '../panel/icons.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { Redraw } from '../state/viewer-store.ts'

export type MapCommand = 'in' | 'out' | 'fit' | 'locate'

/** Buttons at the map's edge. Emits `command` (MapCommand). */
export class PuMapControls extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      div { display: grid; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); overflow: hidden; }
      button { width: 2.5rem; height: 2.5rem; border: 0; background: none; display: grid; place-items: center; color: var(--ink); }
      button + button { border-top: 1px solid var(--line); }
      button:hover { background: var(--wash); }
      button:focus-visible { outline-offset: -3px; border-radius: var(--radius); }
      @media (max-width: 767px) { button { width: var(--target); height: var(--target); } .zoom { display: none; } }
    `,
  ]

  constructor() {
    super()
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    return html`<div>
      ${this.#button('in', t('zoomIn'), icons.plus)}${this.#button('out', t('zoomOut'), icons.minus)}
      ${this.#button('fit', t('fit'), icons.extent)}${this.#button('locate', t('locate'), icons.locate)}
    </div>`
  }

  #button(command: MapCommand, name: string, icon: unknown) {
    const send = () => this.dispatchEvent(new CustomEvent('command', { detail: command }))
    return html`<button type="button" class=${command === 'in' || command === 'out' ? 'zoom' : ''} title=${name} aria-label=${name}
      @click=${send}>${icon}</button>`
  }
}
