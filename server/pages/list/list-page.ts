import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import { STATUS_GROUP_LABELS, STATUS_GROUPS } from '../../../core/proposal/status.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatShare, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { groupOf, icons, symbolIcon } from '../symbols.ts'
import { renderDownloadList } from './download-list.ts'
import { renderFilterForm } from './filter-form.ts'
import { filteredAddress, type ListQuery, listAddress } from './list-query.ts'
import { renderListTable } from './list-table.ts'
import { listWords as words } from './list-words.ts'
import { type ListData, PAGE_SIZE } from './read-list.ts'

/** The list of proposals with filters, order and totals: the readable counterpart of the map. */
export function renderListPage(context: PageContext, query: ListQuery, data: ListData): string {
  const { language, district } = context
  const count = formatNumber(data.total.count, language)
  const cost = formatRupiahShort(data.total.costRupiah, language)
  return renderPage(context, {
    title: district ? say(words.titleOf, language, { district: district.name }) : say(words.title, language),
    description: say(words.described, language, { count, cost }),
    current: 'proposals',
    scripts: ['pages/list-page.ts'],
    body: html`<div class="list">
<div class="headline"><h1>${say(words.title, language)}</h1>
<a class="button" href="${localLink(context, mapAddress(query, data))}">${icons.map}${say(words.toMap, language)}</a></div>
${renderFilterForm(context, query, data)}
${summary(context, query, data)}
${data.items.length > 0 ? results(context, query, data) : empty(context, data)}
</div>`,
  })
}

function summary(context: PageContext, query: ListQuery, data: ListData): Html {
  const { total, figures } = data
  const { language } = context
  const { filter } = query
  const only = (quality: string) =>
    localLink(context, listAddress({ filter: { ...filter, quality }, sort: query.sort, from: 1 }))
  const number = (value: number) => formatNumber(value, language)
  return html`<section class="summary" aria-label="${say(words.figures, language)}">
<dl class="numbers">
<div><dt>${say(words.count, language)}</dt><dd>${number(total.count)}</dd></div>
<div><dt>${say(words.cost, language)}</dt><dd>${formatRupiahShort(total.costRupiah, language)}</dd></div>
<div><dt>${say(words.realised, language)}</dt><dd>${formatShare(figures.realisedShare, language)}</dd></div>
</dl>
${funnel(context, figures)}
${
  (total.withoutLocation > 0 || total.conflict > 0) &&
  html`<ul class="links">
${total.withoutLocation > 0 && html`<li><a href="${only('none')}">${say(words.without, language, { count: number(total.withoutLocation) })}</a></li>`}
${total.conflict > 0 && html`<li><a href="${only('conflict')}">${say(words.conflict, language, { count: number(total.conflict) })}</a></li>`}
</ul>`
}
</section>`
}

/** The map shows the newest year by default, the list all years: so a link to the map names the years explicitly. */
function mapAddress({ filter }: ListQuery, { whole }: ListData): string {
  if (Object.keys(filter).length > 0) return filteredAddress('/', filter)
  return filteredAddress('/', { year: whole.byYear.map(({ year }) => String(year)).join(',') })
}

/** Progress of the proposals: a bar by groups of status, with names and counts below. */
function funnel({ language }: PageContext, { byStatus }: ListData['figures']): Html | null {
  const counts = STATUS_GROUPS.map((group) => ({
    group,
    count: byStatus
      .filter(({ status }) => groupOf(String(status)) === group)
      .reduce((sum, { count }) => sum + count, 0),
  })).filter(({ count }) => count > 0)
  if (counts.length === 0) return null
  return html`<div class="funnel"><div class="bar" aria-hidden="true">${counts.map(({ group, count }) => html`<i class="${group}" style="flex-grow:${count}"></i>`)}</div>
<ul>${counts.map(({ group, count }) => html`<li>${symbolIcon(group, 'point', 16)}${STATUS_GROUP_LABELS[group][language]} <b>${formatNumber(count, language)}</b></li>`)}</ul></div>`
}

function results(context: PageContext, query: ListQuery, { items, next, total }: ListData): Html {
  const { language } = context
  const number = (value: number) => formatNumber(value, language)
  const to = query.from + items.length - 1
  const shown = say(words.shown, language, {
    from: number(query.from),
    to: number(to),
    count: number(total.count),
  })
  const following = next && localLink(context, listAddress({ ...query, cursor: next, from: to + 1 }))
  const first = localLink(context, listAddress({ filter: query.filter, sort: query.sort, from: 1 }))
  return html`<div class="order"><p class="shown${!query.cursor && ' start'}" role="status">${shown}</p>${sortLinks(context, query)}</div>
${renderListTable(context, items)}
<nav class="paging" aria-label="${say(words.pages, language)}">
${query.cursor && html`<a class="button" href="${first}">${icons.back}${say(words.first, language)}</a>`}
${following && html`<a class="button main" rel="next" href="${following}">${say(words.next, language, { count: number(Math.min(PAGE_SIZE, Math.max(1, total.count - to))) })}${icons.next}</a>`}
</nav>
<section class="downloads" aria-labelledby="downloads"><h2 id="downloads">${say(words.downloads, language, { count: number(total.count) })}</h2>
${renderDownloadList(context, (extension) => filteredAddress(`/data/proposals.${extension}`, query.filter))}</section>`
}

function sortLinks(context: PageContext, { filter, sort }: ListQuery): Html {
  const { language } = context
  const names = {
    match: words.bestMatch,
    newest: words.newest,
    cost: words.costliest,
    title: words.byTitle,
  } as const
  const offered: (keyof typeof names)[] = ['newest', 'cost', 'title']
  if (filter.q) offered.unshift('match')
  return html`<p class="sort"><span id="sort">${say(words.sort, language)}</span><span role="group" aria-labelledby="sort">${offered.map(
    (one) => {
      const current = one === sort ? html` aria-current="true"` : null
      return html`<a href="${localLink(context, listAddress({ filter, sort: one, from: 1 }))}"${current}>${say(names[one], language)}</a>`
    },
  )}</span></p>`
}

function empty(context: PageContext, { whole }: ListData): Html {
  const { language } = context
  const nothing = whole.count === 0
  return html`<div class="state"><strong>${say(nothing ? words.emptyStore : words.empty, language)}</strong>
<p>${say(nothing ? words.emptyStoreHint : words.emptyHint, language)}</p>
<a class="button main" href="${localLink(context, nothing ? '/impor' : '/usulan')}">${say(nothing ? { id: 'Buka halaman impor', en: 'Open the import page' } : words.clear, language)}</a></div>`
}
