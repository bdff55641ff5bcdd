import { css, html, LitElement, nothing } from 'lit'
import type { PortfolioSummary } from '../../../../core/api/portfolio.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { moment } from '../../../i18n/moment.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { BudgetController } from '../budget-controller.ts'
import { budgetText } from '../budget-words.ts'

const FEW = 5

/** The packages that were computed: opens and deletes them. */
export class PuBudgetRuns extends LitElement {
  static override properties = {
    plan: { attribute: false },
    controller: { attribute: false },
    all: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      h2 { font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); margin-bottom: 0.375rem; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; border-top: 1px solid var(--line); }
      .open { border: 0; background: none; text-align: start; padding: 0.5rem 0.25rem; line-height: 1.3; min-height: 2.75rem; border-radius: var(--radius-s); }
      .open:hover { background: var(--wash); }
      .open[aria-current] { background: var(--brand-wash); }
      .open b { display: block; font-weight: 600; overflow-wrap: anywhere; }
      .icon { width: 2rem; height: 2rem; }
      @media (max-width: 767px) { .icon { width: var(--target); height: var(--target); } .link { min-height: var(--target); } }
    `,
  ]

  declare plan: Plan
  declare controller: BudgetController
  declare all: boolean

  constructor() {
    super()
    this.all = false
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { lines, linesFailure } = this.controller
    return html`<h2>${budgetText('runs')}</h2>
      ${
        linesFailure
          ? html`<p class="state error" role="alert">${budgetText('runsFailed')} ${describeFailure(linesFailure)}
        <button class="link" type="button" @click=${() => void this.controller.refresh()}>${budgetText('retry')}</button></p>`
          : nothing
      }
      ${lines?.length === 0 ? html`<p class="note">${budgetText('runsNone')}</p>` : nothing}
      <ul>${(this.all ? lines : lines?.slice(0, FEW))?.map((line) => this.#line(line))}</ul>
      ${lines && lines.length > FEW ? this.#more(lines.length) : nothing}`
  }

  #more(count: number) {
    return html`<button class="link" type="button" aria-expanded=${this.all} @click=${() => {
      this.all = !this.all
    }}>${budgetText(this.all ? 'runsFew' : 'runsAll', { count: number(count) })}</button>`
  }

  #line(line: PortfolioSummary) {
    const name = line.title || budgetText('noName', { budget: rupiahShort(line.budgetRupiah) })
    return html`<li><button class="open" type="button" aria-current=${line.id === this.controller.open?.id ? 'true' : nothing} @click=${() => void this.controller.show(line.id)}>
        <b>${name}</b><span class="note">${describe(line)} · ${moment(line.createdAt)}</span></button>
      <button class="icon" type="button" aria-label=${budgetText('deleteRun', { name })} @click=${() => this.#remove(line.id, name)}>${icons.close}</button></li>`
  }

  #remove(id: string, name: string): void {
    const undo = this.controller.remove(id)
    this.plan.say(budgetText('deletedRun', { name }), { name: budgetText('undo'), run: undo })
  }
}

function describe({ state, status, chosenCount, spentRupiah, budgetRupiah }: PortfolioSummary): string {
  if (state === 'running') return budgetText('runRunning')
  if (state !== 'done') return budgetText(state === 'failed' ? 'runFailed' : 'runCancelled')
  if (status === 'infeasible') return budgetText('runInfeasible')
  const [spent, budget] = [rupiahShort(spentRupiah ?? 0), rupiahShort(budgetRupiah)]
  return budgetText('runLine', { count: number(chosenCount ?? 0), spent, budget })
}
