import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { languageChange, t } from '../i18n/translate.ts'
import { Redraw } from '../state/viewer-store.ts'
import { icons } from './icons.ts'
import { placePopover } from './menu-position.ts'
import { sharedStyles } from './shared-styles.ts'

export type FilterOption = { value: string; label: string; count?: string; icon?: TemplateResult }

/**
 * A chip that opens a choice of several. Emits `choose` with the chosen values (string[]) at each tick of a box.
 * The popover is the browser's own: Escape and a click elsewhere close it; the focus returns to the chip.
 */
export class PuFilterMenu extends LitElement {
  static override properties = {
    name: {},
    summary: {},
    options: { attribute: false },
    chosen: { attribute: false },
  }

  static override styles = [
    sharedStyles,
    css`
      :host { display: inline-block; flex: none; }
      .chip { display: inline-flex; align-items: center; gap: 0.25rem; min-height: 2.125rem; padding: 0 0.625rem 0 0.875rem;
        border: 1px solid var(--line-strong); border-radius: var(--radius-pill); background: var(--surface); font-weight: 600;
        font-size: var(--text-small); white-space: nowrap; max-width: 12rem; }
      .chip span { overflow: hidden; text-overflow: ellipsis; }
      .chip svg { flex: none; }
      .chip:hover { background: var(--wash); }
      .chip.on { background: var(--brand); border-color: var(--brand); color: #fff; }
      .chip.on:hover { background: var(--brand-strong); }
      .menu { position: fixed; inset: auto; margin: 0; width: 17rem; padding: 0.5rem; border: 1px solid var(--line);
        border-radius: var(--radius); box-shadow: var(--shadow); background: var(--surface); color: var(--ink); overflow: auto; }
      .head { display: flex; align-items: center; justify-content: space-between; padding: 0.25rem 0.25rem 0.25rem 0.5rem; }
      .head strong { font-weight: 700; flex: 1; }
      .shut { display: none; }
      label { display: flex; align-items: center; gap: 0.625rem; min-height: 2.25rem; padding: 0.25rem 0.5rem;
        border-radius: var(--radius-s); cursor: pointer; }
      label:hover { background: var(--wash); }
      label .label { flex: 1; }
      label .count { color: var(--muted); font-size: var(--text-note); }
      input { width: 1.125rem; height: 1.125rem; accent-color: var(--brand); margin: 0; flex: none; }
      .symbol { flex: none; }
      .foot { position: sticky; bottom: -0.5rem; background: var(--surface); padding: 0.5rem; }
      @media (max-width: 767px) {
        .chip { min-height: var(--target); padding-inline-start: 1rem; }
        .menu { inset: auto 0 0 0; width: auto; max-height: 75vh; border-radius: var(--radius-l) var(--radius-l) 0 0;
          padding: 0.75rem 0.75rem calc(0.75rem + var(--safe-bottom)); }
        .shut { display: inline-grid; }
        .menu::backdrop { background: rgb(28 39 51 / 35%); }
        label { min-height: var(--target); }
      }
    `,
  ]

  declare name: string
  /** What the chip says when something is chosen. */
  declare summary: string
  declare options: FilterOption[]
  declare chosen: string[]

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.name = ''
    this.summary = ''
    this.options = []
    this.chosen = []
  }

  protected override render() {
    const on = this.chosen.length > 0
    const label = on
      ? this.summary || t('filterChosen', { name: this.name, count: this.chosen.length })
      : this.name
    return html`
      <button class="chip ${on ? 'on' : ''}" type="button" popovertarget="menu" aria-haspopup="dialog"
        aria-label=${on && !label.startsWith(this.name) ? `${this.name}: ${label}` : label}><span>${label}</span>${icons.down}</button>
      <div id="menu" class="menu" popover role="dialog" aria-label=${this.name} @toggle=${this.#onToggle}>
        <div class="head"><strong>${this.name}</strong>
          ${on ? html`<button class="link" type="button" @click=${() => this.#emit([])}>${t('filterClear')}</button>` : nothing}
          <button class="icon shut" type="button" popovertarget="menu" popovertargetaction="hide" aria-label=${t('close')}>${icons.close}</button>
        </div>
        <fieldset aria-label=${this.name}>${this.options.map((option) => this.#row(option))}</fieldset>
        <slot></slot>
      </div>
    `
  }

  #row(option: FilterOption) {
    return html`<label>
      <input type="checkbox" .checked=${this.chosen.includes(option.value)} @change=${() => this.#flip(option.value)} />
      ${option.icon ?? nothing}<span class="label">${option.label}</span><span class="count">${option.count ?? ''}</span>
    </label>`
  }

  #flip(value: string): void {
    this.#emit(
      this.chosen.includes(value) ? this.chosen.filter((other) => other !== value) : [...this.chosen, value],
    )
  }

  #emit(values: string[]): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: values }))
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.chip')?.focus()
  }

  close(): void {
    this.renderRoot.querySelector<HTMLElement>('.menu')?.hidePopover()
  }

  #onToggle(event: ToggleEvent): void {
    const menu = this.renderRoot.querySelector<HTMLElement>('.menu')
    const chip = this.renderRoot.querySelector<HTMLElement>('.chip')
    if (!menu || !chip) return
    if (event.newState === 'closed') {
      // Nobody else took the focus that was in the menu.
      const root = this.getRootNode()
      const taken = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null
      if (taken === null || taken === this || taken === document.body) chip.focus()
      return
    }
    placePopover(menu, chip)
    menu.querySelector('input')?.focus()
  }
}
