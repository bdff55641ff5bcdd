import { css, html, LitElement, nothing } from 'lit'
import type { Place } from '../../core/api/place.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { searchPlaces } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { languageChange, type TextKey, t } from '../i18n/translate.ts'
import { Redraw } from '../state/viewer-store.ts'
import { textOf } from './event-control.ts'
import { icons } from './icons.ts'
import { sharedStyles } from './shared-styles.ts'

const kinds: Record<Place['kind'], TextKey> = {
  village: 'kindVillage',
  district: 'kindDistrict',
  proposal: 'kindProposal',
  road: 'kindRoad',
  facility: 'kindFacility',
}

const WAIT_MS = 180

/**
 * Search box with suggestions (the combobox pattern of ARIA APG: the focus stays in the field, arrows move the
 * active option, Enter takes it, Escape closes and then clears). Emits `place` with the chosen Place, or `words` with the
 * text when it is to filter the proposals.
 */
export class PuSearch extends LitElement {
  static override properties = {
    text: { state: true },
    places: { state: true },
    active: { state: true },
    open: { state: true },
    note: { state: true },
    areasOnly: { type: Boolean, attribute: 'areas-only' },
    near: { attribute: false },
    label: {},
    placeholder: {},
  }

  static override styles = [
    sharedStyles,
    css`
      :host { position: relative; }
      .field { display: flex; align-items: center; gap: 0.5rem; height: var(--target); padding-inline: 0.875rem 0.25rem;
        border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); color: var(--muted); }
      .field:focus-within { outline: 3px solid var(--focus); outline-offset: 1px; }
      input { flex: 1; min-width: 0; height: 100%; border: 0; background: none; color: var(--ink); }
      .field input:focus-visible { outline: none; }
      input::placeholder { color: var(--muted); opacity: 1; }
      .list { position: absolute; inset-inline: 0; top: calc(100% + 6px); z-index: 30; background: var(--surface);
        border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); padding: 0.375rem;
        max-height: min(22rem, 55vh); overflow: auto; }
      li { display: grid; grid-template-columns: 1fr auto; gap: 0 0.75rem; padding: 0.5rem 0.625rem; cursor: pointer;
        border-radius: var(--radius-s); min-height: var(--target); align-content: center; }
      li[aria-selected="true"] { background: var(--brand-wash); box-shadow: inset 3px 0 0 var(--brand); }
      li strong { font-weight: 600; overflow-wrap: anywhere; }
      li .kind { font-size: var(--text-note); color: var(--muted); white-space: nowrap; padding-top: 2px; }
      li .words { color: var(--brand-strong); }
      li .note { grid-column: 1 / -1; }
      .list p { padding: 0.625rem; color: var(--muted); font-size: var(--text-small); }
      @media (max-width: 767px) { input { font-size: 1rem; } }
    `,
  ]

  declare text: string
  declare places: readonly Place[]
  declare active: number
  declare open: boolean
  declare note: string
  declare areasOnly: boolean
  /** Where people look. */
  declare near: LonLat | null
  declare label: string
  declare placeholder: string
  #abort = new AbortController()
  #timer = 0
  #searching = false
  /** What is typed was not looked for: the network was away. */
  #failed = false
  #left = new AbortController()
  /** Enter was pressed before the places came: it takes the first of them. */
  #entered = false

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.text = ''
    this.places = []
    this.active = -1
    this.open = false
    this.note = ''
    this.areasOnly = false
    this.near = null
    this.label = ''
    this.placeholder = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#left = new AbortController()
    addEventListener('online', () => this.#failed && void this.#search(), { signal: this.#left.signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left.abort()
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  protected override render() {
    const label = this.label || t('searchLabel')
    return html`
      <div class="field">
        ${icons.search}
        <input id="q" type="text" role="combobox" autocomplete="off" spellcheck="false" enterkeyhint="search"
          aria-label=${label} aria-expanded=${this.open} aria-controls="options" aria-autocomplete="list"
          aria-activedescendant=${this.active >= 0 ? `option-${this.active}` : nothing}
          placeholder=${this.placeholder || t('searchPlaceholder')} .value=${this.text} @input=${this.#onInput}
          @keydown=${this.#onKey} @focus=${this.#reopen} @blur=${() => this.#shut()} />
        ${this.text ? this.#clearButton() : nothing}
      </div>
      <div class="list" ?hidden=${!this.open} @pointerdown=${(event: Event) => event.preventDefault()}>
        <ul id="options" role="listbox" aria-label=${label}>${this.places.map((place, index) => this.#option(place, index))}${this.#wordsOption()}</ul>
        ${this.note ? html`<p>${this.note}</p>` : nothing}
      </div>
      <div class="hidden" role="status">${this.open ? this.note || t('searchFound', { count: this.places.length }) : ''}</div>
    `
  }

  #clearButton() {
    return html`<button class="icon" type="button" aria-label=${t('searchClear')} @click=${this.#clear}>${icons.close}</button>`
  }

  #option(place: Place, index: number) {
    return html`<li id="option-${index}" role="option" aria-selected=${index === this.active}
      @click=${() => this.#take(place)} @pointermove=${() => this.#activate(index)}>
      <strong>${place.title}</strong><span class="kind">${t(kinds[place.kind])}</span>
      ${place.subtitle ? html`<span class="note">${place.subtitle}</span>` : nothing}
    </li>`
  }

  /** The last option: not one place, but all proposals with these words. */
  #wordsOption() {
    const index = this.places.length
    const text = this.text.trim()
    if (this.areasOnly || text.length < 2) return nothing
    return html`<li id="option-${index}" role="option" aria-selected=${index === this.active}
      @click=${() => this.#takeWords()} @pointermove=${() => this.#activate(index)}>
      <strong class="words">${t('searchWords', { text })}</strong><span class="kind">${t('kindFilter')}</span></li>`
  }

  #onInput(event: Event): void {
    this.text = textOf(event)
    // What is listed belongs to other words.
    this.active = -1
    this.#entered = false
    this.#searching = true
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#search(), WAIT_MS)
  }

  async #search(): Promise<void> {
    this.#abort.abort()
    this.#failed = false
    const text = this.text.trim()
    if (text.length < 2) {
      this.#searching = false
      return this.#shut()
    }
    this.#abort = new AbortController()
    this.note = t('searching')
    this.open = true
    try {
      const found = await searchPlaces(text, this.near, this.#abort.signal)
      this.places = found.filter(({ kind }) => !this.areasOnly || kind === 'village' || kind === 'district')
      this.note = this.places.length ? '' : t('searchNone', { text })
    } catch (error) {
      if (isAbort(error)) return
      this.places = []
      this.#failed = true
      this.note = `${t('failedSearch')} ${t('causeNetwork')}`
    }
    this.#searching = false
    this.active = this.#options > 0 ? 0 : -1
    if (this.#entered) this.#takeActive()
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && this.#searching) event.preventDefault()
    else if (step && this.#options > 0) {
      event.preventDefault()
      this.open = true
      this.#activate((this.active + step + this.#options) % this.#options)
    } else if (event.key === 'Enter') {
      if (this.#searching) this.#entered = true
      else if (this.open) this.#takeActive()
    } else if (event.key === 'Escape') {
      if (this.open) event.stopPropagation()
      if (this.open) this.#shut()
      else this.#clear()
    }
  }

  get #options(): number {
    return this.places.length + (this.areasOnly || this.text.trim().length < 2 ? 0 : 1)
  }

  #activate(index: number): void {
    this.active = index
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector(`#option-${index}`)?.scrollIntoView({ block: 'nearest' })
    })
  }

  #takeActive(): void {
    const place = this.places[this.active]
    if (place) this.#take(place)
    else if (this.active === this.places.length) this.#takeWords()
  }

  #take(place: Place): void {
    this.#shut()
    this.text = this.areasOnly ? '' : place.title
    this.dispatchEvent(new CustomEvent('place', { detail: place }))
  }

  #takeWords(): void {
    const words = this.text.trim()
    this.#clear()
    this.dispatchEvent(new CustomEvent('words', { detail: words }))
  }

  #reopen(): void {
    this.open = this.places.length > 0 && this.text.length > 1
  }

  #shut(): void {
    this.open = false
    this.#entered = false
    this.active = -1
  }

  #clear(): void {
    this.text = ''
    this.places = []
    this.#shut()
    this.focus()
  }
}
