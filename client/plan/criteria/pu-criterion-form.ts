import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { MissingRule } from '../../../core/criteria/criterion.ts'
import { languageChange } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { textOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { DraftField } from './check-draft.ts'
import { type CriteriaController, NEW } from './criteria-controller.ts'
import { criteriaStyles } from './criteria-styles.ts'
import { type CriteriaWord, criteriaText } from './criteria-words.ts'
import {
  type CriterionDraft,
  keyOfDraft,
  type PointText,
  roundWithin,
  startingPoints,
} from './criterion-draft.ts'
import { formStyles } from './form-styles.ts'
import type { CurveMove } from './pu-curve.ts'
import { groupName, sourceOptions } from './source-select.ts'

const KINDS = ['min-max', 'rank', 'vector', 'thresholds', 'curve'] as const
const MISSING = ['zero', 'median', 'exclude'] as const
const DIRECTIONS = ['maximise', 'minimise'] as const

type TextName = 'title' | 'titleEn' | 'unit' | 'unitEn' | 'key'
type NumberName = 'from' | 'to' | 'below' | 'weight'

/** The open criterion: its fields, its curve while they are typed, and what the server said of them. */
export class PuCriterionForm extends LitElement {
  static override properties = { controller: { attribute: false } }

  static override styles = [sharedStyles, criteriaStyles, formStyles]

  declare controller: CriteriaController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { draft, saving, busy } = this.controller
    if (!draft) return nothing
    return html`<form novalidate @submit=${(event: Event) => void this.#save(event)}>
      <section class="picture">${this.#picture(draft)}</section>
      <h3>${criteriaText('what')}</h3>
      ${this.#text('title', 'title', 'name', draft, 120)}
      ${this.#source(draft)}
      <div class="pair">${this.#text('unit', 'unit', 'unit', draft, 60)}
        ${draft.version === null ? this.#number('weight', 'weight', 'weight', draft) : nothing}</div>
      ${this.#direction(draft)}
      ${this.#curve(draft)}
      ${this.#choices('missing', MISSING, draft.missing, (missing: MissingRule) => this.controller.type({ missing }))}
      <fieldset><legend>${criteriaText('range')}</legend><p class="note">${criteriaText('rangeHint')}</p>
        <div class="pair">${this.#number('from', 'range', 'from', draft)}${this.#number('to', null, 'to', draft)}</div></fieldset>
      ${this.#names(draft)}
      <footer>${this.#trouble()}${this.#notice()}${this.#progress()}
        <div class="row"><button class="button main" type="submit" ?disabled=${busy}>${criteriaText(saving ? 'saving' : 'save')}</button>
          ${this.controller.opened !== null && this.controller.isUnsaved(this.controller.opened) ? html`<button class="button" type="button" @click=${() => this.controller.discard()}>${criteriaText('discard')}</button>` : nothing}
          ${this.#remove()}</div></footer>
    </form>`
  }

  #picture(draft: CriterionDraft) {
    const { values } = this.controller
    const { distribution } = values
    const say = (key: CriteriaWord) => html`<p class="note">${criteriaText(key)}</p>`
    if (!draft.source) return say('chooseSource')
    if (values.failure)
      return html`<p class="state error" role="alert">${criteriaText('failedCurve')} ${describeFailure(values.failure)}
        <button class="button" type="button" @click=${() => values.ask(draft, true)}>${criteriaText('retry')}</button></p>`
    const isKnown = distribution !== null && distribution.known > 0
    const isSame = isKnown && distribution.least === distribution.greatest
    return html`<pu-curve .scale=${values.scale} .distribution=${distribution} .unit=${draft.unit} .movable=${draft.kind === 'curve'}
        .stale=${values.isStale} @move=${(event: CustomEvent<CurveMove>) => this.#drag(draft, event.detail)}></pu-curve>
      ${values.isStale ? say('stale') : nothing}
      ${values.asking ? this.#reading(values.share) : nothing}
      ${
        values.stopped
          ? html`<p class="note" role="status">${criteriaText('readingStopped')}
            <button class="link" type="button" @click=${() => values.ask(draft, true)}>${criteriaText('readAgain')}</button></p>`
          : nothing
      }
      ${distribution && !isKnown ? say('noValues') : isSame ? say('sameValues') : isKnown ? say('bars') : nothing}`
  }

  #reading(share: number) {
    const said = criteriaText('reading')
    return html`<pu-progress-bar .share=${share} .label=${said} .caption=${said} @cancel=${() => this.controller.values.cancel()}></pu-progress-bar>`
  }

  #source(draft: CriterionDraft) {
    const { sources, sourcesFailure } = this.controller
    const chosen = sources?.find(({ source }) => source === draft.source)
    const choose = (event: Event) => {
      const source = textOf(event)
      this.controller.type({ source, ...this.#unitOf(source, draft) })
    }
    return html`<div class="field"><label for="source">${criteriaText('source')}</label>
      <select id="source" name="source" aria-invalid=${this.#isWrong('source')} aria-describedby="fault-source" @change=${choose}>${sourceOptions(sources ?? [], draft.source)}</select>
      ${chosen?.of ? html`<span class="note">${groupName(chosen)}</span>` : nothing}${this.#fault('source')}
      ${sourcesFailure ? html`<span class="fault" role="alert">${criteriaText('failedSources')} <button class="link" type="button" @click=${() => void this.controller.loadSources()}>${criteriaText('retry')}</button></span>` : nothing}
    </div>`
  }

  /** The unit of the source, unless another was typed. */
  #unitOf(source: string, draft: CriterionDraft): Partial<CriterionDraft> {
    const { sources } = this.controller
    const unitOf = (wanted: string) => sources?.find((choice) => choice.source === wanted)?.unit
    const [before, now] = [unitOf(draft.source), unitOf(source)]
    const isTyped = draft.unit !== '' && draft.unit !== before?.id
    return now && !isTyped ? { unit: now.id, unitEn: now.en } : {}
  }

  #direction(draft: CriterionDraft) {
    const inCurve = draft.kind === 'curve' || draft.kind === 'thresholds'
    return html`<fieldset><legend>${criteriaText('direction')}</legend><div class="row">${DIRECTIONS.map(
      (
        direction,
      ) => html`<label class="choice"><input type="radio" name="direction" .checked=${draft.direction === direction}
        @change=${() => this.controller.type({ direction })} /><span>${criteriaText(direction)}</span></label>`,
    )}</div>${inCurve ? html`<p class="note">${criteriaText('inCurve')}</p>` : nothing}</fieldset>`
  }

  #curve(draft: CriterionDraft) {
    return html`<h3>${criteriaText('curve')}</h3>
      <div class="field"><label for="kind">${criteriaText('kind')}</label>
        <select id="kind" name="kind" aria-describedby="why" @change=${(event: Event) => this.#kind(draft, textOf(event))}>
        ${KINDS.map((kind) => html`<option value=${kind} .selected=${draft.kind === kind}>${criteriaText(`kind_${kind}`)}</option>`)}</select>
        <span class="note" id="why">${criteriaText(`why_${draft.kind}`)}</span></div>
      ${draft.kind === 'thresholds' ? html`${this.#number('below', 'below', 'belowHead', draft)}${this.#points('steps', draft)}` : nothing}
      ${draft.kind === 'curve' ? this.#points('points', draft) : nothing}`
  }

  #points(name: 'points' | 'steps', draft: CriterionDraft) {
    const faults = new Map<number, string>()
    if (this.controller.tried || this.controller.values.isStale)
      for (const [field, fault] of this.controller.faults)
        if (field.startsWith(`${name}.`)) faults.set(Number(field.split('.')[1]), criteriaText(fault))
    return html`<pu-curve-points .points=${draft[name]} .kind=${name} .unit=${draft.unit} .faults=${faults}
        @points=${(event: CustomEvent<readonly PointText[]>) => this.controller.type({ [name]: event.detail })}></pu-curve-points>${this.#fault(name)}`
  }

  #choices<Choice extends MissingRule>(
    name: 'missing',
    choices: readonly Choice[],
    chosen: Choice,
    choose: (choice: Choice) => void,
  ) {
    return html`<fieldset><legend>${criteriaText(name)}</legend>${choices.map(
      (
        choice,
      ) => html`<label class="choice"><input type="radio" name=${name} .checked=${choice === chosen} @change=${() => choose(choice)} />
        <span>${criteriaText(`${name}_${choice}`)}<br /><span class="note">${criteriaText(`${name}Why_${choice}`)}</span></span></label>`,
    )}</fieldset>`
  }

  #names(draft: CriterionDraft) {
    const key = keyOfDraft(draft, this.controller.taken)
    const isWrong = this.controller.tried && this.controller.faults.has('key')
    return html`<details ?open=${isWrong || this.controller.refused?.field === 'key'}><summary>${criteriaText('otherNames')}</summary>
      <div class="pair">${this.#text('titleEn', null, 'nameEn', draft, 120)}${this.#text('unitEn', null, 'unitEn', draft, 60)}</div>
      ${
        draft.version === null
          ? html`${this.#text('key', 'key', 'key', draft, 40)}<p class="note">${criteriaText('keyHint', { key: draft.title.trim() ? key : '…' })}</p>`
          : html`<p class="note">${criteriaText('keyFixed', { key: draft.key })}</p>`
      }</details>`
  }

  #text(
    name: TextName,
    field: DraftField | null,
    label: CriteriaWord,
    draft: CriterionDraft,
    longest: number,
  ) {
    return this.#field(
      name,
      field,
      label,
      html`<input id=${name} name=${name} maxlength=${longest} autocomplete="off" .value=${draft[name]} aria-invalid=${this.#isWrong(field)}
      aria-describedby=${field ? `fault-${field}` : nothing} @input=${(event: Event) => this.#typed(name, event)} />`,
    )
  }

  #number(name: NumberName, field: DraftField | null, label: CriteriaWord, draft: CriterionDraft) {
    return this.#field(
      name,
      field,
      label,
      html`<input id=${name} name=${name} type="number" step="any" inputmode="decimal" .value=${draft[name]} aria-invalid=${this.#isWrong(field)}
      aria-describedby=${field ? `fault-${field}` : nothing} @input=${(event: Event) => this.#typed(name, event)} />`,
    )
  }

  /** The fault stands beside the label, not in it: else it would be part of the field's name. */
  #field(name: string, field: DraftField | null, label: CriteriaWord, input: TemplateResult) {
    return html`<div class="field"><label for=${name}>${criteriaText(label)}</label>${input}${field ? this.#fault(field) : nothing}</div>`
  }

  #isWrong(field: DraftField | null): 'true' | 'false' {
    if (field === null) return 'false'
    const isFaulty = this.controller.tried && this.controller.faults.has(field)
    return isFaulty || this.controller.refused?.field === field ? 'true' : 'false'
  }

  #fault(field: DraftField) {
    const { faults, refused, tried } = this.controller
    const fault = tried ? faults.get(field) : undefined
    const text = fault ? criteriaText(fault) : refused?.field === field ? describeFailure(refused.error) : ''
    return html`<span class="fault" id="fault-${field}" role="status">${text}</span>`
  }

  #trouble() {
    const { conflict, failure, failureText, tried, faults, refused } = this.controller
    if (conflict)
      return html`<div class="state error" role="alert"><strong>${criteriaText('conflict')}</strong><div class="row">
        <button class="button" type="button" @click=${() => void this.controller.keepMine()}>${criteriaText('keepMine')}</button>
        <button class="button" type="button" @click=${() => this.controller.discard()}>${criteriaText('takeTheirs')}</button></div></div>`
    if (failure)
      return html`<p class="state error" role="alert">${criteriaText(failureText)} ${describeFailure(failure)}</p>`
    if (refused) return html`<p class="state error" role="alert">${criteriaText('failedSave')}</p>`
    if (tried && faults.size > 0)
      return html`<p class="state error" role="alert">${criteriaText('faultsCount', { count: faults.size })}</p>`
    return nothing
  }

  #notice() {
    const { notice } = this.controller
    const undo = notice?.undo
    const again = notice?.again
    return html`<div role="status">${
      notice
        ? html`<p class="notice">${notice.text} ${undo ? html`<button class="link" type="button" @click=${undo}>${criteriaText('undo')}</button>` : nothing}${again ? html`<button class="link" type="button" @click=${again}>${criteriaText('followAgain')}</button>` : nothing}</p>`
        : nothing
    }</div>`
  }

  #progress() {
    const { share, following, followed } = this.controller
    if (following)
      return html`<pu-progress-bar .share=${followed} .label=${criteriaText('following')} @cancel=${() => this.controller.stopFollowing()}></pu-progress-bar>`
    if (share === null) return nothing
    return html`<pu-progress-bar .share=${share} .label=${criteriaText('saving')} @cancel=${() => this.controller.cancel()}></pu-progress-bar>`
  }

  #remove() {
    const { info, opened } = this.controller
    if (!info || opened === null || opened === NEW) return nothing
    const shipped = this.controller.isShipped(info.key)
    if (shipped && info.origin === 'default') return html`<p class="note">${criteriaText('shipped')}</p>`
    const users = shipped ? [] : this.controller.usersOf(info.key)
    if (users.length > 0)
      return html`<p class="note">${criteriaText('inUse', { names: users.join(', ') })}</p>`
    return html`<button class="button danger" type="button" ?disabled=${this.controller.busy}
      @click=${() => void this.controller.remove()}>${criteriaText(shipped ? 'restore' : 'remove')}</button>`
  }

  #typed(name: keyof CriterionDraft, event: Event): void {
    this.controller.type({ [name]: textOf(event) })
  }

  /** Another kind begins with points from the data; those that were typed before are kept. */
  #kind(draft: CriterionDraft, value: string): void {
    const kind = KINDS.find((known) => known === value)
    if (!kind) return
    const { distribution } = this.controller.values
    const begin = (name: 'points' | 'steps', of: 'curve' | 'thresholds') =>
      draft[name].length === 0 && kind === of
        ? { [name]: startingPoints(draft.direction, distribution, of) }
        : {}
    this.controller.type({ kind, ...begin('points', 'curve'), ...begin('steps', 'thresholds') })
  }

  /** A point stays between its neighbours. */
  #drag(draft: CriterionDraft, { at, raw, perMille, span }: CurveMove): void {
    const near = (place: number, otherwise: number) => {
      const value = Number(draft.points[place]?.value ?? Number.NaN)
      return Number.isFinite(value) ? value : otherwise
    }
    const gap = span / 200
    const [low, high] = [near(at - 1, -Infinity) + gap, near(at + 1, Infinity) - gap]
    if (low > high) return
    const value = roundWithin(Math.min(high, Math.max(low, raw)), span)
    const moved = { value: String(value), perMille: String(perMille) }
    this.controller.type({ points: draft.points.map((point, other) => (other === at ? moved : point)) })
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault()
    if (await this.controller.save()) return
    await this.updateComplete
    const wrong = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')
    wrong?.focus()
  }
}
