import { css, html, LitElement, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import { scaleTexts } from '../../../core/score/scale-words.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { inputOf } from '../../panel/event-control.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { PlanState, StakeholderSet } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { agreeLive, type GroupAgreement } from './agree-live.ts'
import { agreementView } from './agreement-view.ts'
import { askAgreement } from './ask-agreement.ts'
import { criterionColour } from './criterion-colour.ts'
import { groupText } from './group-words.ts'
import { sourceStyles } from './source-styles.ts'
import { storeGroups } from './stored-groups.ts'

/** Proposals × pairs of groups that are compared here between two moves; the server compares more. */
const MOST_HERE = 100_000
const MOST_GROUPS = 12

/** Weights of several groups of people side by side, and where their rankings agree. */
export class PuGroups extends LitElement {
  static override properties = {
    store: { attribute: false },
    asked: { state: true },
    failure: { state: true },
    share: { state: true },
    stopped: { state: true },
  }

  static override styles = [
    sharedStyles,
    sourceStyles,
    css`
      .wide { overflow-x: auto; margin-inline: -1rem; padding-inline: 1rem; }
      .wide table { width: auto; min-width: 100%; }
      .wide th:first-child { min-width: 6.25rem; max-width: 6.25rem; position: sticky; left: -1rem; background: var(--surface); line-height: 1.25; }
      .wide input { appearance: textfield; width: 2.75rem; min-height: 2rem; padding: 0 0.25rem; text-align: end; border: 1px solid var(--line); border-radius: var(--radius-s); }
      .wide input.name { width: 4.875rem; font-size: var(--text-note); text-align: start; font-weight: 600; }
      .wide tbody th { padding-inline-start: 0.875rem; text-indent: -0.75rem; }
      .swatch { display: inline-block; width: 0.5rem; height: 0.5rem; border-radius: 2px; margin-inline-end: 0.25rem; }
      .tools { display: flex; justify-content: flex-end; }
      .icon { width: 1.75rem; height: 1.75rem; }
      .lead { margin: 0.75rem 0; }
      .lead input { width: 5rem; }
      .figures, .basis { margin: 0.75rem 0; }
      .asking { display: grid; gap: 0.5rem; justify-items: start; }
      progress { width: 100%; accent-color: var(--brand); }
      @media (max-width: 767px) { .wide input, .icon { min-height: var(--target); min-width: var(--target); } }
    `,
  ]

  declare store: PlanStore
  /** The server's answer for many proposals. */
  declare asked: GroupAgreement | null
  declare failure: unknown
  /** How much of the server's comparison is done, 0–1; null while there is none. */
  declare share: number | null
  /** The last comparison was cancelled. */
  declare stopped: boolean
  #found: GroupAgreement | null = null
  /** What the server compared, and how. */
  #askedFor: Asked | null = null
  #foundFor: Pick<PlanState, 'alternatives' | 'groups' | 'top' | 'method'> | null = null
  #abort = new AbortController()

  constructor() {
    super()
    this.asked = null
    this.failure = null
    this.share = null
    this.stopped = false
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
  }

  protected override willUpdate(): void {
    const { state } = this.store
    if (this.#askedFor && !isOf(this.#askedFor, state)) this.#outdate()
    const waits = this.asked || this.failure || this.stopped || this.share !== null
    if (state.scale === 'raw' && !waits && !isLong(state) && isComparable(state)) void this.#ask()
  }

  protected override render() {
    const { groups, criteria, models, top } = this.store.state
    return html`<p class="note hint">${groupText('lead')}</p>
      ${groups.length === 0 ? html`<div class="state"><strong>${groupText('none')}</strong><p>${groupText('noneHint')}</p></div>` : this.#table(groups, criteria)}
      <div class="row lead">
        <button class="button" type="button" ?disabled=${groups.length >= MOST_GROUPS} @click=${() => this.#add()}>${groupText('add')}</button>
        ${models.map(
          (
            model,
          ) => html`<button class="button" type="button" ?disabled=${groups.length >= MOST_GROUPS} title=${groupText('addModel')}
            @click=${() => this.#add(pick(model.title), model.weights)}>+ ${pick(model.title)}</button>`,
        )}
      </div>
      <label class="field lead">${groupText('top')}<input type="number" min="1" max="100000" .value=${String(top)} @change=${this.#onTop} /></label>
      ${groups.length < 2 ? html`<p class="note">${groupText('needTwo')}</p>` : this.#comparison()}`
  }

  #table(groups: readonly StakeholderSet[], criteria: readonly CriterionInfo[]) {
    return html`<div class="wide"><table>
      <thead><tr><th scope="col">${groupText('criterion')}</th>${groups.map((group, at) => this.#groupHead(group, at))}</tr></thead>
      <tbody>${criteria.map(
        ({ key, title }, place) => html`<tr>
          <th scope="row"><i class="swatch" style="background: ${criterionColour(place)}"></i>${pick(title)}</th>
          ${groups.map(
            (
              group,
              at,
            ) => html`<td><input type="number" min="0" max="100" step="1" .value=${String(group.weights[key] ?? 0)}
              aria-label=${groupText('weightOf', { criterion: pick(title), group: group.name })} @change=${(event: Event) => this.#weigh(at, key, event)} /></td>`,
          )}</tr>`,
      )}</tbody></table></div>`
  }

  #groupHead(group: StakeholderSet, at: number) {
    return html`<th scope="col"><input class="name" maxlength="40" .value=${group.name} aria-label=${groupText('name', { number: at + 1 })}
        @change=${(event: Event) => this.#rename(at, event)} />
      <span class="tools">
        <button class="icon" type="button" title=${groupText('use', { group: group.name })} aria-label=${groupText('use', { group: group.name })}
          @click=${() => this.store.settleWeights(group.weights)}>${icons.map}</button>
        <button class="icon" type="button" title=${groupText('remove', { group: group.name })} aria-label=${groupText('remove', { group: group.name })}
          @click=${() => this.#put(this.store.state.groups.toSpliced(at, 1))}>${icons.close}</button></span></th>`
  }

  #comparison() {
    const { state } = this.store
    const empty = withoutWeight(state)
    if (empty) return html`<p class="state error">${groupText('allZero', { group: empty.name })}</p>`
    if (!state.alternatives) return nothing
    const isHere = !isLong(state) && state.scale !== 'raw'
    const found = isHere ? this.#agree() : this.asked
    if (found)
      return html`${state.method === 'topsis' ? html`<p class="note basis">${pick(scaleTexts.topsis[state.scale])}</p>` : nothing}
        ${agreementView(found, (codes) => this.store.update({ selection: new Set(codes) }))}`
    if (isHere) return nothing
    if (this.share !== null) return this.#progress(this.share)
    return html`${this.failure ? html`<p class="state error" role="alert">${groupText('failed')} ${describeFailure(this.failure)}</p>` : nothing}
      ${this.stopped ? html`<p class="note" role="status">${groupText('stopped')}</p>` : nothing}
      <button class="button main" type="button" @click=${() => void this.#ask()}>${groupText('compute')}</button>`
  }

  #progress(share: number) {
    const text = groupText('computing', { share: number(share * 100) })
    return html`<div class="asking"><p role="status">${text}</p>
      <progress max="1" .value=${share} aria-label=${text}></progress>
      <button class="button" type="button" @click=${() => this.#stop()}>${groupText('stop')}</button></div>`
  }

  #agree(): GroupAgreement | null {
    const { alternatives, groups, top, method, criteria } = this.store.state
    const known = this.#foundFor
    const isKnown =
      known?.alternatives === alternatives &&
      known?.groups === groups &&
      known?.top === top &&
      known?.method === method
    if (!isKnown) {
      this.#found = alternatives && agreeLive(alternatives, criteria, groups, { top, method })
      this.#foundFor = { alternatives, groups, top, method }
    }
    return this.#found
  }

  async #ask(): Promise<void> {
    this.#abort.abort()
    const abort = new AbortController()
    this.#abort = abort
    this.share = 0
    this.failure = null
    this.stopped = false
    const onShare = (share: number) => {
      if (!abort.signal.aborted) this.share = share
    }
    this.#askedFor = this.store.state
    try {
      const asked = await askAgreement(this.store.state, onShare, abort.signal)
      if (abort.signal.aborted) return
      this.asked = asked
    } catch (error) {
      if (!abort.signal.aborted) this.failure = error
    }
    if (!abort.signal.aborted) this.share = null
  }

  #stop(): void {
    this.#abort.abort()
    this.share = null
    this.stopped = true
  }

  /** Groups, the line or what is ranked have changed: what was asked of the server says nothing of them. */
  #outdate(): void {
    this.#abort.abort()
    this.#askedFor = null
    this.asked = null
    this.failure = null
    this.share = null
    this.stopped = false
  }

  #add(name?: string, weights = this.store.state.weights ?? {}): void {
    const { groups } = this.store.state
    const wanted = name ?? groupText('newName', { number: groups.length + 1 })
    this.#put([...groups, { name: freeName(wanted, groups), weights }])
  }

  #rename(at: number, event: Event): void {
    const input = inputOf(event)
    const others = this.store.state.groups.toSpliced(at, 1)
    const name = freeName(input.value.trim() || groupText('newName', { number: at + 1 }), others)
    input.value = name
    this.#change(at, { name })
  }

  #weigh(at: number, key: string, event: Event): void {
    const input = inputOf(event)
    const weight = Math.round(Math.min(100, Math.max(0, input.valueAsNumber || 0)))
    input.value = String(weight)
    this.#change(at, { weights: { ...this.store.state.groups[at]?.weights, [key]: weight } })
  }

  #change(at: number, patch: Partial<StakeholderSet>): void {
    this.#put(this.store.state.groups.map((group, other) => (other === at ? { ...group, ...patch } : group)))
  }

  #put(groups: readonly StakeholderSet[]): void {
    this.#outdate()
    storeGroups(groups)
    this.store.update({ groups })
  }

  #onTop(event: Event): void {
    const top = Math.round(inputOf(event).valueAsNumber)
    this.#outdate()
    if (top >= 1 && top <= 100_000) this.store.update({ top })
    else inputOf(event).value = String(this.store.state.top)
  }
}

type Asked = Pick<PlanState, 'alternatives' | 'method' | 'scale'>

function isOf(one: Asked, other: Asked): boolean {
  return one.alternatives === other.alternatives && one.method === other.method && one.scale === other.scale
}

function isLong({ alternatives, groups }: PlanState): boolean {
  const pairs = (groups.length * (groups.length - 1)) / 2
  return alternatives !== null && (alternatives.truncated || alternatives.count * pairs > MOST_HERE)
}

function withoutWeight({ groups, criteria }: PlanState): StakeholderSet | undefined {
  return groups.find(({ weights }) => criteria.every(({ key }) => !weights[key]))
}

function isComparable(state: PlanState): boolean {
  const { alternatives, groups } = state
  return (alternatives?.count ?? 0) >= 2 && groups.length >= 2 && !withoutWeight(state)
}

/** Names tell groups apart, so no two have the same. */
function freeName(wanted: string, groups: readonly StakeholderSet[]): string {
  const taken = new Set(groups.map(({ name }) => name))
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`
  return name
}
