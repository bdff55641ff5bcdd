import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { DeskItem } from '../../core/api/desk.ts'
import { type DecisionReason, reasonsFor } from '../../core/desk/decision-reasons.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { RETURN_ANSWERERS } from '../../core/proposal/take-step.ts'
import { languageChange, pick } from '../i18n/translate.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { Redraw } from '../state/viewer-store.ts'
import {
  type DecisionDraft,
  emptyDraft,
  needsOf,
  RETURN_FIELDS,
  readAnswerer,
  termsOf,
} from './decision-draft.ts'
import { actionName, deskText } from './desk-words.ts'
import { formStyles } from './form-styles.ts'

export type OfferedReason = Pick<DecisionReason, 'code' | 'words'>

/**
 * What a decision needs besides its name: a reason, what is to be mended, a granted cost. Emits `draft` (DecisionDraft) as one
 * types, `terms` (DecisionTerms) to be sent, and `close`.
 */
export class PuDecisionForm extends LitElement {
  static override properties = {
    action: { attribute: false },
    item: { attribute: false },
    draft: { attribute: false },
    reasons: { attribute: false },
    submitName: { attribute: false },
    fault: { state: true },
  }

  static override styles = [sharedStyles, formStyles, css`:host { display: block; }`]

  declare action: ProposalAction
  /** Null for a decision about many. */
  declare item: DeskItem | null
  declare draft: DecisionDraft
  /** That may be given; without any, those that offices usually give. */
  declare reasons: readonly OfferedReason[] | null
  /** What the button says; without it, the action. */
  declare submitName: string | null
  declare fault: { field: keyof DecisionDraft; fault: string } | null

  constructor() {
    super()
    this.action = 'note'
    this.item = null
    this.draft = emptyDraft()
    this.reasons = null
    this.submitName = null
    this.fault = null
    new Redraw(this, () => languageChange)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('action') || (changed.has('item') && changed.get('item')?.code !== this.item?.code))
      this.fault = null
  }

  /** To what is filled in first. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  }

  protected override render() {
    const { given, sets } = needsOf(this.action)
    const hasReason = given.includes('reason')
    return html`<form @submit=${this.#send} @keydown=${this.#onKey} novalidate>
      ${this.submitName === null ? html`<h3>${actionName(this.action)}</h3>` : nothing}
      ${hasReason ? this.#usualReasons() : nothing}
      ${given.includes('return') ? this.#asked() : nothing}
      ${given.includes('document') ? this.#text('document', deskText('documentNumber')) : nothing}
      ${sets.length > 0 && this.item ? this.#granted(this.item) : nothing}
      ${this.#words(hasReason)}
      <div class="buttons"><button class="button main" type="submit">${this.submitName ?? deskText('send', { action: actionName(this.action) })} <kbd>Ctrl ↵</kbd></button>
        <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${deskText('cancel')} <kbd>Esc</kbd></button></div>
      <p class="note kept">${deskText('keptDraft')}</p>
    </form>`
  }

  get #reasons(): readonly OfferedReason[] {
    return this.reasons ?? reasonsFor(this.action)
  }

  #usualReasons(): TemplateResult | typeof nothing {
    const { reasonCode } = this.draft
    const reasons = this.#reasons
    if (reasons.length === 0) return nothing
    return html`<fieldset class="reasons"><legend>${deskText('reasonPick')}</legend>
      ${reasons.map(
        (
          { code, words },
          at,
        ) => html`<label class="choice"><input type="radio" name="reason" .checked=${code === reasonCode}
          @change=${() => this.#pick(at)} /><kbd>${at + 1}</kbd><span>${pick(words)}</span></label>`,
      )}</fieldset>`
  }

  #words(isReason: boolean): TemplateResult {
    const fault = this.#faultOf('reason')
    return html`<label class="field"><span>${isReason ? deskText('reasonWords') : deskText('noteWords')}</span>
      <textarea name="reason" rows="3" maxlength="4000" .value=${this.draft.reason} aria-invalid=${fault ? 'true' : nothing}
        aria-describedby="reason-hint" @input=${this.#typed('reason')}></textarea></label>
      <p class="note" id="reason-hint">${fault ? html`<strong class="fault" role="alert">${fault}</strong> ` : nothing}${deskText('reasonPublic')}</p>`
  }

  #asked(): TemplateResult {
    const { fields, deadline, answeredBy } = this.draft
    const faults = [this.#faultOf('fields'), this.#faultOf('deadline')].filter(Boolean)
    return html`<fieldset class="fields"><legend>${deskText('fields')}</legend>
        ${RETURN_FIELDS.map(
          ({
            name,
            word,
          }) => html`<label class="choice"><input type="checkbox" .checked=${fields.includes(name)}
            @change=${() => this.#toggle(name)} /><span>${deskText(word)}</span></label>`,
        )}</fieldset>
      <div class="pair"><label class="field"><span>${deskText('deadline')}</span><input type="date" name="deadline" .value=${deadline}
          @input=${this.#typed('deadline')} /></label>
        <label class="field"><span>${deskText('answeredBy')}</span><select name="answeredBy"
          @change=${(event: Event) => this.#change({ answeredBy: readAnswerer(textOf(event)) })}>
          ${RETURN_ANSWERERS.map((who) => html`<option value=${who} ?selected=${who === answeredBy}>${deskText(who)}</option>`)}</select></label></div>
      ${faults.map((fault) => html`<p class="fault" role="alert">${fault}</p>`)}`
  }

  #granted(item: DeskItem): TemplateResult {
    return html`<div class="pair">${this.#text('cost', deskText('granted'), deskText('asAsked'))}
      ${this.#text('volume', deskText('grantedVolume', { unit: item.unit ?? '–' }), deskText('asAsked'))}</div>`
  }

  #text(name: 'document' | 'cost' | 'volume', label: string, hint = ''): TemplateResult {
    const fault = this.#faultOf(name)
    return html`<label class="field"><span>${label}</span><input name=${name} autocomplete="off" .value=${this.draft[name]}
      placeholder=${hint} inputmode=${name === 'document' ? 'text' : 'decimal'} aria-invalid=${fault ? 'true' : nothing} @input=${this.#typed(name)} />
      ${fault ? html`<span class="fault" role="alert">${fault}</span>` : nothing}</label>`
  }

  #faultOf(field: keyof DecisionDraft): string | undefined {
    return this.fault?.field === field ? this.fault.fault : undefined
  }

  readonly #typed = (name: 'reason' | 'deadline' | 'document' | 'cost' | 'volume') => (event: Event) =>
    this.#change({ [name]: textOf(event) })

  #change(part: Partial<DecisionDraft>): void {
    this.draft = { ...this.draft, ...part }
    this.fault = null
    this.dispatchEvent(new CustomEvent('draft', { detail: this.draft }))
  }

  /** A usual reason is a beginning: words of one's own stay. */
  #pick(at: number): void {
    const reasons = this.#reasons
    const chosen = reasons[at]
    if (!chosen) return
    const { reason } = this.draft
    const isOwn = reason.trim() !== '' && !reasons.some(({ words }) => pick(words) === reason)
    const words = chosen.code === 'other' ? '' : pick(chosen.words)
    this.#change({ reasonCode: chosen.code, reason: isOwn ? reason : words })
  }

  #toggle(name: string): void {
    const { fields } = this.draft
    this.#change({
      fields: fields.includes(name) ? fields.filter((known) => known !== name) : [...fields, name],
    })
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#send(event)
    const [target] = event.composedPath()
    const types =
      target instanceof HTMLElement &&
      target.matches('textarea, select, input:not([type=radio], [type=checkbox])')
    if (types || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey) return
    event.preventDefault()
    this.#pick(Number(event.key) - 1)
  }

  readonly #send = (event: Event) => {
    event.preventDefault()
    const read = termsOf(this.action, this.draft, this.item)
    if ('terms' in read) this.dispatchEvent(new CustomEvent('terms', { detail: read.terms }))
    else this.#point(read)
  }

  #point(fault: { field: keyof DecisionDraft; fault: string }): void {
    this.fault = fault
    const name = fault.field === 'fields' ? '.fields input' : `[name=${fault.field}]`
    this.renderRoot.querySelector<HTMLElement>(name)?.focus({ preventScroll: true })
  }
}

function textOf({ target }: Event): string {
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  return isField ? target.value : ''
}
