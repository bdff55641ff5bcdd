import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { DecisionBatch, DecisionPreview, SkippedRow, UndoneBatch } from '../../core/api/desk.ts'
import { isAccepting } from '../../core/cycle/accepting.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { languageChange, pick } from '../i18n/translate.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { Redraw } from '../state/viewer-store.ts'
import {
  announce,
  type DecisionTerms,
  decideAll,
  previewAll,
  previewAnnouncement,
  undoAll,
} from './desk-api.ts'
import type { DeskStore } from './desk-store.ts'
import { actionName, deskText } from './desk-words.ts'
import { formStyles } from './form-styles.ts'
import { describeSkipped } from './skipped-words.ts'

type Step =
  | { at: 'form' }
  | { at: 'work'; words: string }
  | { at: 'preview'; preview: DecisionPreview }
  | { at: 'done'; batch: DecisionBatch }
  | { at: 'undone'; undone: UndoneBatch }
  | { at: 'announce'; codes: readonly string[] }
  | { at: 'announced'; codes: readonly string[] }

/** What can be decided about many at once; what is sent back needs an answer to each. */
const ACTIONS: readonly ProposalAction[] = [
  'accept',
  'verify',
  'pass-on',
  'postpone',
  'reject',
  'plan',
  'budget',
  'begin',
  'note',
]

/** A decision about all that a tab and filter hold: what, a look at what it would do, carrying it out, taking it back. And announcing. */
export class PuBulk extends LitElement {
  static override properties = {
    store: { attribute: false },
    step: { state: true },
    action: { state: true },
    ticks: { state: true },
    failure: { state: true },
  }

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      dialog { border: 0; border-radius: var(--radius-l); box-shadow: var(--shadow); padding: 1.25rem 1.5rem; width: min(38rem, calc(100vw - 1.5rem)); max-height: calc(100dvh - 2rem); color: var(--ink); }
      dialog::backdrop { background: rgb(28 39 51 / 40%); }
      h2 { font-size: var(--text-title); font-weight: 800; letter-spacing: -0.01em; margin-bottom: 0.25rem; }
      .lead { color: var(--muted); margin-bottom: 1rem; }
      .skipped { margin: 0.5rem 0 1rem; border: 1px solid var(--line); border-radius: var(--radius); max-height: 14rem; overflow: auto; }
      .skipped li { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); font-size: var(--text-small); }
      .skipped li:last-child { border-bottom: 0; }
      .skipped .note { display: block; overflow-wrap: anywhere; }
      .flagged { color: var(--warn-ink); font-size: var(--text-small); }
      .big { font-weight: 700; margin: 0.5rem 0; }
      .failure { background: var(--error-wash); color: var(--error-ink); padding: 0.625rem 0.75rem; border-radius: var(--radius); margin-bottom: 0.75rem; }
      .ticks { margin-bottom: 0.75rem; } .ticks legend { font-size: var(--text-small); font-weight: 600; } .ticks em { font-style: normal; color: var(--warn-ink); }
      label.field { margin-bottom: 0.75rem; }
    `,
  ]

  declare store: DeskStore
  declare step: Step
  declare action: ProposalAction
  declare ticks: readonly string[]
  declare failure: unknown

  constructor() {
    super()
    this.step = { at: 'form' }
    this.action = 'accept'
    this.ticks = []
    this.failure = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  get isOpen(): boolean {
    return this.#dialog?.open ?? false
  }

  /** Opens with a decision to choose. */
  openDecision(): void {
    this.#open({ at: 'form' })
  }

  /** Opens with what has something to announce. */
  openAnnouncement(): void {
    this.#open({ at: 'work', words: deskText('previewing') })
    void this.#try(async () => {
      const { codes } = await previewAnnouncement(this.store.view)
      this.step = { at: 'announce', codes }
    })
  }

  #open(step: Step): void {
    this.step = step
    this.failure = null
    this.#dialog?.showModal()
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  protected override render() {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('close'))}>${this.#content()}</dialog>`
  }

  #content(): TemplateResult {
    const { step } = this
    switch (step.at) {
      case 'form':
        return this.#form()
      case 'work':
        return html`<h2 id="title">${this.#title}</h2><p role="status">${step.words}</p>`
      case 'preview':
        return this.#preview(step.preview)
      case 'done':
        return this.#result(
          [
            deskText('bulkDone', { count: number(step.batch.done.length) }),
            ...(step.batch.reserve.length > 0
              ? [deskText('previewReserve', { count: number(step.batch.reserve.length) })]
              : []),
          ].join(' '),
          step.batch.skipped,
          step.batch.id,
        )
      case 'undone':
        return this.#result(
          deskText('bulkUndone', { count: number(step.undone.done.length) }),
          step.undone.skipped,
        )
      case 'announce':
        return this.#announce(step.codes)
      case 'announced':
        return this.#result(deskText('announced', { count: number(step.codes.length) }), [])
    }
  }

  get #title(): string {
    const { remaining } = this.store
    return deskText('bulkTitle', { count: remaining === null ? '…' : number(remaining) })
  }

  #form(): TemplateResult {
    const name = `*/${this.action}`
    const stage = this.store.items[0]?.cycleStage ?? null
    return html`<h2 id="title">${this.#title}</h2><p class="lead">${deskText('bulkWhich')}</p>${this.#failed()}
      <label class="field"><span>${deskText('bulkAction')}</span><select @change=${(event: Event) => this.#choose(event)}>
        ${ACTIONS.map((action) => html`<option value=${action} ?selected=${action === this.action}>${actionName(action)}</option>`)}</select></label>
      ${this.#checklist()}
      <pu-decision-form .action=${this.action} .item=${null} .draft=${this.store.draftOf(name)} .reasons=${this.store.rules.reasonsFor(stage, this.action)} .submitName=${deskText('preview')}
        @draft=${({ detail }: CustomEvent) => this.store.type(name, detail)} @terms=${({ detail }: CustomEvent<DecisionTerms>) => this.#look(detail)}
        @close=${() => this.#dialog?.close()}></pu-decision-form>`
  }

  /** Items of the stage of what is listed: ticked for all of them. */
  #checklist() {
    const rules = this.store.rules.of(this.store.items[0]?.cycleStage ?? null)
    if (!rules || rules.checklist.length === 0 || !isAccepting(this.action)) return nothing
    return html`<fieldset class="ticks"><legend>${deskText('tickForAll')}</legend>${rules.checklist.map(
      ({
        key,
        label,
        required,
      }) => html`<label class="choice"><input type="checkbox" .checked=${this.ticks.includes(key)}
        @change=${() => this.#tick(key)} /><span>${pick(label)}${required ? html` <em>(${deskText('demanded')})</em>` : nothing}</span></label>`,
    )}</fieldset>`
  }

  #tick(key: string): void {
    this.ticks = this.ticks.includes(key) ? this.ticks.filter((known) => known !== key) : [...this.ticks, key]
  }

  #choose({ target }: Event): void {
    const value = target instanceof HTMLSelectElement ? target.value : ''
    this.action = ACTIONS.find((known) => known === value) ?? 'accept'
  }

  #look(given: DecisionTerms): void {
    const isTicked = isAccepting(given.action) && this.ticks.length > 0
    const terms = isTicked ? { ...given, checklist: this.ticks } : given
    this.step = { at: 'work', words: deskText('previewing') }
    void this.#try(async () => {
      this.step = { at: 'preview', preview: await previewAll(this.store.view, terms) }
    })
  }

  #preview(preview: DecisionPreview): TemplateResult {
    const { token, action, found, possible, costRupiah, flagged, reserve, skipped } = preview
    const count = number(possible)
    return html`<h2 id="title">${this.#title}</h2>${this.#failed()}
      <p class="big" role="status">${deskText('previewFound', { possible: count, found: number(found), cost: rupiahShort(costRupiah) })}</p>
      ${flagged ? html`<p class="flagged">${deskText('previewFlagged', { count: number(flagged) })}</p>` : nothing}
      ${reserve.length > 0 ? html`<p class="flagged">${deskText('previewReserve', { count: number(reserve.length) })}</p>` : nothing}
      ${this.#skipped(skipped)}
      <div class="buttons">${token ? html`<button class="button main" type="button" @click=${() => this.#carryOut(token, preview)}>${deskText('carryOut', { action: actionName(action), count })}</button>` : nothing}
        <button class="button" type="button" @click=${() => (this.step = { at: 'form' })}>${deskText('bulkAgain')}</button>
        ${this.#closing()}</div>`
  }

  /** Without an answer the same token is tried again: it is carried out once. */
  #carryOut(token: string, preview: DecisionPreview): void {
    this.step = { at: 'work', words: deskText('carrying') }
    void this.#try(
      async () => {
        this.step = { at: 'done', batch: await decideAll(token) }
        this.store.rules.refreshCeilings()
        void this.store.load()
      },
      { at: 'preview', preview },
    )
  }

  #announce(codes: readonly string[]): TemplateResult {
    const count = number(codes.length)
    return html`<h2 id="title">${deskText('announceTitle')}</h2><p class="lead">${deskText('announceHint')}</p>${this.#failed()}
      <p class="big" role="status">${deskText('announceFound', { count })}</p>
      <div class="buttons">${codes.length > 0 ? html`<button class="button main" type="button" @click=${() => this.#announceNow(codes)}>${deskText('announceNow', { count })}</button>` : nothing}
        ${this.#closing()}</div>`
  }

  #announceNow(codes: readonly string[]): void {
    this.step = { at: 'work', words: deskText('carrying') }
    void this.#try(
      async () => {
        const announced = await announce(codes)
        this.step = { at: 'announced', codes: announced.codes }
        void this.store.load()
      },
      { at: 'announce', codes },
    )
  }

  #result(words: string, skipped: readonly SkippedRow[], undoable?: number): TemplateResult {
    return html`<h2 id="title" tabindex="-1">${words}</h2>${this.#failed()}${this.#skipped(skipped)}
      <div class="buttons"><button class="button main" type="button" @click=${() => this.#dialog?.close()}>${deskText('cancel')}</button>
        ${undoable === undefined ? nothing : html`<button class="button" type="button" @click=${() => this.#undo(undoable)}>${deskText('undo')}</button>`}</div>`
  }

  #undo(id: number): void {
    const before = this.step
    this.step = { at: 'work', words: deskText('carrying') }
    void this.#try(async () => {
      this.step = { at: 'undone', undone: await undoAll(id) }
      void this.store.load()
    }, before)
  }

  #skipped(skipped: readonly SkippedRow[]) {
    if (skipped.length === 0) return nothing
    return html`<p>${deskText('previewSkipped', { count: number(skipped.length) })}</p>
      <ul class="skipped" tabindex="0" aria-label=${deskText('previewSkipped', { count: number(skipped.length) })}>${describeSkipped(
        skipped,
      ).map(
        ({ why, codes }) =>
          html`<li>${why} (${number(codes.length)})<span class="note">${codes.slice(0, 12).join(', ')}${codes.length > 12 ? ' …' : ''}</span></li>`,
      )}</ul>`
  }

  #closing(): TemplateResult {
    return html`<button class="button" type="button" @click=${() => this.#dialog?.close()}>${deskText('cancel')}</button>`
  }

  #failed() {
    return this.failure ? html`<p class="failure" role="alert">${describeFailure(this.failure)}</p>` : nothing
  }

  /** What fails leads back to where it was begun, with what was typed. */
  async #try(work: () => Promise<void>, back: Step = { at: 'form' }): Promise<void> {
    this.failure = null
    try {
      await work()
    } catch (error) {
      this.failure = error
      this.step = back
    }
  }
}
