import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { ZoneStatistics, ZoneVersion } from '../../../../core/api/zone.ts'
import type { ZoneCount } from '../../../../core/zones/zone-figures.ts'
import { isAbort } from '../../../api/problem-response.ts'
import { codeLabel } from '../../../i18n/code-labels.ts'
import { date, number, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { fetchVersions } from '../editing/zone-api.ts'
import { linkOf, reopenVersion } from '../editing/zone-saving.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { panelText } from '../panel-words.ts'
import { zoneText } from '../zone-words.ts'
import { countText, soundness } from './figure-text.ts'
import { zonePanelStyles } from './panel-styles.ts'

/** Every version of the open zone that was saved, with the figures that stood then; any can be opened again. */
export class PuZoneVersions extends LitElement {
  static override properties = {
    session: { attribute: false },
    versions: { state: true },
    failure: { state: true },
  }

  static override styles = [
    sharedStyles,
    zonePanelStyles,
    css`:host { padding: 0; } .more { border: 0; margin: 0; padding: 0; } .more summary { min-height: 1.75rem; font-weight: 400; font-size: var(--text-note); } .more ul { list-style: disc; padding-inline-start: 1.25rem; font-size: var(--text-note); }`,
  ]

  declare session: ZoneSession
  declare versions: readonly ZoneVersion[]
  declare failure: string
  #fetched = ''
  #fetching = new AbortController()

  constructor() {
    super()
    this.versions = []
    this.failure = ''
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
  }

  protected override willUpdate(_: PropertyValues<this>): void {
    const { open } = this.session.store
    const link = open ? linkOf(this.session.store, open) : undefined
    const wanted = link ? `${link.id}@${link.version}` : ''
    if (wanted === this.#fetched) return
    this.#fetched = wanted
    this.versions = []
    if (link) void this.#fetch(link.id)
  }

  async #fetch(id: string): Promise<void> {
    this.#fetching.abort()
    this.#fetching = new AbortController()
    try {
      this.failure = ''
      this.versions = await fetchVersions(id, this.#fetching.signal)
    } catch (error) {
      if (isAbort(error)) return
      this.failure = describeFailure(error)
      this.#fetched = ''
    }
  }

  protected override render() {
    return html`
      ${this.failure ? html`<p class="note" role="alert">${this.failure}</p>` : nothing}
      ${this.#fetched === '' && !this.failure ? html`<p class="note">${panelText('versionsNone')}</p>` : nothing}
      <ul class="rows">${this.versions.map((version, index) => this.#row(version, index === 0))}</ul>`
  }

  /** How far the figures can be relied on, and all that a version keeps beyond the first few. */
  #details(statistics: ZoneStatistics) {
    const { population, poorPopulation, services, portfolio } = statistics
    const line = (name: string, count: ZoneCount, after?: number | null) => {
      const { words } = soundness(count)
      const then =
        after === undefined || after === null ? '' : panelText('versionAfter', { count: number(after, 0) })
      return html`<li>${name}: ${countText(count)}${words ? ` (${words})` : ''}${then}</li>`
    }
    return html`<details class="more"><summary>${panelText('versionMore')}</summary><ul>
      ${line(zoneText('population'), population)}${line(zoneText('poor'), poorPopulation)}
      ${services.map(({ service, beyond, after }) => line(`${zoneText('beyond')} ${codeLabel('service', service)}`, beyond, after))}
      <li>${panelText('versionCoverage', { share: number(population.coveragePercent, 1) })}</li>
      ${portfolio ? html`<li>${panelText('versionPackage', { name: portfolio.title || portfolio.id, count: number(portfolio.proposals, 0), cost: rupiahShort(portfolio.costRupiah), served: portfolio.newlyServed === null || portfolio.newlyServed === undefined ? '–' : number(portfolio.newlyServed, 0) })}</li>` : nothing}
    </ul></details>`
  }

  #row(version: ZoneVersion, isNow: boolean) {
    const { statistics } = version
    const { population, poorPopulation, proposals } = statistics
    const figures = panelText('versionFigures', {
      population: countText(population),
      poor: countText(poorPopulation),
      count: number(proposals.count, 0),
      cost: rupiahShort(proposals.costRupiah),
    })
    const open = () => {
      const draft = this.session.store.open
      if (draft) reopenVersion(this.session.store, draft, version)
    }
    const name = panelText('version', { version: version.version })
    return html`<li><span><b>${name}</b>${isNow ? ` · ${panelText('versionNow')}` : ''} · ${date(version.at)} · ${version.name}${version.by ? ` · ${panelText('versionBy', { name: version.by })}` : ''}<br><small>${figures}</small>${this.#details(statistics)}</span>
      <button class="button" type="button" aria-label="${panelText('versionOpen')}: ${name}" @click=${open}>${panelText('versionOpen')}</button></li>`
  }
}
