import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { ImportState } from '../../core/api/import.ts'
import { isAbort, ProblemResponse } from '../api/problem-response.ts'
import { sitePath } from '../api/site-path.ts'
import { inputOf } from '../panel/event-control.ts'
import { saveFile } from '../panel/save-file.ts'
import { packageFileFault, sizeText } from './check-package-file.ts'
import { type ChosenPart, isWholePackage, partsOf } from './chosen-parts.ts'
import { failureText } from './failure-text.ts'
import { cancelImport, listImports, readImport, type Upload, uploadPackage } from './import-api.ts'
import { importHistory } from './import-history.ts'
import { importReport } from './import-report.ts'
import { importWords as words } from './import-words.ts'
import { say } from './language.ts'
import { collectRejects } from './rejects-csv.ts'
import { remark } from './remark.ts'
import { renewFrame } from './renew-frame.ts'
import { stepName } from './report-words.ts'
import { wizardWords } from './wizard-words.ts'

const POLL_MS = 1000
/** After a lost connection the page asks less often. */
const RETRY_MS = 4000

/** Choose, upload, follow, read the report. Drawn into the page itself, so that its styles are the page's. */
export class PuImport extends LitElement {
  static override properties = {
    mostBytes: { type: Number },
    file: { state: true },
    parts: { state: true },
    over: { state: true },
    fault: { state: true },
    signedOut: { state: true },
    uploadShare: { state: true },
    current: { state: true },
    lost: { state: true },
    cancelling: { state: true },
    imports: { state: true },
    collected: { state: true },
  }

  declare mostBytes: number
  declare file: File | null
  /** Single files, of which the wizard makes a package. */
  declare parts: readonly ChosenPart[]
  declare over: boolean
  declare fault: string
  declare signedOut: boolean
  declare uploadShare: number | null
  declare current: ImportState | null
  declare lost: boolean
  /** The id of the import that was asked to end. */
  declare cancelling: string
  declare imports: readonly ImportState[]
  declare collected: string
  #upload: Upload | undefined
  /** The import that this page started; others may run too. */
  #own = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.mostBytes = 0
    this.file = null
    this.parts = []
    this.over = false
    this.fault = ''
    this.signedOut = false
    this.uploadShare = null
    this.current = null
    this.lost = false
    this.cancelling = ''
    this.imports = []
    this.collected = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#loadHistory(true)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.#upload?.abort()
  }

  protected override createRenderRoot() {
    return this
  }

  /** The button stands at the end of a long page, what went wrong at its head. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('fault') && this.fault) this.querySelector<HTMLElement>('[data-fault]')?.focus()
  }

  protected override render() {
    const busy = this.uploadShare !== null || this.current?.state === 'running'
    return html`${this.fault ? this.#faultBox() : nothing}
      ${this.uploadShare === null ? nothing : this.#uploadBox(this.uploadShare)}
      ${this.current?.state === 'running' ? this.#runningBox(this.current) : nothing}
      ${busy ? nothing : this.#chooser()}
      ${
        this.parts.length === 0
          ? nothing
          : html`<pu-import-wizard ?hidden=${busy} .parts=${this.parts} @parts=${this.#onParts} @package=${this.#onPackage}></pu-import-wizard>`
      }
      ${this.current && !busy ? this.#result(this.current) : nothing}
      ${importHistory(this.imports, this.#onShow)}`
  }

  #chooser() {
    const { file } = this
    const fits = file !== null && packageFileFault(file, this.mostBytes) === null
    const pick = this.parts.length > 0 ? wizardWords.addMore : file ? words.chooseOther : words.choose
    return html`<form class="drop ${this.over ? 'over' : ''}" @submit=${this.#onSubmit} @dragover=${this.#onDrag} @dragleave=${this.#onDrag} @drop=${this.#onDrop}>
      ${file && this.parts.length === 0 ? html`<strong>${say(words.chosen, { name: file.name, size: sizeText(file.size) })}</strong>` : nothing}
      <label class="button ${fits ? '' : 'main'}"><input type="file" multiple @change=${this.#onPick}>
        ${say(pick)}</label>
      ${fits && this.parts.length === 0 ? html`<button class="button main" type="submit">${say(this.fault ? words.again : words.start)}</button>` : html`<span>${say(words.drop)}</span>`}
      <span class="note">${say(words.most, { size: sizeText(this.mostBytes) })}</span>
    </form>`
  }

  #faultBox() {
    return html`<div class="state error" role="alert" tabindex="-1" data-fault><strong>${say(words.notUploaded)}</strong><p>${this.fault}</p>
      ${this.file && this.parts.length === 0 ? html`<p>${say(words.stillChosen, { name: this.file.name })}</p>` : nothing}
      ${this.signedOut ? html`<a class="button" href=${sitePath('/masuk?lanjut=/impor')} target="_blank">${say(words.signIn)}</a>` : nothing}</div>`
  }

  #uploadBox(share: number) {
    return html`<div class="progress"><p class="top"><span>${share < 1 ? say(words.uploading, { name: this.file?.name ?? '' }) : say(words.reading)}</span>
      <span class="percent">${Math.round(share * 100)}\u00a0%</span></p>
      <progress max="1" .value=${share} aria-label=${say(words.uploading, { name: this.file?.name ?? '' })}></progress>
      ${share < 1 ? html`<button class="link" type="button" @click=${() => this.#upload?.abort()}>${say(words.cancel)}</button>` : nothing}</div>`
  }

  #runningBox({ id, share, step }: ImportState) {
    return html`<div class="progress"><p class="top"><span role="status">${say(words.running)}${step ? `: ${stepName(step)}` : ' …'}</span><span class="percent">${Math.round(share * 100)}\u00a0%</span></p>
      <progress max="1" .value=${share} aria-label=${say(words.running)}></progress>
      <p class="note">${say(this.lost ? words.lost : words.leave)}</p>
      ${
        this.cancelling === id
          ? html`<p class="note" role="status">${say(words.cancelling)}</p>`
          : html`<button class="link" type="button" data-cancel @click=${() => void this.#cancel(id)}>${say(words.cancelRunning)}</button>`
      }</div>`
  }

  #result(current: ImportState) {
    const { report, problem, state } = current
    if (problem || !report) {
      return html`<div class="state error" role="alert" tabindex="-1" data-result><strong>${say(state === 'cancelled' ? words.cancelled : words.failed)}</strong>
        <p>${[problem?.title, problem?.detail]
          .filter((text) => text !== undefined)
          .map(remark)
          .join(': ')}</p></div>`
    }
    return html`<div class="state" role="status" tabindex="-1" data-result><strong>${say(words.done)}: ${report.name}</strong>
        <p>${say(report.changed ? words.changed : words.unchanged)}</p>
        <p class="actions"><a class="button" href=${sitePath('/')}>${say(words.toMap)}</a><a class="button" href=${sitePath('/usulan')}>${say(words.toList)}</a>
          <button class="button" type="button" @click=${() => void this.#onRejects(current.id)}>${this.collected || say(words.allRejects)}</button></p>
      </div>${importReport(current)}`
  }

  #onShow = async (chosen: ImportState): Promise<void> => {
    this.current = chosen
    this.collected = ''
    await this.updateComplete
    this.querySelector<HTMLElement>('[data-result]')?.focus()
  }

  #onPick = (event: Event): void => {
    const input = inputOf(event)
    void this.#choose([...(input.files ?? [])])
    // The same file can be chosen again after it was left out.
    input.value = ''
  }

  #onDrag = (event: DragEvent): void => {
    event.preventDefault()
    this.over = event.type === 'dragover'
  }

  #onDrop = (event: DragEvent): void => {
    event.preventDefault()
    this.over = false
    void this.#choose([...(event.dataTransfer?.files ?? [])])
  }

  /** A whole package goes as it is; of anything else the wizard makes one. */
  async #choose(files: readonly File[]): Promise<void> {
    const [first] = files
    if (!first) return
    this.signedOut = false
    this.current = null
    const tooLarge = files
      .map((file) => packageFileFault(file, this.mostBytes))
      .find((fault) => fault !== null)
    this.fault = tooLarge ?? ''
    if (tooLarge) return
    if (files.length === 1 && (await isWholePackage(first))) {
      this.parts = []
      this.file = first
      return
    }
    await import('./define-wizard.ts')
    const { parts, refused } = await partsOf(files)
    this.file = null
    const names = new Set(parts.map(({ name }) => name))
    this.parts = [...this.parts.filter(({ name }) => !names.has(name)), ...parts]
    if (refused.length > 0) this.fault = say(wizardWords.refused, { names: refused.join(', ') })
  }

  #onParts = (event: CustomEvent<readonly ChosenPart[]>): void => {
    this.parts = event.detail
  }

  #onPackage = (event: CustomEvent<File>): void => {
    this.file = event.detail
    void this.#send()
  }

  #onSubmit = (event: Event): void => {
    event.preventDefault()
    void this.#send()
  }

  async #send(): Promise<void> {
    if (!this.file) return
    this.fault = ''
    this.signedOut = false
    this.uploadShare = 0
    this.#upload = uploadPackage(this.file, (share) => {
      this.uploadShare = share
    })
    try {
      const id = await this.#upload.answer
      this.uploadShare = null
      this.#own = id
      await this.#follow(id)
    } catch (error) {
      this.uploadShare = null
      if (isAbort(error)) return
      const other = error instanceof ProblemResponse && error.status === 409
      this.signedOut = error instanceof ProblemResponse && error.status === 401
      this.fault = other ? say(words.otherRuns) : failureText(error)
      if (other) void this.#loadHistory(true)
    }
  }

  /** Asks until the import has ended; a lost connection is waited out, since the import does not need it. */
  async #follow(id: string): Promise<void> {
    const state = await readImport(id).catch((error: unknown) => {
      if (error instanceof ProblemResponse && error.status < 500) throw error
      return null
    })
    this.lost = state === null
    if (state) this.current = state
    if (!state || state.state === 'running') {
      this.#timer = setTimeout(() => void this.#follow(id).catch(this.#onFailure), state ? POLL_MS : RETRY_MS)
      return
    }
    if (state.state === 'done') {
      if (id === this.#own) {
        this.file = null
        this.parts = []
      }
      void renewFrame()
    }
    this.fault = ''
    await this.#loadHistory(false)
  }

  async #cancel(id: string): Promise<void> {
    this.cancelling = id
    try {
      await cancelImport(id)
    } catch (error) {
      this.cancelling = ''
      this.fault = failureText(error)
    }
  }

  #onFailure = (error: unknown): void => {
    this.current = null
    this.signedOut = error instanceof ProblemResponse && error.status === 401
    this.fault = failureText(error)
  }

  /** The list of imports; one that still runs, from another tab or person, is followed. */
  async #loadHistory(followRunning: boolean): Promise<void> {
    try {
      this.imports = await listImports()
    } catch (error) {
      this.#onFailure(error)
      return
    }
    const running = this.imports.find(({ state }) => state === 'running')
    if (followRunning && running) await this.#follow(running.id).catch(this.#onFailure)
  }

  async #onRejects(id: string): Promise<void> {
    try {
      const file = await collectRejects(id, (count) => {
        this.collected = say(words.collecting, { count })
      })
      this.collected = file ? '' : say(words.noRejects)
      if (file) saveFile(`impor-${id.slice(0, 8)}-baris-bermasalah.csv`, file)
    } catch (error) {
      this.collected = failureText(error)
    }
  }
}
