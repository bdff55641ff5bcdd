import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { FilePreview, PreviewShape } from '../../core/api/import-preview.ts'
import { isAbort } from '../api/problem-response.ts'
import { saveFile } from '../panel/save-file.ts'
import { type ChosenPart, composePackage } from './chosen-parts.ts'
import { districtFields } from './district-fields.ts'
import { entryFields } from './entry-fields.ts'
import { entryPreview } from './entry-preview.ts'
import { failureText } from './failure-text.ts'
import { previewPart } from './import-api.ts'
import { say } from './language.ts'
import { standardFields } from './standard-fields.ts'
import {
  facilityTypes,
  guessDistrict,
  manifestOf,
  missingOf,
  newEntry,
  type WizardDistrict,
  type WizardEntry,
} from './wizard-entry.ts'
import { isWhole, type OfferedStandard, offeredStandards } from './wizard-standards.ts'
import { wizardWords as words } from './wizard-words.ts'

/**
 * Makes a district package of single files: shows what each holds, asks for what is missing, and hands the package on by the event
 * `package` (its detail is the File). What was said stays until the files are imported.
 */
export class PuImportWizard extends LitElement {
  static override properties = {
    parts: { attribute: false },
    entries: { state: true },
    district: { state: true },
    isChecked: { state: true },
    isComposing: { state: true },
  }

  declare parts: readonly ChosenPart[]
  declare entries: readonly WizardEntry[]
  declare district: WizardDistrict | null
  /** Whether what is missing is marked: from the first try to go on. */
  declare isChecked: boolean
  declare isComposing: boolean
  readonly #left = new AbortController()
  #reading: Promise<void> = Promise.resolve()

  constructor() {
    super()
    this.parts = []
    this.entries = []
    this.district = null
    this.isChecked = false
    this.isComposing = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left.abort()
  }

  protected override createRenderRoot() {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('parts')) return
    const known = new Map(this.entries.map((entry) => [entry.part, entry]))
    this.entries = this.parts.map((part) => known.get(part) ?? this.#begin(part))
  }

  protected override render(): TemplateResult {
    const known = this.entries.find(({ preview }) => preview?.district)?.preview?.district ?? null
    const isReady = this.entries.length > 0 && this.entries.every(({ preview }) => preview !== null)
    return html`<section class="wizard" aria-label=${say(words.title)}>
      <h2>${say(words.title)}</h2>
      <p class="note">${say(words.lead)}</p>
      ${this.entries.map((entry) => this.#card(entry))}
      ${
        isReady && this.district
          ? html`${districtFields(this.district, { known, isChecked: this.isChecked, lacksBorders: this.#lacksBorders(), onChange: () => this.requestUpdate() })}
      ${standardFields(this.#offered(), { isChecked: this.isChecked, onChange: () => this.requestUpdate() })}
      ${this.isChecked && !this.#isComplete() ? html`<p class="fault" role="alert">${say(words.incomplete)}</p>` : nothing}
      <p class="actions"><button class="button main" type="button" data-start ?disabled=${this.isComposing} @click=${this.#onStart}>
        ${this.isComposing ? say(words.composing) : say(words.start, { count: this.entries.length })}</button>
        <button class="button" type="button" @click=${this.#onSaveManifest}>${say(words.saveManifest)}</button></p>`
          : nothing
      }
    </section>`
  }

  #card(entry: WizardEntry): TemplateResult {
    const { part, preview, fault } = entry
    return html`<article class="entry" data-file=${part.name}>
      <header><h3>${part.name}</h3>
        <button class="link" type="button" aria-label=${say(words.removeNamed, { name: part.name })} @click=${() => this.#remove(part)}>${say(words.remove)}</button></header>
      ${preview || fault ? nothing : html`<p role="status">${say(words.looking, { name: part.name })}</p>`}
      ${fault ? html`<div class="state error" role="alert"><p>${fault}</p><button class="button" type="button" @click=${() => this.#lookAgain(entry)}>${say(words.lookAgain)}</button></div>` : nothing}
      ${preview ? html`${entryFields(entry, { isChecked: this.isChecked, onChange: () => this.requestUpdate() })}${entryPreview(preview, { outlines: this.#outlines(entry), isOfProposals: entry.role === 'proposals' })}` : nothing}
    </article>`
  }

  /** Of the district that is there, or of the borders that are among the files. */
  #outlines(entry: WizardEntry): readonly PreviewShape[] {
    if (entry.role === 'areas') return []
    const borders = this.entries.find(({ role }) => role === 'areas')
    const known = this.district?.isNew ? [] : (entry.preview?.district?.outlines ?? [])
    return known.length > 0 ? known : (borders?.preview?.shapes ?? [])
  }

  #begin(part: ChosenPart): WizardEntry {
    const entry = newEntry(part)
    // One after the other: the server reads them from disk, and a phone's line is narrow.
    this.#reading = this.#reading.then(() => this.#look(entry))
    return entry
  }

  async #look(entry: WizardEntry): Promise<void> {
    try {
      this.#understand(entry, await previewPart(entry.part.name, entry.part.data, this.#left.signal))
    } catch (error) {
      if (isAbort(error)) return
      entry.fault = failureText(error)
    }
    this.requestUpdate()
  }

  #understand(entry: WizardEntry, preview: FilePreview): void {
    entry.preview = preview
    entry.role = preview.guess.role
    entry.says = structuredClone(preview.guess.entries)
    this.district = guessDistrict(this.district, preview, this.entries)
  }

  #lookAgain(entry: WizardEntry): void {
    entry.fault = ''
    this.requestUpdate()
    void this.#look(entry)
  }

  #remove(part: ChosenPart): void {
    this.parts = this.parts.filter((other) => other !== part)
    this.dispatchEvent(new CustomEvent<readonly ChosenPart[]>('parts', { detail: this.parts }))
  }

  #lacksBorders(): boolean {
    return this.district?.isNew === true && !this.entries.some(({ role }) => role === 'areas')
  }

  #offered(): OfferedStandard[] {
    return this.district?.isNew ? offeredStandards(this.district.standards, facilityTypes(this.entries)) : []
  }

  #isComplete(): boolean {
    const { district } = this
    if (!district || this.#lacksBorders() || this.entries.some((entry) => missingOf(entry).length > 0))
      return false
    return (
      !district.isNew ||
      ([district.id, district.name, district.codeEdition, district.workingCrs].every((text) => text !== '') &&
        this.#offered().every(({ standard }) => isWhole(standard)))
    )
  }

  #onStart = async (): Promise<void> => {
    this.isChecked = true
    if (!this.district || !this.#isComplete()) {
      await this.updateComplete
      this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    this.isComposing = true
    try {
      const file = await composePackage(manifestOf(this.district, this.entries), this.parts)
      this.dispatchEvent(new CustomEvent<File>('package', { detail: file }))
    } finally {
      this.isComposing = false
    }
  }

  #onSaveManifest = (): void => {
    if (!this.district) return
    const text = `${JSON.stringify(manifestOf(this.district, this.entries), null, 2)}\n`
    saveFile('district.json', new Blob([text], { type: 'application/json' }))
  }
}
