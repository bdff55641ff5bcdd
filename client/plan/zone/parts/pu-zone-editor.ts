import { css, html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { isChanged } from '../editing/zone-content.ts'
import { changeZone, type ZoneDraft } from '../editing/zone-drafts.ts'
import { linkOf, makeCriterion, removeZoneEverywhere, saveDraft, takeTheirs } from '../editing/zone-saving.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { panelText } from '../panel-words.ts'
import { vertexCount } from '../shape/shape.ts'
import { zoneText } from '../zone-words.ts'
import { zonePanelStyles } from './panel-styles.ts'
import { shapeOperations } from './shape-operations.ts'
import { zoneState } from './zone-state-text.ts'

/** All about the open zone without the map: name, saving, publishing, and every operation by number or name. */
export class PuZoneEditor extends LitElement {
  static override properties = {
    plan: { attribute: false },
    session: { attribute: false },
    conflict: { state: true },
  }

  static override styles = [
    sharedStyles,
    zonePanelStyles,
    css`
      .head { display: grid; gap: 0.75rem; }
      .title { display: flex; gap: 0.5rem; align-items: baseline; justify-content: space-between; }
      .head h2 { margin: 0; }
      .operations > .button { justify-self: start; }
      .operations { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.875rem 1.25rem; align-items: start; }
      .ways { list-style: disc; padding-inline-start: 1.25rem; display: grid; gap: 0.25rem; }
      .danger { color: var(--error-ink); border-color: color-mix(in srgb, var(--error-ink) 45%, #fff); }
    `,
  ]

  declare plan: Plan
  declare session: ZoneSession
  /** The zone that another saved meanwhile. */
  declare conflict: string | null

  constructor() {
    super()
    this.conflict = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
    // Another package is something to save.
    new Redraw(this, () => this.plan?.store)
  }

  protected override render() {
    const { open } = this.session.store
    if (!open)
      return html`${this.#progress()}<div class="state"><strong>${panelText('editorEmpty')}</strong><ul class="ways">
        ${(['waysDraw', 'waysVillages', 'waysFile', 'waysSaved'] as const).map((key) => html`<li>${panelText(key)}</li>`)}</ul></div>`
    const has = open.shape.length > 0
    return html`
      <div class="head">
        <div class="title"><h2>${open.name || '–'}</h2><span class="note">${zoneState(this.session.store, open)}</span></div>
        ${this.#fields(open)}
        ${this.conflict === open.id ? this.#conflict(open) : nothing}
        ${this.#buttons(open)}
        ${this.#progress()}
        ${this.#publishing(open)}
      </div>
      ${shapeOperations(this.session)}
      <details><summary>${panelText('villagesTitle')}</summary>
        <pu-zone-villages .session=${this.session}></pu-zone-villages></details>
      ${has ? this.#points(open) : nothing}
      <details><summary>${panelText('versionsTitle')}</summary>
        <pu-zone-versions .session=${this.session}></pu-zone-versions></details>
    `
  }

  #points(open: ZoneDraft) {
    return html`<details><summary>${panelText('pointsTitle')}<span class="note">${number(vertexCount(open.shape), 0)}</span></summary>
      <pu-zone-points .session=${this.session}></pu-zone-points></details>`
  }

  #fields(open: ZoneDraft) {
    const { store } = this.session
    const type = (field: 'name' | 'note') => (event: Event) => {
      const value = textOf(event)
      store.step(changeZone(store.state.drafts, open.id, { [field]: value }), {}, `${field}:${open.id}`)
    }
    return html`
      <label class="field">${panelText('name')}<input maxlength="120" .value=${open.name} @input=${type('name')}></label>
      <label class="field"><span>${panelText('note')} <span class="note">${panelText('noteHint')}</span></span>
        <textarea maxlength="2000" rows="2" .value=${open.note} @input=${type('note')}></textarea></label>`
  }

  #buttons(open: ZoneDraft) {
    const { store } = this.session
    const link = linkOf(store, open)
    const { mayWrite, change } = store.state
    const isNew = isChanged(open, link) || this.#isOtherPackage(open)
    const canSave = mayWrite === true && open.shape.length > 0 && open.name.trim() !== '' && isNew
    const label = link ? panelText('saveNext', { version: link.version + 1 }) : panelText('save')
    const isSaving = change?.kind === 'save' && change.draft === open.id
    return html`<div class="line">
      <button class="button main" type="button" ?disabled=${!canSave || this.#isBusy} @click=${() => void this.#save(open)}>
        ${isSaving ? panelText('saving') : isNew ? label : panelText('unchanged')}</button>
      <button class="button" type="button" ?disabled=${open.shape.length === 0} @click=${() => this.session.showOpen()}>${panelText('zoomTo')}</button>
      <button class="button danger" type="button" ?disabled=${this.#isBusy} @click=${() => void this.#remove(open)}>${panelText('remove')}</button>
    </div>`
  }

  get #isBusy(): boolean {
    const { busy, change } = this.session.store.state
    return busy !== null || change !== null
  }

  /** How far the change is that is being written, of whichever zone; or why the last one did not come about. */
  #progress() {
    const { change, outcome } = this.session.store.state
    const said = change && panelText(`change_${change.kind}`, { name: change.name })
    return html`${
      said
        ? html`<pu-progress-bar .share=${change.share} .label=${said} .caption=${said} @cancel=${change.cancel}></pu-progress-bar>`
        : nothing
    }${
      outcome
        ? html`<p class="notice ${outcome.failed ? 'failed' : ''}" role=${outcome.failed ? 'alert' : 'status'}>${outcome.text}</p>`
        : nothing
    }`
  }

  /** A package is chosen that the zone was not saved with: its figures belong to a version of their own. */
  #isOtherPackage(open: ZoneDraft): boolean {
    const portfolio = this.session.store.donePackage(this.plan.store.state.portfolio)
    const link = linkOf(this.session.store, open)
    const saved = this.session.store.state.saved?.find(({ id }) => id === link?.id)
    return portfolio !== null && saved !== undefined && saved.portfolioId !== portfolio
  }

  /** What becomes public stands beside the box, before it is ticked. */
  #publishing(open: ZoneDraft) {
    const { store } = this.session
    const link = linkOf(store, open)
    const { change } = store.state
    const isUnsaved = !link || isChanged(open, link)
    // While it is being written, as it was asked for; afterwards as it is, whatever was ticked.
    const kind = change?.draft === open.id ? change.kind : undefined
    const isPublic = kind === 'publish' || (kind !== 'hide' && (link?.published ?? false))
    return html`<label class="check"><input type="checkbox" .checked=${live(isPublic)} ?disabled=${isUnsaved || this.#isBusy}
        @change=${() => void this.#publish(open, !link?.published)}>
      <span>${panelText('publish')}<br><span class="note">${panelText('publishNote')} ${isUnsaved ? panelText('publishSave') : ''}</span></span></label>
      <div class="stackwise"><button class="button" type="button" ?disabled=${!link?.published || this.#isBusy}
        @click=${() => void this.#criterion(open)}>${panelText('criterion')}</button>
      <p class="note">${panelText('criterionNote')}</p></div>`
  }

  #conflict(open: ZoneDraft) {
    const mine = () => void this.#save(open, true)
    const theirs = async () => {
      await takeTheirs(this.session.store, open)
      this.conflict = null
    }
    return html`<div class="warn" role="alert"><p>${panelText('conflict')}</p><div class="line">
      <button class="button" type="button" @click=${mine}>${panelText('conflictMine')}</button>
      <button class="button" type="button" @click=${() => void theirs()}>${panelText('conflictTheirs')}</button></div></div>`
  }

  async #save(open: ZoneDraft, overwrite = false): Promise<void> {
    const portfolio = this.session.store.donePackage(this.plan.store.state.portfolio)
    const end = await saveDraft(this.session.store, open, { portfolioId: portfolio, overwrite })
    this.conflict = end === 'conflict' ? open.id : null
    if (end === 'done') this.plan.say(this.session.store.state.news)
  }

  async #publish(open: ZoneDraft, published: boolean): Promise<void> {
    const portfolio = this.session.store.donePackage(this.plan.store.state.portfolio)
    const end = await saveDraft(this.session.store, open, { published, portfolioId: portfolio })
    this.conflict = end === 'conflict' ? open.id : null
    if (end === 'done') this.plan.say(zoneText(published ? 'didPublish' : 'didHide', { name: open.name }))
  }

  async #remove(open: ZoneDraft): Promise<void> {
    const bringBack = await removeZoneEverywhere(this.session.store, open)
    if (typeof bringBack === 'string') {
      this.conflict = bringBack === 'conflict' ? open.id : null
      return
    }
    const run = () => void bringBack()
    this.plan.say(zoneText('didRemove', { name: open.name }), { name: zoneText('undoName'), run })
  }

  async #criterion(open: ZoneDraft): Promise<void> {
    if (!(await makeCriterion(this.session.store, open))) return
    this.plan.say(zoneText('didCriterion', { name: open.name }))
    await this.plan.feed.refreshModels()
  }
}
