import { inIndonesian } from '../../../core/import/remarks.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { ImportCounts, LayerRecord, LineageSource } from '../../publish/records/metadata/layer-record.ts'
import { fact } from '../fact.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { catalogueWords as words } from './catalogue-words.ts'

const MOST_FINDINGS = 8
const COUNTS = ['rows', 'loaded', 'repaired', 'rejected'] as const

/** How complete and exact the layer is, from which files it came and what their import found. */
export function renderQuality(context: PageContext, record: LayerRecord): Html {
  const { language } = context
  const { quality, statement, steps, sources, derivedFrom } = record
  return html`<section class="quality" aria-labelledby="quality"><h2 id="quality">${say(words.quality, language)}</h2>
<dl class="rows-of-facts">
${fact(say(words.completeness, language), quality.completeness[language])}
${fact(say(words.positional, language), quality.positional[language])}
</dl>
<p>${statement[language]}</p>
${derivedFrom.length > 0 && html`<p>${say(words.derived, language)}: ${derivedFrom.map(({ layer, title }, at) => html`${at > 0 && ', '}<a href="${localLink(context, `/katalog/${encodeURIComponent(layer)}`)}">${title[language]}</a>`)}</p>`}
${steps.length > 0 && html`<h3>${say(words.steps, language)}</h3><ol class="plain">${steps.map((step) => html`<li>${step[language]}</li>`)}</ol>`}
${sources.length > 0 && sourceTable(context, sources)}
</section>`
}

/** A table on a wide screen; on a phone each file with its counts below it, so that the roles are said by name. */
function sourceTable({ language }: PageContext, sources: readonly LineageSource[]): Html {
  const number = (value: number) => formatNumber(value, language)
  const heading = (word: keyof typeof words) =>
    html`<th scope="col" role="columnheader">${say(words[word], language)}</th>`
  const cell = (word: (typeof COUNTS)[number], counts: ImportCounts) =>
    html`<td role="cell" data-label="${say(words[word], language)}">${number(counts[word])}</td>`
  return html`<h3>${say(words.sources, language)}</h3><table class="sources" role="table">
<thead role="rowgroup"><tr role="row">${heading('file')}${COUNTS.map(heading)}</tr></thead>
<tbody role="rowgroup">${sources.map(
    ({ file, content, source, licence, year, crs, importedAt, counts, findings }) => html`<tr role="row">
<td role="cell"><strong>${file ?? content[language]}</strong><small>${[file ? content[language] : say(words.dissolved, language), source, year, licence, crs, formatDay(importedAt, language)].filter(Boolean).join(' · ')}</small>${notes(findings, language)}</td>
${COUNTS.map((word) => cell(word, counts))}</tr>`,
  )}</tbody></table>`
}

/** The finding in the words of the import, translated where an Indonesian text is known. */
function notes(findings: readonly string[], language: PageContext['language']): Html | null {
  if (findings.length === 0) return null
  const more = findings.length - MOST_FINDINGS
  return html`<details><summary>${say(words.findings, language)} (${formatNumber(findings.length, language)})</summary><ul>${findings
    .slice(0, MOST_FINDINGS)
    .map((finding) =>
      note(finding, language),
    )}${more > 0 && html`<li>${say(words.moreFindings, language, { count: more })}</li>`}</ul></details>`
}

function note(finding: string, language: PageContext['language']): Html {
  const reported = language === 'en' ? finding : inIndonesian(finding)
  // An untranslated sentence is marked as English, so that screen readers pronounce it correctly.
  return reported === finding ? html`<li lang="en">${finding}</li>` : html`<li>${reported}</li>`
}
