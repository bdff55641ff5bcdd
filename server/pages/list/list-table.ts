import type { ProposalItem } from '../../../core/api/proposal.ts'
import { formatRupiahShort } from '../../../core/proposal/format.ts'
import type { LocationQuality } from '../../../core/proposal/location-quality.ts'
import { SOURCE_LABELS } from '../../../core/proposal/source.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { statusLabel } from '../proposal/proposal-page.ts'
import { viewOf } from '../proposal/proposal-view.ts'
import { groupOf, symbolIcon } from '../symbols.ts'
import { villageLink } from '../village-link.ts'
import { listWords as words } from './list-words.ts'

/**
 * One page of proposals: a table on wide screens, cards on phones. CSS that turns a table into cards removes its meaning for
 * screen readers, so ARIA roles state it explicitly.
 */
export function renderListTable(context: PageContext, items: readonly ProposalItem[]): Html {
  const { language } = context
  const column = (word: keyof typeof words, name: string) =>
    html`<th role="columnheader" scope="col" class="${name}">${say(words[word], language)}</th>`
  return html`<table class="proposals" role="table" aria-label="${say(words.table, language)}">
<thead role="rowgroup"><tr role="row">${column('columnProposal', 'title')}${column('columnPlace', 'place')}${column('columnCost', 'cost')}${column('columnStatus', 'status')}${column('columnYear', 'year')}</tr></thead>
<tbody role="rowgroup">${items.map((item) => row(context, item))}</tbody>
</table>`
}

function row(context: PageContext, item: ProposalItem): Html {
  const { language } = context
  const view = viewOf({ ...item, geometry: null, decisions: [] })
  const address = localLink(context, `/usulan/${encodeURIComponent(view.code)}`)
  const source = Object.hasOwn(SOURCE_LABELS, view.source)
    ? SOURCE_LABELS[view.source as keyof typeof SOURCE_LABELS][language]
    : view.source
  const cost =
    view.costRupiah === null ? say(words.noCost, language) : formatRupiahShort(view.costRupiah, language)
  return html`<tr role="row">
<td role="cell" class="title"><a href="${address}">${view.title}</a><small>${view.code} · ${source}</small></td>
<td role="cell" class="place">${placeOf(view, context)}</td>
<td role="cell" class="cost${view.costRupiah === null && ' missing'}">${cost}</td>
<td role="cell" class="status">${statusSymbol(view.status, view.locationQuality)}${statusLabel(view.status, language)}</td>
<td role="cell" class="year">${view.year}</td>
</tr>
`
}

/** A proposal without a place has a normal symbol: a pale one means that only its village is known. */
function statusSymbol(status: string, quality: LocationQuality): Html {
  return symbolIcon(groupOf(status), quality === 'none' ? 'point' : quality)
}

function placeOf(
  { villageCode, villageName, districtName, locationQuality }: ReturnType<typeof viewOf>,
  context: PageContext,
): Html {
  const { language } = context
  if (!villageName) return html`<span class="missing">${say(words.noPlace, language)}</span>`
  const doubt =
    locationQuality === 'conflict' && html`<small class="doubt">${say(words.doubtful, language)}</small>`
  const name = villageCode
    ? html`<a href="${villageLink(context, villageCode)}">${villageName}</a>`
    : villageName
  return html`${name}<small>${districtName}</small>${doubt}`
}
