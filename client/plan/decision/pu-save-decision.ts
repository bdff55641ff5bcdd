import { css, html, LitElement, nothing } from 'lit'
import type { RecordedDecision } from '../../../core/api/recorded-decision.ts'
import { sitePath } from '../../api/site-path.ts'
import { pageAddress } from '../../i18n/page-address.ts'
import { languageChange } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { Decided } from '../tab/plan-tab.ts'
import { decisionText } from './decision-words.ts'
import { fetchStanding, recordDecision } from './record-decision.ts'

/** Name and reason of a decision that is to be recorded. Emits `download` where the file alone is wanted. */
export class PuSaveDecision extends LitElement {
  static override properties = {
    decided: { attribute: false },
    standing: { state: true },
    share: { state: true },
    failure: { state: true },
    incomplete: { state: true },
    saved: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      dialog { border: 0; border-radius: var(--radius-l, 1rem); padding: 0; width: min(34rem, calc(100vw - 2rem)); color: var(--ink); background: var(--surface);
        box-shadow: 0 1rem 3rem rgb(0 0 0 / 25%); }
      dialog::backdrop { background: rgb(20 30 40 / 45%); }
      header { display: flex; align-items: center; justify-content: space-between; padding: 1rem 1.25rem 0; }
      h2 { font-size: 1.125rem; font-weight: 800; }
      form, .done { display: grid; gap: 0.875rem; padding: 0.75rem 1.25rem 1.25rem; }
      label { display: grid; gap: 0.25rem; font-weight: 600; font-size: var(--text-small); }
      input, select, textarea { font: inherit; font-weight: 400; width: 100%; min-height: 2.5rem; padding: 0.375rem 0.625rem; border: 1px solid var(--line-strong);
        border-radius: var(--radius-s); background: var(--surface); color: inherit; }
      textarea { min-height: 5.5rem; resize: vertical; }
      [aria-invalid="true"] { border-color: var(--error-ink); }
      .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; justify-content: flex-end; }
      .fault { color: var(--error-ink); font-weight: 600; font-size: var(--text-small); }
      progress { width: 100%; }
      code { overflow-wrap: anywhere; font-size: var(--text-note); }
    `,
  ]

  declare decided: Decided
  declare standing: readonly RecordedDecision[]
  /** How much of the saving is done, 0–1; null while nothing is being saved. */
  declare share: number | null
  declare failure: unknown
  declare incomplete: boolean
  declare saved: RecordedDecision | null
  #saving: AbortController | null = null

  constructor() {
    super()
    this.#forget()
    this.standing = []
    new Redraw(this, () => languageChange)
  }

  /** Opens with an empty reason; the name is that of the package, where it has one. */
  async show(): Promise<void> {
    this.#forget()
    await this.updateComplete
    this.#form?.reset()
    const name = this.renderRoot.querySelector('input')
    if (name) name.value = this.decided.title
    this.#dialog?.showModal()
    this.standing = await fetchStanding(AbortSignal.timeout(20_000)).catch(() => [])
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  get #form(): HTMLFormElement | null {
    return this.renderRoot.querySelector('form')
  }

  #forget(): void {
    this.share = null
    this.failure = null
    this.incomplete = false
    this.saved = null
  }

  protected override render() {
    if (!this.decided) return nothing
    return html`<dialog aria-labelledby="heading" @close=${() => this.#saving?.abort()}>
      <header><h2 id="heading">${decisionText('title')}</h2>
        <button class="icon" type="button" aria-label=${decisionText('close')} @click=${() => this.#dialog?.close()}>✕</button></header>
      ${this.saved ? this.#done(this.saved) : this.#fields()}
    </dialog>`
  }

  #fields() {
    const { decided, incomplete, standing } = this
    const busy = this.share !== null
    const invalid = incomplete ? 'true' : nothing
    return html`<form novalidate @submit=${this.#submit}>
      <p class="note">${decisionText('portfolioId' in decided.about ? 'ofPackage' : 'ofRanking')}. ${decided.note} ${decisionText('kept')}</p>
      <label>${decisionText('name')}<input name="title" maxlength="200" required aria-invalid=${invalid} placeholder=${decisionText('nameHint')}></label>
      <label>${decisionText('reason')}<textarea name="reason" maxlength="2000" required aria-invalid=${invalid} placeholder=${decisionText('reasonHint')}></textarea></label>
      ${
        standing.length > 0
          ? html`<label>${decisionText('supersedes')}<select name="supersedes"><option value="">${decisionText('supersedesNone')}</option>
        ${standing.map(({ id, title }) => html`<option value=${id}>${decisionText('supersedesOne', { id, title })}</option>`)}</select></label>`
          : nothing
      }
      ${incomplete ? html`<p class="fault" role="alert">${decisionText('missing')}</p>` : nothing}
      ${this.failure ? html`<p class="fault" role="alert">${decisionText('failed')} ${describeFailure(this.failure)}</p>` : nothing}
      ${busy ? html`<progress max="1" .value=${this.share ?? 0} aria-label=${decisionText('saving')}></progress>` : nothing}
      <div class="row">
        <button class="button" type="button" ?disabled=${busy} @click=${this.#download}>${decisionText('downloadOnly')}</button>
        ${
          busy
            ? html`<button class="button" type="button" @click=${() => this.#saving?.abort()}>${decisionText('stop')}</button>`
            : html`<button class="button main" type="submit">${decisionText('save')}</button>`
        }
      </div></form>`
  }

  #done({ id, file }: RecordedDecision) {
    return html`<div class="done" role="status"><p><strong>${decisionText('saved', { id })}</strong></p>
      <p class="note">SHA-256 <code>${file.sha256}</code></p>
      <div class="row"><a class="button" href=${sitePath(file.href)} download=${file.name}>${decisionText('download')}</a>
        <a class="button main" href=${`${pageAddress('/keputusan')}#no-${id}`}>${decisionText('list')}</a></div></div>`
  }

  #download(): void {
    this.#dialog?.close()
    this.dispatchEvent(new Event('download'))
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const fields = new FormData(this.#form ?? undefined)
    const textOf = (name: string) => String(fields.get(name) ?? '').trim()
    const [title, reason, supersedes] = [textOf('title'), textOf('reason'), Number(textOf('supersedes'))]
    this.incomplete = title === '' || reason === ''
    if (this.incomplete) return
    this.failure = null
    this.share = 0
    const saving = new AbortController()
    this.#saving = saving
    const onShare = (share: number) => {
      if (!saving.signal.aborted) this.share = share
    }
    try {
      const named = { title, reason, ...(supersedes > 0 && { supersedes }) }
      this.saved = await recordDecision(this.decided, named, { signal: saving.signal, onShare })
    } catch (error) {
      this.failure = saving.signal.aborted ? null : error
    }
    this.share = null
  }
}

if (!customElements.get('pu-save-decision')) customElements.define('pu-save-decision', PuSaveDecision)
