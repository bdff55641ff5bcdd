import { html, nothing } from 'lit'
import type { ProposalScore } from '../../../core/api/proposal-score.ts'
import type { LineRule } from '../../../core/score/draw-line.ts'
import type { LiftAnswer } from '../../../core/score/find-lift.ts'
import type { Step } from '../../../core/score/lever-step.ts'
import { methodWithDefaults } from '../../../core/score/ranking-methods.ts'
import { isProvenSmallest } from '../../../core/score/search-lift.ts'
import { type Standing, withLift } from '../../../core/score/stand-to-line.ts'
import { stepInWords } from '../../../core/score/step-words.ts'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { currentLanguage, pick } from '../../i18n/translate.ts'
import { detailsText } from './details-words.ts'
import type { Explanation } from './explain-row.ts'

/** So many single changes are worth reading. */
const MOST_WAYS = 3

/** The line in words: "50 usulan teratas", "yang terdanai dengan Rp 2 M". */
export function lineInWords(line: LineRule): string {
  return 'top' in line
    ? detailsText('lineTop', { top: number(line.top) })
    : detailsText('lineBudget', { rupiah: rupiahShort(line.budgetRupiah) })
}

/** A search for what would lift it. */
export type Searched = LiftAnswer | 'searching' | 'failed'

/**
 * Where the proposal stands to the line, and the smallest changes of its own that would lift it, in raw values;
 * `searched`: by a method that has to be asked for them.
 */
export function liftView(explanation: Explanation, answer: ProposalScore | null, searched: Searched) {
  const { standing, line, method, deficit } = explanation
  const words = { line: lineInWords(line) }
  if (!standing) return html`<p class="lift">${tooMany(explanation)}</p>`
  if (standing.state !== 'below' && standing.state !== 'out-of-reach') {
    const text = detailsText(standing.state, words)
    return html`<p class="lift">${text}</p>`
  }
  if (method !== 'weighted-sum') {
    const found = typeof searched === 'object' && answer
    return html`<div class="lift"><strong>${detailsText('notAbove', words)}</strong>
      ${found ? html`${ways(explanation, withLift(searched), answer)}${isProven(method) ? nothing : html`<span class="note">${detailsText('notProven')}</span>`}` : html`<span role="status">${detailsText(searched === 'failed' ? 'searchFailed' : 'searching')}</span>`}</div>`
  }
  return html`<div class="lift"><strong>${detailsText('below', { ...words, points: number(Math.max(0.1, deficit), 1) })}</strong>
    ${answer ? ways(explanation, standing, answer) : nothing}</div>`
}

/** As the page ranks by a method: with the options that it has without others. */
function isProven(method: Explanation['method']): boolean {
  return isProvenSmallest(methodWithDefaults(method, 1))
}

/** Whether it is above a number of places is known by its rank alone; the rest needs all that compete. */
function tooMany({ line, rank }: Explanation): string {
  const words = { line: lineInWords(line) }
  if (!('top' in line)) return detailsText('tooMany')
  return `${detailsText(rank <= line.top ? 'above' : 'notAbove', words)} ${detailsText('tooMany')}`
}

function ways({ parts }: Explanation, { lift }: Standing, answer: ProposalScore) {
  const changeable = lift.alone.filter((step) => step.changeable).slice(0, MOST_WAYS)
  if (changeable.length > 0)
    return html`<span>${detailsText('single')}</span>${list(changeable, parts, answer)}`
  const together = (lift.smallest ?? []).filter(({ toRaw }) => toRaw !== null)
  if (together.length > 0) return html`<span>${detailsText('several')}</span>${list(together, parts, answer)}`
  const fixed = lift.alone.map(({ key }) => parts.find(({ criterion }) => criterion.key === key)!)
  const names = fixed.map(({ criterion }) => pick(criterion.title)).join(', ')
  return html`<span>${detailsText('beyondReach')} ${names ? detailsText('onlyPlace', { names }) : ''}</span>`
}

function list(steps: readonly Step[], parts: Explanation['parts'], answer: ProposalScore) {
  return html`<ul>${steps.map((step) => {
    const subject = answer.contributions.find(({ key }) => key === step.key)
    const part = parts.find(({ criterion }) => criterion.key === step.key)
    if (!subject || !part) return nothing
    const figures = { from: number(part.perMille), to: number(step.toPerMille) }
    return html`<li>${stepInWords(step, subject, currentLanguage())} <span class="note">${detailsText('inPerMille', figures)}</span></li>`
  })}</ul>`
}
