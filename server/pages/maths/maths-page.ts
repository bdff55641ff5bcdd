import type { MathsCase } from '../../../core/maths-cases/maths-case.ts'
import { mathsCases } from '../../../core/maths-cases/maths-cases.ts'
import { isOfMethod, type MathsMethod, mathsMethods } from '../../../core/maths-cases/maths-methods.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { CheckedCase } from '../../maths/check-cases.ts'
import type { MathsState } from '../../maths/maths-check.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { caseNames } from './case-names.ts'
import { mathsWords as words } from './maths-words.ts'

/** Every reference case by method, expected beside computed; or, while they are computed, how far that is. */
export function renderMathsPage(context: PageContext, state: MathsState): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    styles: ['pages/maths-page.css'],
    body: html`<div class="maths">
<h1>${say(words.title, language)}</h1>
<p class="lead">${say(words.lead, language)}</p>
${state.state === 'done' ? outcome(state, language) : progress(state, context)}
</div>`,
  })
}

function progress({ done, of }: { done: number; of: number }, context: PageContext): Html {
  const { language } = context
  return html`<div class="verdict" role="status"><p><strong>${say(words.running, language)}</strong></p>
<p class="note">${say(words.runningHint, language, { done, of: of || mathsCases.length })}</p></div>
<p class="actions"><a class="button" href="${localLink(context, context.address)}">${say(words.reload, language)}</a></p>`
}

function outcome({ result, checkedAt }: Extract<MathsState, { state: 'done' }>, language: Language): Html {
  const misses = result.cases.filter(({ passed }) => !passed).length
  const of = result.cases.length
  const places = {
    date: formatDay(checkedAt, language),
    seconds: formatNumber(result.milliseconds / 1000, language, 1),
    solver: result.solver,
  }
  return html`<div class="${misses === 0 ? 'verdict good' : 'verdict bad'}">
<p>${misses === 0 && icons.tick}<strong>${misses === 0 ? say(words.verdictAll, language, { of }) : say(words.verdictSome, language, { misses, of })}</strong></p>
<p class="note">${say(words.checked, language, places)} ${say(words.same, language)}</p></div>
<details class="methods"><summary>${say(words.methods, language)}</summary><nav aria-label="${say(words.methods, language)}">${mathsMethods.map(
    (method) => html`<a href="#${method.key}">${method.title[language]}</a>`,
  )}</nav></details>
${mathsMethods.map((method) => methodSection(method, result.cases, language))}`
}

function methodSection(method: MathsMethod, checked: readonly CheckedCase[], language: Language): Html {
  const cases = mathsCases.filter(({ id }) => isOfMethod(method, id))
  return html`<section id="${method.key}" aria-labelledby="${method.key}-title">
<h2 id="${method.key}-title">${method.title[language]}</h2>
<p class="purpose">${method.purpose[language]}</p>
${cases.map((mathsCase) =>
  caseArticle(
    mathsCase,
    checked.find(({ id }) => id === mathsCase.id),
    language,
  ),
)}
</section>`
}

function caseArticle(mathsCase: MathsCase, checked: CheckedCase | undefined, language: Language): Html {
  const { id, name, source, expected, digits } = mathsCase
  const passed = checked?.passed ?? false
  const translated = language === 'id' ? caseNames[id] : name
  const verdict = say(passed ? words.passed : words.missed, language)
  const tolerance = say(words.tolerance, language, { value: toleranceText(digits, language) })
  return html`<article class="case">
<h3>${translated ?? html`<span lang="en">${name}</span>`}</h3>
<p class="${passed ? 'outcome good' : 'outcome bad'}">${passed && icons.tick}${verdict}</p>
<p class="note">${say(words.source, language)}: <span lang="en">${source}</span>; ${tolerance}</p>
<div class="numbers" tabindex="0" role="group" aria-label="${translated ?? name}"><table><tbody>
${numbersRow(say(words.expected, language), expected, { digits, language })}
${checked?.fault ? html`<tr><th scope="row">${say(words.actual, language)}</th><td colspan="${expected.length}" lang="en">${checked.fault}</td></tr>` : numbersRow(say(words.actual, language), checked?.actual ?? [], { digits, language })}
</tbody></table></div>
</article>`
}

function numbersRow(
  title: string,
  values: readonly number[],
  { digits, language }: { digits: number; language: Language },
): Html {
  return html`<tr><th scope="row">${title}</th>${values.map(
    (value) => html`<td>${formatNumber(value, language, digits)}</td>`,
  )}</tr>`
}

/** Half a unit of the last place that counts. */
function toleranceText(digits: number, language: Language): string {
  const half = 0.5 * 10 ** -digits
  return digits > 8 ? `5 × 10⁻${superscript(digits + 1)}` : formatNumber(half, language, digits + 1)
}

function superscript(value: number): string {
  return [...String(value)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
}
