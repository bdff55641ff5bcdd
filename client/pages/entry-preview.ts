import { html, nothing, type TemplateResult } from 'lit'
import type { FilePreview, PreviewShape } from '../../core/api/import-preview.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { pageLanguage, say } from './language.ts'
import { previewMap } from './preview-map.ts'
import { remark } from './remark.ts'
import { wizardWords as words } from './wizard-words.ts'

/** What the server saw in a file: how much, where, and its first rows as they stand. `outlines` lie under its places. */
export function entryPreview(
  preview: FilePreview,
  { outlines, isOfProposals }: { outlines: readonly PreviewShape[]; isOfProposals: boolean },
): TemplateResult {
  const { name, rows, isWhole, placed, faulty, firstFault, shapes, fields, sample, format } = preview
  const count = (value: number) => formatNumber(value, pageLanguage(), 0)
  const facts = [
    format.toUpperCase(),
    say(isWhole ? words.rows : words.rowsMore, { count: count(rows) }),
    ...(placed > 0 ? [say(words.placed, { count: count(placed) })] : []),
  ]
  return html`<div class="entry-preview">
    <div><p class="note">${facts.join(' · ')}</p>
      ${firstFault ? html`<p class="note">${say(words.faulty, { count: count(faulty), row: firstFault.row ?? '–', reason: remark(firstFault.reason) })}</p>` : nothing}
      ${isOfProposals && shapes.length === 0 ? html`<p class="note">${say(words.noMap)}</p>` : nothing}</div>
    ${shapes.length > 0 ? previewMap(shapes, outlines, say(words.map, { count: count(placed), name })) : nothing}
    <details class="sample"><summary>${say(words.sample, { count: count(sample.length) })}</summary>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${say(words.sample, { count: count(sample.length) })}>
      <table><thead><tr><th scope="col">${say(words.row)}</th>${fields.map((field) => html`<th scope="col">${field}</th>`)}</tr></thead>
      <tbody>${sample.map(
        ({ row, values }) =>
          html`<tr><th scope="row">${row}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>`,
      )}</tbody></table></div></details>
  </div>`
}
