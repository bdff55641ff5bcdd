import { css, html, LitElement, nothing } from 'lit'
import type { Place } from '../../../../core/api/place.ts'
import { searchPlaces } from '../../../api/petausul-api.ts'
import { isAbort } from '../../../api/problem-response.ts'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { panelText } from '../panel-words.ts'
import { zonePanelStyles } from './panel-styles.ts'

const SETTLE_MS = 250
const MOST_SHOWN = 30

/** Villages of the open zone by name: which it touches and how much of each, and adding or taking out whole ones. */
export class PuZoneVillages extends LitElement {
  static override properties = {
    session: { attribute: false },
    found: { state: true },
    failure: { state: true },
    query: { state: true },
  }

  static override styles = [sharedStyles, zonePanelStyles, css`:host { padding: 0; }`]

  declare session: ZoneSession
  declare found: readonly Place[] | null
  declare failure: string
  declare query: string
  #searching = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.found = null
    this.failure = ''
    this.query = ''
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
    new Redraw(this, () => this.session?.store.figures)
  }

  protected override render() {
    return html`
      <label class="field">${panelText('villageSearch')}
        <input type="search" autocomplete="off" .value=${this.query} @input=${this.#type}></label>
      ${this.failure ? html`<p class="note" role="alert">${this.failure}</p>` : nothing}
      ${this.found ? this.#results(this.found) : html`<p class="note">${panelText('villageTip')}</p>`}
      ${this.#touched()}`
  }

  #results(found: readonly Place[]) {
    if (found.length === 0) return html`<p class="note" role="status">${panelText('villageNone')}</p>`
    return html`<ul class="rows">${found.map(
      (place) => html`<li><span>${place.title} <small>${place.subtitle}</small></span>
        <button class="button" type="button" aria-label="${panelText('villageAdd')} ${place.title}" @click=${() => void this.#pick(place)}>${panelText('villageAdd')}</button></li>`,
    )}</ul>`
  }

  #touched() {
    const { figures, isStale } = this.session.store.figures.state
    if (!figures) return nothing
    const { items } = figures.villages
    const more = figures.villages.touched - Math.min(MOST_SHOWN, items.length)
    return html`<ul class="rows ${isStale ? 'stale' : ''}">${items.slice(0, MOST_SHOWN).map(
      ({
        code,
        name,
        sharePercent,
      }) => html`<li><span>${name} <small>${panelText('villageShare', { share: number(sharePercent, 1) })}</small></span>
        ${
          sharePercent < 99.5
            ? html`<button class="link" type="button" aria-label="${panelText('villageAdd')} ${name}" @click=${() => void this.#byCode(code, name, 'in')}>${panelText('villageAdd')}</button>`
            : nothing
        }
        <button class="link" type="button" aria-label="${panelText('villageDrop')} ${name}" @click=${() => void this.#byCode(code, name, 'out')}>${panelText('villageDrop')}</button></li>`,
    )}</ul>${more > 0 ? html`<p class="note">${panelText('villagesMore', { count: number(more, 0) })}</p>` : nothing}`
  }

  #type(event: Event): void {
    this.query = textOf(event)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#search(), SETTLE_MS)
  }

  async #search(): Promise<void> {
    this.#searching.abort()
    this.#searching = new AbortController()
    this.failure = ''
    if (this.query.trim().length < 2) {
      this.found = null
      return
    }
    try {
      const places = await searchPlaces(this.query, null, this.#searching.signal)
      this.found = places.filter(({ kind }) => kind === 'village')
    } catch (error) {
      if (!isAbort(error)) this.failure = describeFailure(error)
    }
  }

  async #pick({ code, title }: Place): Promise<void> {
    await this.session.changeVillage({ code, name: title }, 'in')
  }

  async #byCode(code: string, name: string, way: 'in' | 'out'): Promise<void> {
    await this.session.changeVillage({ code, name }, way)
  }
}
