import { html, LitElement } from 'lit'
import { languageChange } from '../../../i18n/translate.ts'
import { listenerOf } from '../../../panel/event-control.ts'
import { placePopover } from '../../../panel/menu-position.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Column } from './column.ts'
import { columnMenuStyles } from './column-menu-styles.ts'
import { columnText } from './column-words.ts'
import type { TableView } from './table-view.ts'

/** The button whose menu says which columns the table shows. */
export class PuColumnChoice extends LitElement {
  static override properties = {
    view: { attribute: false },
    columns: { attribute: false },
    shown: { attribute: false },
  }

  static override styles = [sharedStyles, columnMenuStyles]

  declare view: TableView
  declare columns: readonly Column<never>[]
  /** Ids of those that are shown now, which the table knows. */
  declare shown: () => readonly string[]

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.view)
  }

  protected override render() {
    const shown = this.shown()
    const free = this.columns.filter(({ fixed }) => !fixed)
    return html`<button class="link opener" type="button" popovertarget="menu" aria-haspopup="dialog">${columnText('columns')}</button>
      <div id="menu" class="menu" popover role="dialog" aria-label=${columnText('chooseColumns')} @toggle=${this.#onToggle}>
        <div class="top"><strong>${columnText('chooseColumns')}</strong></div>
        <fieldset class="values" aria-label=${columnText('chooseColumns')}>${free.map(
          ({ id, name }) => html`<label class="value"><input type="checkbox" .checked=${shown.includes(id)}
            @change=${() => this.#flip(id)} /><span class="label">${name}</span></label>`,
        )}</fieldset>
        <div class="settings"><button class="link" type="button" @click=${() => this.view.reset()}>${columnText('reset')}</button></div>
      </div>`
  }

  #flip(id: string): void {
    const shown = this.shown()
    this.view.choose(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id])
  }

  #onToggle(event: ToggleEvent): void {
    const menu = listenerOf(event)
    const button = this.renderRoot.querySelector<HTMLElement>('.opener')
    if (event.newState !== 'open' || !button || !(menu instanceof HTMLElement)) return
    this.requestUpdate()
    placePopover(menu, button)
  }
}
