import { css, html, LitElement, nothing } from 'lit'
import type { RankStudy } from '../../../core/api/robustness.ts'
import { type RankStanding, standingOf } from '../../../core/score/rank-standing.ts'
import { number, rupiahShort, share } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { textOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { lineRule } from '../state/line-rule.ts'
import { isFresh, type Robustness } from '../state/robustness.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { sourceStyles } from '../weights/source-styles.ts'
import { robustnessText } from './robustness-words.ts'
import { runRobustness } from './run-robustness.ts'

/** The same seed gives the same answer, so that a test can be repeated and shown. */
const SEED = 1

/** Says how far the ranking rests on the exact weights: a study on the server, with progress and a way to stop it. */
export class PuRobustness extends LitElement {
  static override properties = {
    plan: { attribute: false },
    spread: { state: true },
    samples: { state: true },
  }

  static override styles = [
    sharedStyles,
    sourceStyles,
    css`
      h3 { margin: 1.25rem 0 0.375rem; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
      p { line-height: 1.45; }
      .row { margin-top: 0.5rem; }
      .summary { font-size: var(--text); }
      progress { width: 100%; height: 0.5rem; accent-color: var(--brand); }
      .options { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; padding: 0.375rem 0; }
      .options select, .options input { min-height: 2.25rem; width: 100%; padding: 0 0.5rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); }
      @media (max-width: 767px) { .options select, .options input { min-height: var(--target); font-size: 1rem; } }
    `,
  ]

  declare plan: Plan
  /** 0 for any weights at all. */
  declare spread: number
  declare samples: number
  #abort = new AbortController()

  constructor() {
    super()
    this.spread = 0.3
    this.samples = 2000
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  protected override render() {
    const { robustness, alternatives } = this.plan.store.state
    const possible =
      this.plan.store.ranking !== null && (alternatives?.count ?? 0) > 1 && !alternatives?.truncated
    return html`<h3>${robustnessText('title')}</h3>
      ${alternatives?.truncated ? html`<p class="note">${robustnessText('tooMany')}</p>` : nothing}
      ${robustness ? this.#state(robustness) : html`<p class="note">${this.#lead()}</p>`}
      ${robustness?.state === 'running' ? nothing : this.#start(possible, robustness !== null)}`
  }

  #lead(): string {
    const places = { samples: number(this.samples), spread: share(this.spread) }
    return robustnessText(this.spread === 0 ? 'leadAny' : 'lead', places)
  }

  #start(possible: boolean, again: boolean) {
    return html`<pu-line .store=${this.plan.store}></pu-line><details><summary class="note">${robustnessText('options')}</summary>
        <div class="options">
          <label class="field">${robustnessText('samples')}<select @change=${this.#onSamples}>
            ${[500, 1000, 2000, 5000].map((count) => html`<option value=${count} ?selected=${count === this.samples}>${number(count)}</option>`)}</select></label>
          <label class="field">${robustnessText('kind')}<select @change=${this.#onSpread}>
            ${[0.1, 0.2, 0.3, 0.5].map((spread) => html`<option value=${spread} ?selected=${spread === this.spread}>± ${share(spread)}</option>`)}
            <option value="0" ?selected=${this.spread === 0}>${robustnessText('any')}</option></select></label>
        </div></details>
      <div class="row"><button class="button" type="button" ?disabled=${!possible} @click=${() => this.#run()}>${robustnessText(again ? 'again' : 'run')}</button></div>`
  }

  #state(robustness: Robustness) {
    const samples = number(robustness.question.samples)
    if (robustness.state === 'running')
      return html`<p role="status">${robustnessText('running', { samples })}</p>
        <progress max="1" .value=${robustness.share} aria-label=${robustnessText('title')}></progress>
        <div class="row"><button class="button" type="button" @click=${() => this.#abort.abort()}>${robustnessText('cancel')}</button></div>`
    if (robustness.state === 'cancelled') return html`<p role="status">${robustnessText('cancelled')}</p>`
    if (!robustness.byCode)
      return html`<p class="state error" role="alert">${robustnessText('failed')} ${describeFailure(robustness.failure)}</p>`
    return this.#summary(robustness, robustness.byCode)
  }

  #summary(robustness: Robustness, byCode: ReadonlyMap<string, RankStudy>) {
    const { samples, line } = robustness.question
    const codes = (kind: RankStanding) => [...byCode.values()].filter((study) => standingOf(study) === kind)
    const [certain, depends] = [codes('certain'), codes('depends')]
    const places = {
      certain: number(certain.length),
      depends: number(depends.length),
      samples: number(samples),
    }
    const text =
      'top' in line
        ? robustnessText('summary', { ...places, top: number(line.top) })
        : robustnessText('summaryBudget', { ...places, rupiah: rupiahShort(line.budgetRupiah) })
    return html`<p class="summary" role="status">${text}</p>
      <p class="note">${robustnessText('shares')}</p>
      <p class="note">${robustnessText('error', { error: number(100 * Math.sqrt(0.25 / samples), 1) })}
        ${isFresh(robustness, this.plan.store.state) ? nothing : html`<b>${robustnessText('stale')}</b>`}</p>
      <div class="row">${this.#mark('markCertain', certain)}${this.#mark('markDepends', depends)}</div>`
  }

  #mark(name: 'markCertain' | 'markDepends', studies: readonly RankStudy[]) {
    if (studies.length === 0) return nothing
    const selection = new Set(studies.map(({ code }) => code))
    return html`<button class="link" type="button" @click=${() => this.plan.store.update({ selection })}>${robustnessText(name)}</button>`
  }

  #run(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    const uncertainty =
      this.spread === 0 ? ({ kind: 'any' } as const) : { kind: 'around' as const, spread: this.spread }
    const question = { samples: this.samples, seed: SEED, uncertainty, line: lineRule(this.plan.store.state) }
    void runRobustness(this.plan.store, question, this.#abort.signal)
  }

  #onSamples(event: Event): void {
    this.samples = Number(textOf(event))
  }

  #onSpread(event: Event): void {
    this.spread = Number(textOf(event))
  }
}
