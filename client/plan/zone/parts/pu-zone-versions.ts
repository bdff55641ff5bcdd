import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { isAbort } from '../../../api/problem-response.ts'
import { date, number, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { SavedVersion } from '../desk/saved-zone.ts'
import { fetchVersions } from '../desk/zone-api.ts'
import { linkOf, reopenVersion } from '../desk/zone-saving.ts'
import { panelText } from '../panel-words.ts'
import type { ZoneSession } from '../zone-session.ts'
import { countText } from './figure-rows.ts'
import { zonePanelStyles } from './panel-styles.ts'

/** Every version of the open zone that was saved, with the figures that stood then; any can be opened again. */
export class PuZoneVersions extends LitElement {
  static override properties = {
    session: { attribute: false },
    versions: { state: true },
    failure: { state: true },
  }

  static override styles = [sharedStyles, zonePanelStyles, css`:host { padding: 0; }`]

  declare session: ZoneSession
  declare versions: SavedVersion[]
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

  #row(version: SavedVersion, isNow: boolean) {
    const { population, poorPopulation, proposals } = version.statistics
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
    return html`<li><span><b>${name}</b>${isNow ? ` · ${panelText('versionNow')}` : ''} · ${date(version.at)} · ${version.name}<br><small>${figures}</small></span>
      <button class="button" type="button" aria-label="${panelText('versionOpen')}: ${name}" @click=${open}>${panelText('versionOpen')}</button></li>`
  }
}
