import { html, LitElement, nothing } from 'lit'
import type { ZoneStatistics } from '../../../../core/api/zone.ts'
import { ProblemResponse } from '../../../api/problem-response.ts'
import { sitePath } from '../../../api/site-path.ts'
import { number, percent, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { hasFilters } from '../../../state/filters.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { isPhone } from '../../../viewer/is-phone.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { describeTrouble } from '../editing/describe-trouble.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { zoneText } from '../zone-words.ts'
import { mainRows, otherRows, portfolioRows, proposalBars } from './figure-rows.ts'
import { countText } from './figure-text.ts'
import { packageName } from './package-name.ts'
import { zoneCardStyles } from './zone-card-styles.ts'
import { zoneState } from './zone-state-text.ts'

/** Something is being drawn or dragged: the card grows with its figures, and what they are of may lie beneath it. */
const isUnderWay = ({ state }: ZoneStore) => state.sketch.length > 0 || state.preview !== null

/** The figures of what is drawn, on the map: they follow a drag, and are grey while they are of an earlier shape. */
export class PuZoneCard extends LitElement {
  static override properties = {
    plan: { attribute: false },
    session: { attribute: false },
    unfolded: { state: true },
  }

  static override styles = [sharedStyles, zoneCardStyles]

  declare plan: Plan
  declare session: ZoneSession
  /** All figures, or the first few: so it begins on a phone, where the card is a sheet. */
  declare unfolded: boolean

  constructor() {
    super()
    this.unfolded = !isPhone()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
    new Redraw(this, () => this.session?.store.figures)
  }

  protected override render() {
    const { store } = this.session
    const name = store.drawsNew ? zoneText('newZone') : store.open?.name
    this.toggleAttribute('folded', !this.unfolded)
    this.toggleAttribute('letsthrough', isUnderWay(store))
    if (name === undefined)
      return html`<section aria-label=${zoneText('cardLabel')}><h2>${zoneText('cardEmpty')}</h2>
        <p class="note">${zoneText('cardEmptyHint')}</p></section>`
    return html`<section aria-label=${zoneText('cardLabel')}>
      <div class="top"><h2>${name || '–'} <small>${store.drawsNew ? '' : zoneState(store)}</small></h2>
        <button class="icon fold" type="button" aria-expanded=${this.unfolded} aria-label=${zoneText(this.unfolded ? 'less' : 'more')}
          @click=${this.#fold}>${icons.down}</button></div>
      ${this.#body()}
      <div class="hidden" role="status">${this.#heard(name)}</div>
    </section>`
  }

  #body() {
    const { store } = this.session
    const { mayWrite } = store.state
    if (store.shown.length === 0)
      return html`<p class="note">${zoneText(store.drawsNew ? 'crossesYet' : 'noShape')}</p>`
    if (mayWrite === false)
      return html`<p class="note">${zoneText('needsSignIn')} <a href=${sitePath('/masuk')} target="_blank">${zoneText('signIn')}</a></p>`
    const { figures, isStale, failure, share } = store.figures.state
    return html`
      ${failure ? this.#failure(failure) : nothing}
      ${figures ? html`<div class=${isStale ? 'stale' : ''}>${this.#figures(figures)}</div>` : nothing}
      ${failure || (figures && !isStale) ? nothing : share === null ? html`<p class="note counting">${zoneText('counting')}</p>` : this.#reading(share)}`
  }

  /** The first question after a start or an import waits until the server has read what it counts. */
  #reading(share: number) {
    return html`<p class="note reading">${zoneText('reading')} ${percent(share * 100)}
      <progress max="1" .value=${share} aria-label=${zoneText('reading')}></progress></p>`
  }

  #figures(figures: ZoneStatistics) {
    return html`<dl>${mainRows(figures, hasFilters(this.plan.store.state.filters))}</dl>
      <div class="rest">${otherRows(figures)}
        ${this.#portfolio(figures)}
        ${proposalBars(figures)}</div>`
  }

  /** Which package the zone is looked at with, and what it changes here. */
  #portfolio(figures: ZoneStatistics) {
    const { portfolios } = this.session.store.state
    const { portfolio } = this.plan.store.state
    if (portfolios.length === 0) return nothing
    const choose = (event: Event) => this.plan.store.update({ portfolio: textOf(event) || null })
    return html`<div class="package"><label>${zoneText('package')}
        <select @change=${choose}><option value="" ?selected=${portfolio === null}>${zoneText('packageNone')}</option>
        ${portfolios.map((line) => html`<option value=${line.id} ?selected=${line.id === portfolio}>${packageName(line)}</option>`)}</select></label>
      ${portfolioRows(figures)}</div>`
  }

  #failure(failure: unknown) {
    const { text, repair } = describeTrouble(failure)
    // Shown on the map, at its place.
    if (text === this.session.store.state.trouble?.text) return nothing
    const again = () => this.session.store.figures.again()
    const canRetry = failure instanceof ProblemResponse && (failure.status === 0 || failure.status >= 500)
    return html`<p class="fault" role="alert">${canRetry ? zoneText('statsFailed') : ''} ${text}
      ${canRetry && !repair ? html`<button class="link" type="button" @click=${again}>${zoneText('retry')}</button>` : nothing}</p>`
  }

  /** Said once figures rest, not at every move. */
  #heard(name: string): string {
    const { figures, isStale } = this.session.store.figures.state
    if (!figures || isStale || this.session.store.state.preview || this.session.store.drawsNew) return ''
    const { population, poorPopulation, proposals } = figures
    return zoneText('heard', {
      name,
      population: countText(population),
      poor: countText(poorPopulation),
      proposals: number(proposals.count, 0),
      cost: rupiahShort(proposals.costRupiah),
    })
  }

  #fold(): void {
    this.unfolded = !this.unfolded
  }
}
