import { html, nothing, type TemplateResult } from 'lit'
import type { DatasetReport, ImportState } from '../../core/api/import.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { importWords as words } from './import-words.ts'
import { pageLanguage, say } from './language.ts'
import { remark } from './remark.ts'
import { countName, fileName, isDoubtful, roleName, shownCounts, stateName } from './report-words.ts'

/** What an import did: each file with its counts, what was found, and the first rows with remarks. */
export function importReport({ report }: ImportState): TemplateResult | typeof nothing {
  if (!report) return nothing
  return html`<div>${report.datasets.map(datasetSection)}</div>`
}

function datasetSection({ role, file, state, counts, findings, rejects }: DatasetReport) {
  return html`<section class="dataset">
    <h3>${roleName(role)} <small>${fileName(file)} · ${stateName(state)}</small></h3>
    <dl class="counts">${shownCounts(counts).map(
      ([name, count]) =>
        html`<div class=${isDoubtful(name) ? 'bad' : ''}><dt>${countName(name)}</dt><dd>${formatNumber(count, pageLanguage())}</dd></div>`,
    )}</dl>
    ${
      findings.length > 0
        ? html`<ul class="findings">${findings.map(({ severity, text }) => html`<li class=${severity}>${remark(text)}</li>`)}</ul>`
        : nothing
    }
    ${rejects.length > 0 ? rejectTable(rejects) : nothing}
  </section>`
}

function rejectTable(rejects: DatasetReport['rejects']) {
  const title = say(words.rejects, { count: rejects.length })
  return html`<details><summary>${title}</summary><div class="scroll" tabindex="0" role="region" aria-label=${title}><table class="rows">
    <thead><tr><th scope="col">${say(words.row)}</th><th scope="col">${say(words.reason)}</th><th scope="col">${say(words.parameter)}</th>
      <th scope="col">${say(words.received)}</th><th scope="col">${say(words.expected)}</th></tr></thead>
    <tbody>${rejects.map(
      ({ row, reason, parameter, received, expected }) =>
        html`<tr><td class="amount">${row ?? ''}</td><td>${remark(reason)}</td><td>${parameter}</td><td>${received}</td><td>${remark(expected ?? '')}</td></tr>`,
    )}</tbody></table></div></details>`
}
