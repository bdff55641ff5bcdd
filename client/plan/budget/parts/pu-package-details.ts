import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { NamedProposal, WhyNot } from '../../../../core/api/portfolio.ts'
import { sitePath } from '../../../api/site-path.ts'
import { number, rupiahShort, share } from '../../../i18n/format-value.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { villageName } from '../../state/alternatives.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { BudgetController } from '../budget-controller.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'
import { askWhyNot } from '../portfolio-api.ts'
import { changedProposal } from './package-study.ts'
import { packageStyles } from './package-styles.ts'

/** Why a proposal is in the package or not, and what would follow if it were otherwise. Emits `close`. */
export class PuPackageDetails extends LitElement {
  static override properties = {
    plan: { attribute: false },
    controller: { attribute: false },
    view: { attribute: false },
    code: {},
    quiet: { type: Boolean },
    answer: { state: true },
    failure: { state: true },
    share: { state: true },
    stopped: { state: true },
  }

  static override styles = [
    sharedStyles,
    packageStyles,
    css`
      :host { display: block; height: auto; overflow: auto; padding: 0.875rem 1rem 1rem; background: var(--surface); line-height: 1.45; }
      .head { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem; align-items: start; }
      h3 { font-size: var(--text-lead); line-height: 1.3; overflow-wrap: anywhere; }
      h4 { margin: 0.75rem 0 0.25rem; font-size: var(--text-small); }
      .mine { margin: 0.625rem 0 0.25rem; font-weight: 700; }
      .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.875rem; }
      .rows { display: grid; gap: 0.1875rem; font-size: var(--text-small); }
      .asking { display: grid; gap: 0.5rem; justify-items: start; margin-top: 0.25rem; }
    `,
  ]

  declare plan: Plan
  declare controller: BudgetController
  declare view: PackageView
  declare code: string
  /** The answer alone, where title and actions stand elsewhere. */
  declare quiet: boolean
  declare answer: WhyNot | null
  declare failure: unknown
  /** How much of the time for the answer is used, 0–1. */
  declare share: number
  /** The waiting was ended by a press. */
  declare stopped: boolean
  #abort = new AbortController()

  constructor() {
    super()
    this.quiet = false
    this.answer = null
    this.failure = null
    this.share = 0
    this.stopped = false
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('view')
    const isOther =
      changed.has('code') ||
      (changed.has('view') &&
        (before?.portfolio.id !== this.view.portfolio.id || before.isWhole !== this.view.isWhole))
    if (isOther) void this.#ask()
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('code') && !this.quiet) this.renderRoot.querySelector<HTMLElement>('h3')?.focus()
  }

  protected override render() {
    const one = this.view.chosen.get(this.code)
    const { title, place } = this.#name()
    if (this.quiet)
      return html`<p class="mine">${packageText(one ? 'whyChosen' : 'why')}${one?.plannedYear ? ` ${packageText('plannedIn', { year: one.plannedYear })}` : ''}</p>${one ? nothing : this.#why()} ${this.#robustness()}`
    return html`<div class="head"><div><h3 tabindex="-1">${title}</h3><p class="note">${place}</p></div>
        <button class="icon" type="button" aria-label=${packageText('close')} @click=${() => this.dispatchEvent(new Event('close'))}>${icons.close}</button></div>
      <p class="mine">${packageText(one ? 'whyChosen' : 'why')}${one?.plannedYear ? ` ${packageText('plannedIn', { year: one.plannedYear })}` : ''}</p>
      ${one ? nothing : this.#why()} ${this.#robustness()}
      <div class="actions">
        <button class="button" type="button" @click=${() => this.#force(one ? 'leave-out' : 'fund')}>${packageText(one ? 'forceOut' : 'forceIn')}</button>
        <button class="button" type="button" @click=${() => this.#show()}>${packageText('showOnMap')}</button>
        <a class="button" href=${sitePath(`/usulan/${encodeURIComponent(this.code)}`)} target="_blank" rel="noopener">${packageText('openPage')}</a></div>`
  }

  #name(): { title: string; place: string } {
    const { alternatives } = this.plan.store.state
    const row = alternatives?.rowOf.get(this.code)
    const one = this.view.chosen.get(this.code)
    if (!alternatives || row === undefined) {
      const cost = one ? rupiahShort(one.costRupiah) : ''
      return {
        title: one?.title ?? this.code,
        place: [one?.villageName, cost, this.code].filter(Boolean).join(' · '),
      }
    }
    const cost = alternatives.costRupiah[row] ?? Number.NaN
    const parts = [villageName(alternatives, row), Number.isNaN(cost) ? '' : rupiahShort(cost), this.code]
    return { title: alternatives.titles[row] ?? this.code, place: parts.filter(Boolean).join(' · ') }
  }

  #why() {
    const plain = this.view.notFundable.get(this.code)
    if (plain) return html`<p role="status">${pick(plain)}</p>`
    const { isWhole, isStopped } = this.view
    if (!isWhole) return html`<p class="note">${packageText(isStopped ? 'whyNever' : 'whyLater')}</p>`
    if (this.failure)
      return html`<p class="state error" role="alert">${packageText('whyFailed')} ${describeFailure(this.failure)}</p>`
    if (this.stopped)
      return html`<p class="note" role="status">${packageText('whyStopped')}</p>
        <button class="button again" type="button" @click=${() => void this.#ask()}>${packageText('whyAgain')}</button>`
    if (!this.answer)
      return html`<p class="note" role="status">${packageText('whyAsking')}</p>
        <div class="asking" aria-busy="true"><progress max="1" .value=${this.share} aria-label=${packageText('why')}></progress>
          <button class="button" type="button" @click=${() => this.#stop()}>${packageText('cancel')}</button></div>`
    const { text, displaced, cameIn } = this.answer
    return html`<p role="status" class="answer">${pick(text)}</p>
      ${this.#names('displaced', displaced)}${this.#names('cameIn', cameIn)}`
  }

  #names(name: 'displaced' | 'cameIn', proposals: readonly NamedProposal[]) {
    if (proposals.length === 0) return nothing
    const way = name === 'displaced' ? 'goesOut' : 'comesIn'
    const open = (code: string) => this.plan.store.update({ opened: code, selection: new Set([code]) })
    return html`<h4>${packageText(name)}</h4><div class="rows">${proposals.map((one) => changedProposal(one, way, open))}</div>`
  }

  #robustness() {
    const { robustness } = this.view.result
    if (!robustness || robustness.samples === 0) return nothing
    const places = { share: share(robustness.funded[this.code] ?? 0), samples: number(robustness.samples) }
    return html`<p class="note">${packageText('fundedShare', places)}</p>`
  }

  #force(kind: 'fund' | 'leave-out'): void {
    const before = this.controller.draft
    this.controller.force(this.code, kind)
    const run = () => this.controller.change(before)
    this.plan.say(packageText(kind === 'fund' ? 'forcedIn' : 'forcedOut'), { name: packageText('undo'), run })
  }

  #show(): void {
    this.plan.store.update({ screen: 'map' })
    this.plan.map?.show(this.code)
  }

  async #ask(): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    this.answer = null
    this.failure = null
    this.share = 0
    this.stopped = false
    const { chosen, notFundable, isWhole } = this.view
    if (!isWhole || chosen.has(this.code) || notFundable.has(this.code)) return
    const onShare = (share: number) => {
      if (!signal.aborted) this.share = share
    }
    try {
      const answer = await askWhyNot(this.view.portfolio.id, this.code, onShare, signal)
      if (!signal.aborted) this.answer = answer
    } catch (failure) {
      if (!signal.aborted) this.failure = failure
    }
  }

  #stop(): void {
    this.#abort.abort()
    this.stopped = true
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.again')?.focus())
  }
}
