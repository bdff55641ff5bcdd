import { css, html, LitElement, nothing } from 'lit'
import type { Zone, ZoneStatistics } from '../../../../core/api/zone.ts'
import { sitePath } from '../../../api/site-path.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { inputOf, textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { saveFile } from '../../../panel/save-file.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { hasFilters } from '../../../state/filters.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { readZones, writeZones } from '../editing/geojson-files.ts'
import { isChanged } from '../editing/zone-content.ts'
import { addZone, type ZoneDraft } from '../editing/zone-drafts.ts'
import { openSaved } from '../editing/zone-saving.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { attempt, newZone } from '../editing/zone-steps.ts'
import { panelText } from '../panel-words.ts'
import type { Shape } from '../shape/shape.ts'
import { zoneText } from '../zone-words.ts'
import { countText } from './figure-text.ts'
import { zonePanelStyles } from './panel-styles.ts'
import { zoneState } from './zone-state-text.ts'

/** The zones that are worked on and those that are saved, and the ways in and out as files. */
export class PuZoneList extends LitElement {
  static override properties = { plan: { attribute: false }, session: { attribute: false } }

  static override styles = [
    sharedStyles,
    zonePanelStyles,
    css`
      .zones { display: grid; gap: 0.25rem; }
      .zones button { width: 100%; min-height: var(--target); display: grid; text-align: start; border: 0; background: none; border-radius: var(--radius); padding: 0.375rem 0.625rem; }
      .zones button:hover { background: var(--wash); }
      .zones button[aria-current] { background: var(--brand-wash); }
      .zones strong { font-weight: 600; overflow-wrap: anywhere; }
      .zones button[aria-current] strong { color: var(--brand-strong); font-weight: 700; }
      .ways { display: grid; gap: 0.5rem; margin-top: 0.75rem; justify-items: start; }
      .file { position: relative; }
      .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
      .file:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; }
    `,
  ]

  declare plan: Plan
  declare session: ZoneSession

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
  }

  protected override render() {
    const { store } = this.session
    const { drafts, saved, links, keeps, mayWrite } = store.state
    const drafted = new Set(drafts.zones.map(({ id }) => links.get(id)?.id))
    const others = saved?.filter(({ id }) => !drafted.has(id)) ?? []
    return html`
      ${keeps ? nothing : html`<p class="warn" role="alert">${panelText('noStorage')}</p>`}
      <h2>${panelText('zonesHere')}</h2>
      ${drafts.zones.length === 0 ? html`<p class="note">${zoneText('hintEmpty')}</p>` : nothing}
      <ul class="zones">${drafts.zones.map((zone) => this.#draft(zone, zone.id === drafts.open))}</ul>
      <div class="ways">
        <button class="button" type="button" @click=${this.#addEmpty}>${icons.plus}${panelText('emptyZone')}</button>
      </div>
      ${others.length > 0 ? html`<h3>${panelText('zonesSaved')}</h3><ul class="zones">${others.map((zone) => this.#saved(zone))}</ul>` : nothing}
      ${mayWrite === false ? html`<p class="note"><br>${zoneText('needsSignIn')} <a href=${sitePath('/masuk')} target="_blank">${zoneText('signIn')}</a></p>` : nothing}
      <h3>GeoJSON</h3>
      <div class="ways">
        <label class="button file">${panelText('upload')}<input type="file" accept=".geojson,.json,application/geo+json,application/json" @change=${this.#upload}></label>
        <button class="button" type="button" ?disabled=${drafts.zones.length === 0} @click=${this.#download}>${panelText('download')}</button>
      </div>
      ${this.#paste()}
    `
  }

  #draft(zone: ZoneDraft, isOpen: boolean) {
    const { store } = this.session
    const open = () => {
      store.update({ drafts: { ...store.state.drafts, open: zone.id }, vertex: null, trouble: null })
      this.session.showOpen()
    }
    return html`<li><button type="button" aria-current=${isOpen ? 'true' : nothing} @click=${open}>
      <strong>${zone.name || '–'}</strong><span class="note">${zoneState(store, zone)}</span></button></li>`
  }

  #saved(zone: Zone) {
    const { population, proposals } = zone.statistics
    const open = () => {
      openSaved(this.session.store, zone)
      this.session.showOpen()
    }
    return html`<li><button type="button" @click=${open}><strong>${zone.name}</strong>
      <span class="note">${zoneText('saved', { version: zone.version })}${zone.published ? ` · ${zoneText('published')}` : ''} ·
        ${countText(population)} ${zoneText('population').toLowerCase()} · ${number(proposals.count, 0)} ${zoneText('allProposals')}, ${rupiahShort(proposals.costRupiah)}</span></button></li>`
  }

  #paste() {
    const { store } = this.session
    const text = store.state.fields.paste ?? ''
    const keep = (event: Event) => store.update({ fields: { ...store.state.fields, paste: textOf(event) } })
    const read = () => {
      if (this.#take(text)) store.update({ fields: { ...store.state.fields, paste: '' } })
    }
    return html`<details ?open=${text !== ''}><summary>${panelText('paste')}</summary><div class="stackwise">
      <label class="field">${panelText('pasteLabel')}<textarea spellcheck="false" .value=${text} @input=${keep}></textarea></label>
      <button class="button" type="button" ?disabled=${text.trim() === ''} @click=${read}>${panelText('pasteRead')}</button></div></details>`
  }

  #addEmpty(): void {
    const { store } = this.session
    store.step(addZone(store.state.drafts, newZone(store, [])))
    this.plan.store.update({ screen: 'right' })
  }

  async #upload(event: Event): Promise<void> {
    const input = inputOf(event)
    const file = input.files?.[0]
    if (file) this.#take(await file.text(), file.name.replace(/\.\w+$/, ''))
    input.value = ''
  }

  /** One step to undo, however many zones came. */
  #take(text: string, fileName = ''): boolean {
    const { store } = this.session
    const add = (read: readonly { name: string; shape: Shape }[]) => {
      const zones = read.map(({ name, shape }) =>
        newZone(store, shape, name || (read.length === 1 && fileName) || undefined),
      )
      const drafts = zones.reduce(addZone, store.state.drafts)
      store.step(drafts, { news: zoneText('didUpload', { count: number(zones.length, 0) }) })
      this.session.showOpen()
    }
    return attempt(
      store,
      () => add(readZones(text)),
      (shape) => add([{ name: fileName, shape }]),
    )
  }

  #download(): void {
    const { zones } = this.session.store.state.drafts
    const text = writeZones(zones, (zone) => this.#statisticsOf(zone))
    saveFile('zona.geojson', new Blob([text], { type: 'application/geo+json' }))
  }

  /** The figures of a zone as it is saved, or as the card shows them: only those of the very same shape. */
  #statisticsOf(zone: ZoneDraft): ZoneStatistics | undefined {
    const { store } = this.session
    const link = store.state.links.get(zone.id)
    if (link && !isChanged(zone, link)) return store.state.saved?.find(({ id }) => id === link.id)?.statistics
    const { figures, isStale, failure } = store.figures.state
    const isShown = store.open?.id === zone.id && store.shown === zone.shape && !isStale && !failure
    const isFiltered = hasFilters(this.plan.store.state.filters)
    return isShown && !isFiltered && figures ? figures : undefined
  }
}
