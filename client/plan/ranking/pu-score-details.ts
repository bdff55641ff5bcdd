import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { ProposalScore } from '../../../core/api/proposal-score.ts'
import { formatRaw } from '../../../core/score/score-figures.ts'
import { getWatched } from '../../api/get-watched.ts'
import { isAbort, ProblemResponse } from '../../api/problem-response.ts'
import { sitePath } from '../../api/site-path.ts'
import { number, rupiahShort, share } from '../../i18n/format-value.ts'
import { currentLanguage, languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { type Alternatives, villageName } from '../state/alternatives.ts'
import { isFresh } from '../state/robustness.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { scoreInWords, threeDecimals } from '../weights/method-words.ts'
import { sourceLine } from '../weights/source-line.ts'
import { alikeRows } from './alike-rows.ts'
import { detailsText } from './details-words.ts'
import { type ExplainedPart, type Explanation, explainRemote, explainRow } from './explain-row.ts'
import { LiftSearch } from './lift-search.ts'
import { liftView, lineInWords, type Searched } from './lift-view.ts'
import { contributionBar } from './rank-row.ts'
import { rawsOf } from './raws-of.ts'
import type { RemoteRanking, RemoteRow } from './remote-ranking.ts'
import { whyNotRanked } from './why-not-ranked.ts'

/**
 * Why the open proposal stands where it stands: points are reckoned here and follow the sliders, raw values come
 * from the server. Emits `close`.
 */
export class PuScoreDetails extends LitElement {
  static override properties = {
    plan: { attribute: false },
    remote: { attribute: false },
    code: {},
    answer: { state: true },
    failure: { state: true },
    share: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      :host { display: block; overflow: auto; padding: 1rem; background: var(--surface); }
      .head { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem; align-items: start; }
      h3 { font-size: var(--text-lead); line-height: 1.3; overflow-wrap: anywhere; }
      h3:focus-visible { outline-offset: 3px; }
      h4 { margin: 1rem 0 0.375rem; font-size: var(--text-small); }
      .place { margin: 0.5rem 0 0.75rem; font-weight: 600; }
      .segments { height: 0.75rem; border-radius: 6px; background: #e9edf0; margin-bottom: 0.75rem; }
      table { width: 100%; border-collapse: collapse; font-size: var(--text-small); }
      th, td { padding: 0.375rem 0.25rem; border-bottom: 1px solid var(--line); text-align: end; font-variant-numeric: tabular-nums; vertical-align: top; }
      thead th { font-size: var(--text-note); color: var(--muted); font-weight: 600; }
      th:first-child { text-align: start; overflow-wrap: anywhere; font-weight: 500; line-height: 1.3; }
      tfoot td, tfoot th { font-weight: 700; border-bottom: 0; }
      .swatch { display: inline-block; width: 0.625rem; height: 0.625rem; border-radius: 3px; margin-inline-end: 0.375rem; }
      .lift { padding: 0.75rem; border-radius: var(--radius); background: var(--wash); font-size: var(--text-small); display: grid; gap: 0.25rem; margin-top: 0.75rem; }
      .lift ul { list-style: disc; padding-inline-start: 1.125rem; }
      .studied { margin-top: 0.75rem; line-height: 1.4; }
      .method { margin-bottom: 0.5rem; line-height: 1.4; }
      .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1rem; }
      pu-progress-bar[shown] { display: block; margin-block: 0.75rem; }
      p.none { color: var(--warn-ink); margin-top: 0.5rem; line-height: 1.4; }
    `,
  ]

  declare plan: Plan
  /** The server's ranking where there are too many proposals for the browser's. */
  declare remote: RemoteRanking | null
  declare code: string
  declare answer: ProposalScore | null
  declare failure: unknown
  /** How far the server is with the answer, 0–1; null while nothing is waited for. */
  declare share: number | null
  #abort = new AbortController()
  readonly #lift = new LiftSearch(this)
  /** What the answer was asked for. */
  #asked: { code: string; of: Alternatives | null } | null = null

  constructor() {
    super()
    this.answer = null
    this.failure = null
    this.share = null
    this.remote = null
    new Redraw(this, () => this.remote ?? undefined)
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
    this.#asked = null
  }

  protected override willUpdate(): void {
    const { alternatives } = this.plan.store.state
    if (this.#asked?.code !== this.code) this.answer = null
    if (this.#asked?.code !== this.code || this.#asked.of !== alternatives) void this.#fetch(alternatives)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('code')) this.renderRoot.querySelector<HTMLElement>('h3')?.focus()
  }

  protected override render() {
    const { store } = this.plan
    const { alternatives } = store.state
    const row = alternatives?.rowOf.get(this.code) ?? -1
    const remote = this.remote?.rowOf(this.code)
    const explanation = this.#explanation(remote)
    return html`<div class="head">
        <div><h3 tabindex="-1">${alternatives?.titles[row] ?? remote?.title ?? this.code}</h3>
          <p class="note">${alternatives && row >= 0 ? villageName(alternatives, row) : (remote?.village ?? '')} · ${this.code}</p></div>
        <button class="icon" type="button" aria-label=${detailsText('close')} @click=${() => this.dispatchEvent(new Event('close'))}>${icons.close}</button>
      </div>
      ${this.#alike(alternatives, remote)}
      ${this.share === null ? nothing : this.#waiting(this.share)}
      ${explanation ? this.#explain(explanation) : html`<p class="place" role="status">${whyNotRanked(store, this.code)}</p>`}
      ${this.failure ? this.#failed(this.failure) : nothing}
      <div class="actions">
        <button class="button" type="button" @click=${() => this.#show()}>${detailsText('show')}</button>
        <a class="button" href=${sitePath(`/usulan/${encodeURIComponent(this.code)}`)} target="_blank" rel="noopener">${detailsText('open')}</a>
      </div>`
  }

  /** Others with the same title in the same village, each to be looked at beside this one. */
  #alike(alternatives: Alternatives | null, remote: RemoteRow | undefined) {
    const codes = remote?.alike ?? (alternatives ? alikeRows(alternatives).get(this.code) : undefined) ?? []
    if (codes.length === 0) return nothing
    const open = (code: string) => this.plan.store.update({ opened: code, selection: new Set([code]) })
    const cost = (code: string) => {
      const rupiah = alternatives?.costRupiah[alternatives.rowOf.get(code) ?? -1] ?? Number.NaN
      return Number.isNaN(rupiah) ? '' : ` (${rupiahShort(rupiah)})`
    }
    return html`<p class="none">${detailsText('alike')} ${codes.map((code) => html`<button class="link" type="button" @click=${() => open(code)}>${code}</button>${cost(code)} `)}</p>`
  }

  #explanation(remote: RemoteRow | undefined): Explanation | null {
    const { store } = this.plan
    if (this.remote) return remote ? explainRemote(store, remote, this.remote.ranked) : null
    return explainRow(store, this.code, this.answer ? rawsOf(this.answer) : undefined)
  }

  #explain(explanation: Explanation) {
    const { rank, of, score, method, parts, flows } = explanation
    const isSum = method === 'weighted-sum'
    const { criteria } = this.plan.store.state
    const used = parts.filter(({ weight }) => weight > 0).sort((a, b) => b.points - a.points)
    const telling = used.filter(({ missing }) => !missing)
    const silent = used.filter(({ missing }) => missing)
    const points = criteria.map(({ key }) => parts.find((part) => part.criterion.key === key)?.points ?? 0)
    return html`<p class="place" role="status">${detailsText('rank', { rank: number(rank), of: number(of) })}, ${scoreInWords(score, method)}</p>
      ${isSum ? nothing : html`<p class="note method">${detailsText(method)}</p>`}
      ${
        flows
          ? html`<p class="note method flows">${detailsText('flows', { won: threeDecimals(flows.leaving), lost: threeDecimals(flows.entering) })}
        ${flows.incomparable === 0 ? detailsText('comparable') : detailsText('incomparable', { count: number(flows.incomparable) })}</p>`
          : nothing
      }
      ${contributionBar({ parts: points }, criteria)}
      <table>
        <thead><tr><th scope="col">${detailsText('criterion')}</th><th scope="col">${detailsText('raw')}</th><th scope="col">${detailsText('perMille')}</th>
          <th scope="col">${detailsText('weight')}</th><th scope="col">${detailsText('points')}</th></tr></thead>
        <tbody>${telling.map((part) => this.#part(part))}</tbody>
        <tfoot><tr><th scope="row">${detailsText('sum')}</th><td></td><td></td><td></td><td>${number(
          parts.reduce((sum, part) => sum + part.points, 0),
          1,
        )}</td></tr></tfoot>
      </table>
      ${silent.length > 0 ? html`<p class="note none">${detailsText('silent', { names: silent.map(({ criterion }) => pick(criterion.title)).join(', ') })}</p>` : nothing}
      ${liftView(explanation, this.answer, this.#searched(explanation))}${this.#study()}`
  }

  /** What would lift it by a method that is to be asked. */
  #searched({ search, line }: Explanation): Searched {
    const { alternatives } = this.plan.store.state
    if (!search || !this.answer) return this.failure ? 'failed' : 'searching'
    const rule = JSON.stringify(line)
    const of = [this.code, alternatives, this.plan.store.ranking, this.answer, rule]
    const lift = this.#lift.ask(of, () => search)
    return lift ?? (this.#lift.failed ? 'failed' : 'searching')
  }

  #part({ criterion, place, perMille, weight, points }: ExplainedPart) {
    return html`<tr>
      <th scope="row"><i class="swatch" style="background: ${criterionColour(place)}"></i>${pick(criterion.title)}
        <span class="note"><br />${detailsText('source', { text: sourceLine(criterion) })}</span></th>
      <td>${this.#raw(criterion.key)}</td><td>${number(perMille)}</td><td>${number(weight)}</td><td>${number(points, 1)}</td></tr>`
  }

  /** The raw value with its unit, or why there is none to show. */
  #raw(key: string): string {
    const own = this.answer?.contributions.find((one) => one.key === key)
    if (!own) return detailsText(this.answer || this.failure ? 'rawFailed' : 'rawLoading')
    if (own.withheld) return detailsText('rawWithheld')
    return own.raw === null ? detailsText('rawMissing') : formatRaw(own.raw, own.unit, currentLanguage())
  }

  #study() {
    const { robustness } = this.plan.store.state
    const one = robustness?.byCode?.get(this.code)
    if (!robustness || !one) return nothing
    const places = {
      line: lineInWords(robustness.question.line),
      share: share(one.aboveLine),
      first: share(one.first),
      low: number(one.low ?? 0),
      high: number(one.high ?? 0),
    }
    return html`<p class="note studied">${detailsText('studied', places)}
      ${isFresh(robustness, this.plan.store.state) ? nothing : html`<b>${detailsText('studyStale')}</b>`}</p>`
  }

  /** The server reads those that compete with it, which takes a while where they are many. */
  #waiting(share: number) {
    return html`<pu-progress-bar .share=${share} .label=${detailsText('loading')} .caption=${detailsText('loading')} @cancel=${() => this.dispatchEvent(new Event('close'))}></pu-progress-bar>`
  }

  #failed(failure: unknown) {
    if (failure instanceof ProblemResponse && failure.status === 404)
      return html`<p class="state error" role="alert">${detailsText('unknown')}</p>`
    return html`<div class="state error" role="alert"><p>${detailsText('failed')} ${describeFailure(failure)}</p>
      <button class="button" type="button" @click=${() => void this.#fetch(this.plan.store.state.alternatives)}>${detailsText('retry')}</button></div>`
  }

  #show(): void {
    this.plan.store.update({ screen: 'map' })
    this.plan.map?.show(this.code)
  }

  async #fetch(of: Alternatives | null): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#asked = { code: this.code, of }
    this.failure = null
    this.share = 0
    const { signal } = this.#abort
    const onShare = (share: number) => {
      if (!signal.aborted) this.share = share
    }
    try {
      const path = `/api/proposals/${encodeURIComponent(this.code)}/score`
      this.answer = await getWatched<ProposalScore>(path, new URLSearchParams(), { signal, onShare })
    } catch (error) {
      if (!isAbort(error)) this.failure = error
    }
    if (!signal.aborted) this.share = null
  }
}
