import { css, html, LitElement, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import type { DerivedAnswer } from '../../../core/api/weighting.ts'
import { SCALES, type ScaleName, scaleNames, scaleTexts } from '../../../core/score/scale-words.ts'
import { isAbort } from '../../api/problem-response.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { same } from '../state/weight-history.ts'
import { askDerived } from './ask-derived.ts'
import { deriveLive } from './derive-live.ts'
import { weightBars } from './derived-weights.ts'
import { entropyText } from './entropy-words.ts'
import { sourceStyles } from './source-styles.ts'

type Method = DerivedAnswer['method']
const METHODS = ['entropy', 'critic'] as const satisfies readonly Method[]

/**
 * Weights that the data themselves suggest (Shannon's entropy, or CRITIC), from 0–1,000 or from raw values; they are taken by a
 * button, not by opening the page.
 */
export class PuEntropy extends LitElement {
  static override properties = {
    store: { attribute: false },
    method: { state: true },
    scale: { state: true },
    asked: { state: true },
    failure: { state: true },
    share: { state: true },
  }

  static override styles = [
    sharedStyles,
    sourceStyles,
    css`
      fieldset { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; border: 0; padding: 0; margin: 0 0 0.5rem; min-width: 0; }
      legend { padding: 0; font-size: var(--text-note); color: var(--muted); }
      fieldset label { display: flex; gap: 0.375rem; align-items: center; font-size: var(--text-small); min-height: 1.75rem; }
      fieldset input { accent-color: var(--brand); width: 1.125rem; height: 1.125rem; margin: 0; }
      .basis { margin-bottom: 0.5rem; line-height: 1.35; }
      progress { width: 100%; accent-color: var(--brand); }
      @media (max-width: 767px) { fieldset label { min-height: var(--target); } }
    `,
  ]

  declare store: PlanStore
  declare method: Method
  declare scale: ScaleName
  /** The server's answer from raw values. */
  declare asked: DerivedAnswer | null
  declare failure: unknown
  /** How far the server is, 0–1; null while nothing is waited for. */
  declare share: number | null
  readonly #known = new Map<Method, Weights | null>()
  #for: Alternatives | null = null
  #askedFor: { of: Alternatives; method: Method } | null = null
  #abort = new AbortController()

  constructor() {
    super()
    this.method = 'entropy'
    this.scale = 'per-mille'
    this.asked = null
    this.failure = null
    this.share = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
    this.#askedFor = null
  }

  protected override willUpdate(): void {
    const { alternatives } = this.store.state
    if (this.scale === 'per-mille' || !alternatives) return
    if (this.#askedFor?.of === alternatives && this.#askedFor.method === this.method) return
    void this.#ask(alternatives)
  }

  protected override render() {
    const { alternatives, criteria } = this.store.state
    return html`<p class="note hint">${entropyText(this.method)} ${alternatives ? entropyText('basis', { count: number(alternatives.count) }) : nothing}</p>
      ${this.#choices(
        'methods',
        METHODS.map((name) => ({ name, text: entropyText(`${name}Name`) })),
        this.method,
        (method) => {
          this.method = method
        },
      )}
      ${this.#choices(
        'scales',
        SCALES.map((name) => ({ name, text: pick(scaleNames[name]) })),
        this.scale,
        (scale) => {
          this.scale = scale
        },
      )}
      <p class="note basis">${pick(scaleTexts[this.method][this.scale])}</p>
      ${this.#found(alternatives, criteria)}`
  }

  #choices<Name extends Method | ScaleName>(
    title: 'methods' | 'scales',
    choices: readonly { readonly name: Name; readonly text: string }[],
    chosen: Name,
    choose: (name: Name) => void,
  ) {
    return html`<fieldset><legend>${entropyText(title)}</legend>${choices.map(
      ({
        name,
        text,
      }) => html`<label><input type="radio" name=${title} value=${name} .checked=${name === chosen} @change=${() => choose(name)} />
        ${text}</label>`,
    )}</fieldset>`
  }

  #found(alternatives: Alternatives | null, criteria: readonly CriterionInfo[]) {
    if (this.scale === 'raw' && this.failure)
      return html`<div class="state error" role="alert"><p>${entropyText('failed')} ${describeFailure(this.failure)}</p>
        ${alternatives ? html`<button class="button" type="button" @click=${() => void this.#ask(alternatives)}>${entropyText('retry')}</button>` : nothing}</div>`
    if (this.scale === 'raw' && this.share !== null)
      return html`<p class="note" role="status">${entropyText('asking')}</p><progress max="1" .value=${this.share} aria-label=${entropyText('asking')}></progress>`
    const suggested = alternatives && this.#suggest(alternatives, criteria)
    if (!suggested) return html`<p class="state">${entropyText('none')}</p>`
    const { weights } = this.store.state
    const used = weights !== null && same(weights, suggested)
    return html`<p class="note hint why">${why(criteria, suggested)}</p>
      ${weightBars(criteria, suggested)}
      <button class="button ${used ? '' : 'main'}" type="button" ?disabled=${used}
        @click=${() => this.store.settleWeights(suggested)}>${entropyText(used ? `${this.method}Used` : `${this.method}Use`)}</button>`
  }

  #suggest(alternatives: Alternatives, criteria: readonly CriterionInfo[]): Weights | null {
    if (this.scale === 'raw') return this.asked?.weights ?? null
    if (this.#for !== alternatives) this.#known.clear()
    this.#for = alternatives
    if (!this.#known.has(this.method))
      this.#known.set(this.method, deriveLive(this.method, alternatives, criteria))
    return this.#known.get(this.method) ?? null
  }

  async #ask(of: Alternatives): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const { method } = this
    this.#askedFor = { of, method }
    this.failure = null
    this.share = 0
    try {
      const onShare = (share: number) => {
        if (!signal.aborted) this.share = share
      }
      const answer = await askDerived(this.store.state, method, { onShare, signal })
      if (!signal.aborted) this.asked = answer
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.failure = error
    } finally {
      if (!signal.aborted) this.share = null
    }
  }
}

/** What tells proposals apart most, and what not at all. */
function why(criteria: readonly CriterionInfo[], weights: Weights): string {
  const weighed = criteria.map(({ key, title }) => ({ name: pick(title), weight: weights[key] ?? 0 }))
  const most = weighed.reduce((best, one) => (one.weight > best.weight ? one : best))
  const same = weighed.filter(({ weight }) => weight === 0).map(({ name }) => name)
  const text = entropyText('most', { name: most.name })
  return same.length > 0 ? `${text} ${entropyText('same', { names: same.join(', ') })}` : text
}
