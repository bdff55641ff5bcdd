import { may } from '../../../core/access/may.ts'
import { linksOf } from '../../publish/records/foreign-entry.ts'
import type { StoredForeign } from '../../publish/records/read-foreign.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { type CatalogueQuery, findForeign } from './catalogue-query.ts'
import { catalogueWords as words } from './catalogue-words.ts'

/** Links of a card at most; the record has the others. */
const MOST_LINKS = 3
/** Cards of a page; the catalogue of OGC API Records has all of them, page by page. */
const MOST_CARDS = 50

/** Data of other offices: found by the same words, marked as theirs, and led to where it lies. */
export function renderForeign(
  context: PageContext,
  query: CatalogueQuery,
  records: readonly StoredForeign[],
): Html | null {
  const { language, actor } = context
  const found = findForeign(records, query)
  const publishes = may(actor, 'layer:publish')
  if (found.length === 0 && !publishes) return null
  return html`<section class="feeds foreign" aria-labelledby="foreign"><h2 id="foreign">${say(words.foreign, language)}</h2>
<p class="note">${say(words.foreignHint, language)}</p>
${found.length > 0 && html`<ul class="layers">${found.slice(0, MOST_CARDS).map((stored) => card(context, stored))}</ul>`}
${found.length > MOST_CARDS && html`<p><a href="${localLink(context, '/ogc/collections/katalog/items?f=html')}">${say(words.foreignMore, language, { count: MOST_CARDS })}</a></p>`}
${publishes && html`<div id="foreign-records"></div>`}</section>`
}

function card(context: PageContext, { record }: StoredForeign): Html {
  const { language } = context
  const { id, title, abstract, publisher } = record
  const page = localLink(context, `/ogc/collections/katalog/items/${encodeURIComponent(id)}?f=html`)
  const links = linksOf(record).slice(0, MOST_LINKS)
  return html`<li class="layer"><strong class="name">${title}</strong>
<p>${abstract}</p>
<p class="note"><b class="badge">${say(words.foreignBadge, language)}</b> ${publisher}</p>
<ul class="links">${links.map((link) => html`<li><a href="${link.url}" rel="external noreferrer">${link.title[language]}</a></li>`)}<li><a href="${page}">${say(words.foreignRecord, language)}</a></li></ul></li>`
}
