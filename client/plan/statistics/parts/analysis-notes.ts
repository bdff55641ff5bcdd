import { html, nothing, type TemplateResult } from 'lit'
import type { MapLayer } from '../../../../core/api/map-layer.ts'
import type { ComputedAnalysis } from '../../../../core/api/statistics.ts'
import { downloadFormats } from '../../../../core/download/download-formats.ts'
import type { Label } from '../../../../core/proposal/label.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { chartNumber } from '../chart/chart-frame.ts'
import { statisticsText } from '../statistics-words.ts'

/** The figures with their units. */
export function figureList({ figures }: ComputedAnalysis): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing
  return html`<section><h3>${statisticsText('figures')}</h3><dl>${figures.map(
    ({ title, value, unit }) =>
      html`<dt>${pick(title)}</dt><dd>${value === null ? statisticsText('noValue') : written(value, unit)}</dd>`,
  )}</dl></section>`
}

/** Money as the finding above tells it; the table has every digit. */
function written(value: number, unit: Label): string {
  return unit.id === 'rupiah' ? rupiahShort(value) : `${chartNumber(value)} ${pick(unit)}`
}

/** Warnings, method, parameters, what is missing, source and files. */
export function analysisNotes(answer: ComputedAnalysis, catalogue: readonly MapLayer[]): TemplateResult {
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
              html`<dt>${pick(title)}</dt><dd>${typeof value === 'number' ? chartNumber(value) : typeof value === 'string' ? value : pick(value)} ${unit ? pick(unit) : ''}</dd>`,
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
    <p class="note">${origin(answer).join(' · ')}</p>${files(answer, catalogue)}`
}

function origin({ n, unit, source, dataYear, crs }: ComputedAnalysis): string[] {
  const texts = [statisticsText('counted', { n: number(n), unit: pick(unit) })]
  if (source) texts.push(statisticsText('source', { source }))
  if (dataYear) texts.push(statisticsText('dataYear', { year: dataYear }))
  if (crs) texts.push(statisticsText('crs', { crs }))
  return texts
}

/** The report's own table, then each layer by its name with the formats that it can be had in. */
function files({ downloads }: ComputedAnalysis, catalogue: readonly MapLayer[]): TemplateResult {
  return html`<section><h3>${statisticsText('downloads')}</h3><ul class="files">${[
    ...groupFiles(downloads),
  ].map(([name, addresses]) => {
    const layer = catalogue.find(({ id }) => id === name)
    const title = addresses.some(isReport) ? statisticsText('report') : layer ? pick(layer.title) : name
    return html`<li>${title}<span>${addresses.map((address) => html`<a href=${address} download aria-label="${title}, ${formatOf(address)}">${formatOf(address)}</a>`)}</span></li>`
  })}</ul></section>`
}

const isReport = (address: string) => address.includes('/api/statistics/')

/** Addresses by what they are files of: a report and its layer may have one name. */
function groupFiles(addresses: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const address of addresses) {
    const [file = ''] = decodeURIComponent(address.split('/').at(-1) ?? '').split('.')
    const name = isReport(address) ? '' : file
    groups.set(name, [...(groups.get(name) ?? []), address])
  }
  return groups
}

function formatOf(address: string): string {
  const format = downloadFormats.find(({ extension }) => address.endsWith(`.${extension}`))
  return format?.name ?? address
}
