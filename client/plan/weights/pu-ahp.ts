import { html, LitElement, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import { type AhpAnswer, ahpWeights, type WorstJudgement } from '../../../core/weights/ahp.ts'
import { toSliderWeights } from '../../../core/weights/entropy.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { inputOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { same } from '../state/weight-history.ts'
import { ahpText } from './ahp-words.ts'
import { weightBars } from './derived-weights.ts'
import { type Judgements, judgementOf, matrixOf, pairName, sliderOf } from './pairwise.ts'
import { sourceStyles } from './source-styles.ts'
import { readJudgements, storeJudgements } from './stored-judgements.ts'

const MOST = 10

type StepWord = 'step2' | 'step3' | 'step5' | 'step7' | 'step9'
const STEP_WORDS: ReadonlyMap<number, StepWord> = new Map([
  [2, 'step2'],
  [3, 'step3'],
  [5, 'step5'],
  [7, 'step7'],
  [9, 'step9'],
])

/**
 * Weights by comparing criteria two by two (Saaty's AHP). Each judgement sets the weights at once, says how
 * consistent all are, and names the one that disturbs most with what would mend it.
 */
export class PuAhp extends LitElement {
  static override properties = {
    store: { attribute: false },
    judgements: { state: true },
    keys: { state: true },
  }

  static override styles = [sharedStyles, sourceStyles]

  declare store: PlanStore
  declare judgements: Judgements
  /** Criteria that are compared; null until some were chosen, then those that have data and differ. */
  declare keys: readonly string[] | null
  #region = ''

  constructor() {
    super()
    this.judgements = {}
    this.keys = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  /** What was judged before on this device, once the region is known. */
  protected override willUpdate(): void {
    const region = this.store.state.district?.id
    if (!region || region === this.#region) return
    this.#region = region
    const { keys, judgements } = readJudgements(region)
    this.keys = keys
    this.judgements = judgements
  }

  protected override render() {
    const keys = this.#keys()
    const compared = this.store.state.criteria.filter(({ key }) => keys.includes(key))
    return html`<p class="note hint">${ahpText('lead')}</p>
      <details><summary>${ahpText('choose')} (${number(keys.length)})</summary>
        <p class="note">${ahpText('most')}</p>${this.store.state.criteria.map((criterion) => this.#box(criterion, keys))}</details>
      ${keys.length < 2 ? html`<p class="state">${ahpText('few')}</p>` : this.#comparison(compared)}`
  }

  #comparison(compared: readonly CriterionInfo[]) {
    const keys = compared.map(({ key }) => key)
    const answer = ahpWeights(matrixOf(keys, this.judgements))
    const pairs = compared.flatMap((a, at) => compared.slice(at + 1).map((b) => [a, b] as const))
    return html`
      <div class="verdict ${answer.consistent ? 'good' : 'bad'}" role="status">
        <strong>${ahpText(answer.consistent ? 'consistent' : 'inconsistent')}</strong>
        <span>${ahpText('ratio', { ratio: number(answer.consistencyRatio, 2) })}</span>
        ${answer.worst && !answer.consistent ? this.#worst(compared, answer.worst) : nothing}
      </div>
      <ul class="pairs">${pairs.map(([a, b]) => this.#pair(a, b, answer))}</ul>
      <h3>${ahpText('result')}</h3>${weightBars(compared, weightsOf(keys, answer))}
      <div class="row">${this.#apply(keys, answer)}
        <button class="button" type="button" @click=${() => this.#judge({})}>${ahpText('clear')}</button></div>`
  }

  /** Judgements of another day may say something else than the weights of now. */
  #apply(keys: readonly string[], answer: AhpAnswer) {
    const { weights } = this.store.state
    const isUsed = weights !== null && same(weights, weightsOf(keys, answer))
    return html`<button class="button ${isUsed ? '' : 'main'}" type="button" ?disabled=${isUsed}
      @click=${() => this.#use()}>${ahpText(isUsed ? 'used' : 'use')}</button>`
  }

  #worst(compared: readonly CriterionInfo[], { row, column, suggested, ratioThen }: WorstJudgement) {
    const [a, b] = [compared[row], compared[column]]
    if (!a || !b) return nothing
    const names = { a: pick(a.title), b: pick(b.title) }
    const take = () => this.#judge({ ...this.judgements, [pairName(a.key, b.key)]: suggested })
    return html`<p>${ahpText('worst', { ...names, text: this.#judgementText(a, b, suggested) })}</p>
      <button class="button" type="button" @click=${take}>${ahpText('take', { ratio: number(ratioThen, 2) })}</button>`
  }

  #pair(a: CriterionInfo, b: CriterionInfo, { worst }: AhpAnswer) {
    const name = pairName(a.key, b.key)
    const judgement = this.judgements[name] ?? 1
    const keys = this.#keys()
    const marked = worst && keys[worst.row] === a.key && keys[worst.column] === b.key
    const text = this.#judgementText(a, b, judgement)
    return html`<li class=${marked ? 'worst' : ''}>
      <div class="ends"><span class=${judgement > 1 ? 'more' : ''}>${pick(a.title)}</span><span class=${judgement < 1 ? 'more' : ''}>${pick(b.title)}</span></div>
      <input type="range" min="-8" max="8" step="1" .value=${String(-sliderOf(judgement))} aria-valuetext=${text}
        aria-label=${ahpText('pair', { a: pick(a.title), b: pick(b.title) })}
        @input=${(event: Event) => this.#onSlide(name, event)} />
      <span class="note">${text}</span></li>`
  }

  #judgementText(a: CriterionInfo, b: CriterionInfo, judgement: number): string {
    const steps = Math.round(judgement >= 1 ? judgement : 1 / judgement)
    if (steps === 1) return ahpText('equal')
    const key = STEP_WORDS.get(steps)
    const text = key ? ahpText(key) : ahpText('times', { count: steps })
    return ahpText('judged', { name: pick((judgement >= 1 ? a : b).title), text })
  }

  #box({ key, title }: CriterionInfo, keys: readonly string[]) {
    const chosen = keys.includes(key)
    return html`<label class="box"><input type="checkbox" .checked=${chosen} ?disabled=${!chosen && keys.length >= MOST}
      @change=${() => this.#choose(chosen ? keys.filter((other) => other !== key) : [...keys, key])} />${pick(title)}</label>`
  }

  #keys(): readonly string[] {
    const { criteria } = this.store.state
    const wanted = this.keys ?? criteria.filter((c) => c.discriminates && c.known > 0).map(({ key }) => key)
    return criteria
      .map(({ key }) => key)
      .filter((key) => wanted.includes(key))
      .slice(0, MOST)
  }

  /** The slider's left end is the first criterion, so its sign is turned. */
  #onSlide(name: string, event: Event): void {
    const slider = -inputOf(event).valueAsNumber
    this.#judge({ ...this.judgements, [name]: judgementOf(slider) })
  }

  #choose(keys: readonly string[]): void {
    this.keys = keys
    this.#keep()
  }

  #judge(judgements: Judgements): void {
    this.judgements = judgements
    this.#keep()
  }

  #keep(): void {
    storeJudgements(this.#region, { keys: this.keys, judgements: this.judgements })
    this.#use()
  }

  #use(): void {
    const keys = this.#keys()
    if (keys.length < 2) return
    const none = Object.fromEntries(this.store.state.criteria.map(({ key }) => [key, 0]))
    this.store.settleWeights({ ...none, ...weightsOf(keys, ahpWeights(matrixOf(keys, this.judgements))) })
  }
}

function weightsOf(keys: readonly string[], { weights }: AhpAnswer): Weights {
  const sliders = toSliderWeights(weights)
  return Object.fromEntries(keys.map((key, at) => [key, sliders[at] ?? 0]))
}
