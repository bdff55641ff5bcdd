import { css, html, LitElement, nothing } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import { number } from '../../i18n/format-value.ts'
import { currentLanguage, languageChange, pick } from '../../i18n/translate.ts'
import { inputOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { criteriaInFilter } from '../state/criteria-in-filter.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { criterionColour } from './criterion-colour.ts'
import { criterionDetails, criterionFault, criterionFlag } from './criterion-details.ts'
import { sliderStyles } from './slider-styles.ts'
import { weightIcons } from './weight-icons.ts'
import { weightText } from './weight-words.ts'

/** A slider each criterion. A move is one step to undo; while it lasts everything linked follows at once. */
export class PuWeightSliders extends LitElement {
  static override properties = {
    store: { attribute: false },
    locked: { state: true },
    detailed: { state: true },
  }

  static override styles = [sharedStyles, sliderStyles, css`:host { display: block; }`]

  declare store: PlanStore
  /** Criteria whose weight holds still. */
  declare locked: ReadonlySet<string>
  declare detailed: string | null
  /** What a weight was before it was set to 0. */
  readonly #before = new Map<string, number>()

  constructor() {
    super()
    this.locked = new Set()
    this.detailed = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override render() {
    const rows = criteriaInFilter(this.store.state).map((criterion, place) => ({ criterion, place }))
    const telling = rows.filter(({ criterion }) => !criterionFault(criterion))
    const silent = rows.filter(({ criterion }) => criterionFault(criterion))
    const list = (some: typeof rows) =>
      html`<ul>${some.map(({ criterion, place }) => this.#rowWhenChanged(criterion, place))}</ul>`
    if (silent.length === 0) return list(telling)
    return html`${list(telling)}
      <details class="silent" ?open=${telling.length === 0}><summary>${weightText('silent', { count: number(silent.length) })}</summary>
        <p class="note">${weightText('silentHint')}</p>${list(silent)}</details>`
  }

  /** A step of one slider draws no other's row again. */
  #rowWhenChanged(criterion: CriterionInfo, place: number) {
    const { key } = criterion
    const weight = this.store.state.weights?.[key] ?? 0
    const shows = [criterion, place, weight, this.locked.has(key), this.detailed === key, currentLanguage()]
    return guard(shows, () => this.#row(criterion, place))
  }

  #row(criterion: CriterionInfo, place: number) {
    const { key } = criterion
    const name = pick(criterion.title)
    const weight = this.store.state.weights?.[key] ?? 0
    const locked = this.locked.has(key)
    const open = this.detailed === key
    return html`<li class=${weight === 0 ? 'off' : ''} style="--swatch: ${criterionColour(place)}">
      <div class="head">
        <button class="name" type="button" aria-expanded=${open} aria-label=${weightText('details', { name })} title=${this.#tooltip(criterion)}
          @click=${() => {
            this.detailed = open ? null : key
          }}><i class="swatch" aria-hidden="true"></i><span>${name}${criterionFlag(criterion)}</span></button>
        <button class="tool" type="button" aria-pressed=${locked} aria-label=${weightText('lock', { name })} title=${weightText('lock', { name })}
          @click=${() => this.#lock(key)}>${locked ? weightIcons.locked : weightIcons.open}</button>
        <button class="tool" type="button" ?disabled=${locked} aria-label=${this.#zeroName(weight, name)} title=${this.#zeroName(weight, name)}
          @click=${() => this.#zero(key, weight)}>${weight === 0 ? weightIcons.restore : weightIcons.zero}</button>
        <input class="value" type="number" inputmode="numeric" min="0" max="100" step="1" ?disabled=${locked} aria-label=${weightText('weightOf', { name })}
          .value=${String(weight)} @change=${(event: Event) => this.#typed(key, event)} />
      </div>
      <input class="slide" style="--share: ${weight}%" type="range" min="0" max="100" step="1" ?disabled=${locked} aria-label=${weightText('weightOf', { name })}
        .value=${String(weight)} @input=${(event: Event) => this.#move(key, event, false)} @change=${(event: Event) => this.#move(key, event, true)} />
      ${open ? criterionDetails(criterion) : nothing}
    </li>`
  }

  #tooltip({ direction, unit }: CriterionInfo): string {
    return `${pick(unit)}, ${weightText(direction === 'maximise' ? 'higherBetter' : 'lowerBetter')}`
  }

  #zeroName(weight: number, name: string): string {
    return weightText(weight === 0 ? 'restore' : 'zero', { name })
  }

  #lock(key: string): void {
    const locked = new Set(this.locked)
    if (!locked.delete(key)) locked.add(key)
    this.locked = locked
  }

  #zero(key: string, weight: number): void {
    if (weight > 0) this.#before.set(key, weight)
    this.#set(key, weight > 0 ? 0 : (this.#before.get(key) ?? 50), true)
  }

  #move(key: string, event: Event, settled: boolean): void {
    this.#set(key, inputOf(event).valueAsNumber, settled)
  }

  /** What is no number from 0 to 100 is put right rather than refused. */
  #typed(key: string, event: Event): void {
    const input = inputOf(event)
    const weight = Math.round(Math.min(100, Math.max(0, input.valueAsNumber || 0)))
    input.value = number(weight)
    this.#set(key, weight, true)
  }

  #set(key: string, weight: number, settled: boolean): void {
    const weights = { ...this.store.state.weights, [key]: weight }
    if (settled) this.store.settleWeights(weights)
    else this.store.previewWeights(weights)
  }
}
