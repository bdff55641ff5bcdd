import { css, html, LitElement, nothing } from 'lit'
import type { FrontPoint } from '../../../../core/api/portfolio-front.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { BudgetController } from '../budget-controller.ts'
import { describeRefusal } from '../describe-refusal.ts'
import { frontText } from '../front-words.ts'
import { type FrontLook, frontPicture, frontPictureStyles } from './front-picture.ts'
import { smallShare } from './package-head.ts'

/** Figures that differ by less are the same choice: they come from sums in another order. */
const ROUNDING = 1e-6

/** Score against people newly served, as a picture and as a table; a point that is pressed becomes the package. */
export class PuFront extends LitElement {
  static override properties = { plan: { attribute: false }, controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    frontPictureStyles,
    css`
      :host { flex: 1 1 0; min-height: 0; overflow: auto; padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); grid-auto-rows: max-content; gap: 0.75rem; align-content: start; line-height: 1.45; }
      h3 { font-size: var(--text); font-weight: 700; }
      progress { width: 100%; height: 0.5rem; accent-color: var(--brand); }
      .search { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.75rem; align-items: center; } .search .button { grid-area: 1 / 2 / span 2; }
      .stale { display: flex; gap: 0.75rem; align-items: center; justify-content: space-between; padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--warn-wash); color: #6d2a0f; font-size: var(--text-small); }
      .stale .button { flex: none; }
      .actions { display: flex; gap: 0.5rem; flex-wrap: wrap; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: var(--text-small); }
      th, td { padding: 0.25rem 0.375rem; border-bottom: 1px solid var(--line); text-align: end; font-variant-numeric: tabular-nums; font-weight: 400; white-space: nowrap; }
      thead th { font-size: var(--text-note); color: var(--muted); white-space: normal; vertical-align: bottom; line-height: 1.25; }
      th:first-child { text-align: start; padding-inline-start: 0; }
      tr.present { background: var(--brand-wash); }
      tbody .link { min-height: 1.75rem; font-variant-numeric: tabular-nums; }
      td.unproven { color: #6b4700; }
      @media (max-width: 767px) { tbody .link { min-height: var(--target); } }
    `,
  ]

  declare plan: Plan
  declare controller: BudgetController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.controller)
    new Redraw(this, () => this.controller?.front)
  }

  protected override render() {
    const { front, draft } = this.controller
    if (draft.years)
      return html`<h3>${frontText('title')}</h3><p class="note" role="status">${frontText('oneYearOnly')}</p>`
    const isStale = front.isStale(draft, this.plan.store.state)
    return html`<h3>${frontText('title')}</h3><p class="note">${frontText('text')}</p>
      ${front.isStarted ? nothing : html`<div class="actions"><button class="button main" type="button" @click=${() => this.#start()}>${frontText('start')}</button></div>`}
      ${front.isRunning ? this.#search() : nothing}
      ${front.failure ? html`<p class="state error" role="alert">${describeRefusal(front.failure, this.controller.draft, this.plan.store.state.alternatives)} <button class="link" type="button" @click=${() => this.#start()}>${frontText('again')}</button></p>` : nothing}
      ${isStale && !front.isRunning ? html`<div class="stale" role="status"><span>${frontText('stale')}</span><button class="button" type="button" @click=${() => this.#start()}>${frontText('again')}</button></div>` : nothing}
      ${front.points.length > 0 ? this.#choices(front.points, isStale) : nothing}
      ${front.isStarted && !front.isRunning && !front.failure ? this.#end() : nothing}`
  }

  #search() {
    const { points, most } = this.controller.front
    return html`<div class="search"><p class="note" role="status">${frontText('running', { next: number(points.length + 1), of: number(most) })}</p>
      <progress max=${most} .value=${points.length} aria-label=${frontText('progress')}></progress>
      <button class="button" type="button" @click=${() => this.controller.front.cancel()}>${frontText('cancel')}</button></div>`
  }

  #choices(points: readonly FrontPoint[], isStale: boolean) {
    const look: FrontLook = {
      isPresent: (point) => this.#isPresent(point),
      name: nameOf,
      choose: isStale || this.controller.front.isRunning ? null : (point) => this.#choose(point),
    }
    return html`${frontPicture(points, look)}
      <div class="scroll"><table><thead><tr>${(['score', 'people', 'count', 'spent', 'proof'] as const).map((name) => html`<th scope="col">${frontText(name)}</th>`)}</tr></thead>
        <tbody>${points.map((point) => this.#row(point, look, points[0]))}</tbody></table></div>`
  }

  #row(point: FrontPoint, { choose, isPresent }: FrontLook, best: FrontPoint | undefined) {
    const { score, people, codes, spentRupiah, proven } = point
    const less = best && best.score > 0 ? 1 - score / best.score : 0
    return html`<tr class=${isPresent(point) ? 'present' : ''}><th scope="row"><button class="link" type="button" ?disabled=${!choose} aria-label=${nameOf(point)} @click=${() => choose?.(point)}>${number(score)}</button>${less > ROUNDING ? html` <span class="note">−${smallShare(less)}</span>` : nothing}</th>
      <td>${number(Math.round(people))}</td><td>${number(codes.length)}</td><td>${rupiahShort(spentRupiah)}</td><td class=${proven ? '' : 'unproven'}>${proofOf(point)}</td></tr>`
  }

  #end() {
    const { front, hasMore, most } = this.controller.front
    return html`<p class="note" role="status">${front ? pick(front.text) : frontText('stopped')}</p>
      ${hasMore ? html`<div class="actions"><button class="button" type="button" @click=${() => this.#start(most + 8)}>${frontText('more')}</button></div>` : nothing}`
  }

  /** The open package has these figures. */
  #isPresent({ score, people }: FrontPoint): boolean {
    const result = this.controller.view?.result
    if (!result) return false
    const isNear = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(b))
    const isSameScore = result.objective === 'people' || isNear(result.worth ?? -1, score)
    return isSameScore && isNear(result.people.newlyServed, people)
  }

  #start(most?: number): void {
    void this.controller.front.start(this.controller.draft, this.plan.store.state, most)
  }

  #choose(point: FrontPoint): void {
    const before = this.controller.draft
    this.plan.say(frontText('chosen', { people: number(Math.round(point.people)) }), {
      name: frontText('undo'),
      run: () => this.controller.change(before),
    })
    void this.controller.chooseAtLeast(point.people)
  }
}

function nameOf(point: FrontPoint): string {
  const { score, people, codes, spentRupiah } = point
  return frontText('point', {
    ...{ score: number(score), people: number(Math.round(people)), count: number(codes.length) },
    ...{ spent: rupiahShort(spentRupiah), proof: proofOf(point) },
  })
}

function proofOf({ proven, gap }: FrontPoint): string {
  if (proven) return frontText('proven')
  return gap === null || gap === 0 ? frontText('unknown') : frontText('notProven', { gap: smallShare(gap) })
}
