import { html, nothing } from 'lit'
import type { Portfolio, PortfolioResult } from '../../../../core/api/portfolio.ts'
import { number } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import type { BudgetController } from '../budget-controller.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'
import { smallShare } from './package-head.ts'

/** A list stays readable; easing eases all. */
const MOST_SHOWN = 6

/** How far the search is: what it found, what is possible at most, and how to stop it. */
export function searchState(portfolio: Portfolio | null, controller: BudgetController) {
  const progress = portfolio?.progress
  const value = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? '…' : number(amount)
  const step = portfolio?.stepText ? `${pick(portfolio.stepText)} …` : packageText('starting')
  return html`<div class="searching" role="status">
    <h2>${packageText('running')}</h2><p class="note">${step}</p>
    ${portfolio && controller.failure ? html`<p class="warning" role="alert">${packageText('waitsForNetwork')}</p>` : nothing}
    <progress max="1" .value=${portfolio?.share ?? 0} aria-label=${packageText('running')}></progress>
    <dl class="figures">
      ${pair(packageText('best'), value(progress?.best))}
      ${pair(packageText('bound'), value(progress?.bound))}
      ${pair(packageText('gap'), progress?.gap === null || progress?.gap === undefined ? '…' : smallShare(progress.gap))}
      ${pair(packageText('seconds'), packageText('secondsUnit', { count: number(progress?.seconds ?? 0) }))}
    </dl>
    <button class="button" type="button" ?disabled=${portfolio?.state !== 'running'} @click=${() => void controller.cancel()}>${packageText('cancel')}</button></div>`
}

/** A package is there; what is studied around it goes on and can be given up, or was. */
export function studyState({ isWhole, isStopped }: PackageView, controller: BudgetController) {
  if (isWhole) return nothing
  if (isStopped) return html`<p class="note" role="status">${packageText('stopped')}</p>`
  const { stepText = null, share = 0 } = controller.open ?? {}
  const step = stepText ? `${pick(stepText)} …` : ''
  return html`<div class="studying"><p class="note">${packageText('studying')} <span role="status">${step}</span></p>
    <progress max="1" .value=${share} aria-label=${packageText('studying')}></progress>
    <button class="button" type="button" @click=${() => void controller.cancel()}>${packageText('cancelStudy')}</button></div>`
}

/** Under how many weights the package was tried, where that is fewer than were asked for. */
export function triedState({ portfolio, result, standings }: PackageView) {
  const asked = portfolio.request.robustness?.samples ?? 0
  const { robustness } = result
  if (!robustness || robustness.samples >= asked) return nothing
  const places = { count: number(robustness.samples), asked: number(asked) }
  return html`<p class="note" role="status">${packageText(standings ? 'triedSome' : 'triedFew', places)}</p>`
}

function pair(name: string, value: string) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
}

/** Why there is no package, and the least that must give way for there to be one. */
export function conflictState(
  result: PortfolioResult,
  relax: (() => void) | null,
  nameCodes: (text: string) => string,
) {
  const { conflict } = result
  if (!conflict) return nothing
  const { constraints, cheapest, smallest } = conflict
  const more = cheapest.length - MOST_SHOWN
  return html`<div class="conflict" role="alert">
    <h2>${packageText(constraints.length === 1 ? 'infeasibleOne' : 'infeasible')}</h2>
    <ul class="set">${constraints.map(({ label }) => html`<li>${nameCodes(pick(label))}</li>`)}</ul>
    ${smallest && constraints.length > 1 ? html`<p class="note">${packageText('smallest')}</p>` : nothing}
    ${
      cheapest.length > 0
        ? html`<h3>${packageText('cheapest')}</h3><ul class="ways">${cheapest.slice(0, MOST_SHOWN).map(({ text }) => html`<li>${nameCodes(pick(text))}</li>`)}${more > 0 ? html`<li>${packageText('moreWays', { count: number(more) })}</li>` : nothing}</ul>
      ${relax ? html`<button class="button main" type="button" @click=${relax}>${packageText('relax')}</button>` : nothing}`
        : nothing
    }</div>`
}
