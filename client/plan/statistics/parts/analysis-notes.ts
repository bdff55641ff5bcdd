import { html, nothing, type TemplateResult } from 'lit'
import type { ComputedAnalysis } from '../../../../core/api/statistics.ts'
import { number } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { chartNumber } from '../chart/chart-frame.ts'
import { statisticsText } from '../statistics-words.ts'

/** The figures with their units. */
export function figureList({ figures }: ComputedAnalysis): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing
  return html`<section><h3>${statisticsText('figures')}</h3><dl>${figures.map(
    ({ title, value, unit }) =>
      html`<dt>${pick(title)}</dt><dd>${value === null ? statisticsText('noValue') : `${chartNumber(value)} ${pick(unit)}`}</dd>`,
  )}</dl></section>`
}

/** Warnings, method, parameters, what is missing, source and files. */
export function analysisNotes(answer: ComputedAnalysis): TemplateResult {
  const { warnings, method, parameters, missing } = answer
  return html`${
    warnings.length > 0
      ? html`<section class="warn"><h3>${statisticsText('warnings')}</h3><ul>${warnings.map((text) => html`<li>${pick(text)}</li>`)}</ul></section>`
      : nothing
  }
    <section><h3>${statisticsText('method')}</h3><p class="text">${pick(method)}</p></section>
    ${
      parameters.length > 0
        ? html`<section><h3>${statisticsText('parameters')}</h3><dl>${parameters.map(
            ({ title, value, unit }) =>
              html`<dt>${pick(title)}</dt><dd>${typeof value === 'number' ? chartNumber(value) : value} ${unit ? pick(unit) : ''}</dd>`,
          )}</dl></section>`
        : nothing
    }
    ${
      missing.length > 0
        ? html`<section><h3>${statisticsText('missingCounts')}</h3><dl>${missing.map(
            ({ title, count }) => html`<dt>${pick(title)}</dt><dd>${number(count)}</dd>`,
          )}</dl></section>`
        : nothing
    }
    <p class="note">${origin(answer).join(' · ')}</p>${files(answer)}`
}

function origin({ n, unit, source, dataYear, crs }: ComputedAnalysis): string[] {
  const texts = [statisticsText('counted', { n: number(n), unit: pick(unit) })]
  if (source) texts.push(statisticsText('source', { source }))
  if (dataYear) texts.push(statisticsText('dataYear', { year: dataYear }))
  if (crs) texts.push(statisticsText('crs', { crs }))
  return texts
}

function files({ downloads }: ComputedAnalysis): TemplateResult {
  return html`<section><h3>${statisticsText('downloads')}</h3><p class="files">${downloads.map(
    (address) =>
      html`<a class="button" href=${address} download>${decodeURIComponent(address.split('/').at(-1) ?? '')}</a>`,
  )}</p></section>`
}
