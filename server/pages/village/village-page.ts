import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { statusLabel } from '../proposal/proposal-page.ts'
import { groupOf, icons, symbolIcon } from '../symbols.ts'
import { renderComparison } from './comparison.ts'
import type { VillageData, VillageProposal } from './read-village.ts'
import { type Tally, tallyOf } from './tally.ts'
import { renderVillageMap } from './village-map.ts'
import { villageWords as words } from './village-words.ts'
import { renderYears } from './years.ts'

/** A village on one page: what it asked for, what became of it, how it fares beside its neighbours. */
export function renderVillagePage(context: PageContext, data: VillageData): string {
  const { language } = context
  const { village } = data
  const tally = tallyOf(data.fates.filter(({ code }) => code === village.code))
  const amounts = {
    count: formatNumber(tally.asked.count, language, 0),
    value: formatRupiahShort(tally.accepted.costRupiah, language),
    done: formatNumber(tally.realised.count, language, 0),
  }
  return renderPage(context, {
    title: [village.name, village.districtName].filter(Boolean).join(', '),
    description: say(words.described, language, amounts),
    current: 'proposals',
    scripts: ['pages/proposal-page.ts'],
    body: html`<article class="proposal village-page">
${heading(context, data)}
${summary(tally, language)}
<div class="village-columns">
<section class="place" aria-labelledby="place"><h2 id="place">${say(words.where, language)}</h2>${renderVillageMap(data, language)}</section>
${renderYears(data, language)}
${renderComparison(context, data)}
${proposalList(context, data, tally)}
${sources(data, language)}
</div>
</article>`,
  })
}

function heading(context: PageContext, { village, map }: VillageData): Html {
  const { language } = context
  const area = encodeURIComponent(village.code)
  const [west = 0, south = 0, east = 0, north = 0] = map?.extent ?? []
  const at = map
    ? `map=${zoomOf(east - west)}/${((south + north) / 2).toFixed(5)}/${((west + east) / 2).toFixed(5)}&`
    : ''
  const kicker = village.districtName ? words.kickerIn : words.kicker
  return html`<header>
<p class="back"><a href="${localLink(context, '/usulan')}">${icons.back}${say(words.back, language)}</a></p>
<p class="kicker">${say(kicker, language, { district: village.districtName ?? '', code: village.code })}</p>
<h1>${village.name}</h1>
<p class="actions"><a class="button main" href="${localLink(context, `/?${at}area=${area}`)}">${icons.map}${say(words.toMap, language)}</a>
<a class="button" href="${listLink(context, village.code)}">${icons.list}${say(words.toList, language)}</a></p>
<p class="actions" hidden data-actions><button class="button" type="button" data-share data-done="${say(words.shared, language)}">${icons.share}<span>${say(words.share, language)}</span></button>
<button class="button" type="button" data-print>${icons.print}${say(words.print, language)}</button><span class="hidden" role="status" data-said></span></p>
</header>`
}

function listLink(context: PageContext, code: string): string {
  return localLink(context, `/usulan?area=${encodeURIComponent(code)}`)
}

/** The zoom at which so many degrees fill a map of about 500 pixels. */
function zoomOf(degrees: number): string {
  return Math.min(16, Math.max(4, Math.log2((360 * 500) / 256 / degrees))).toFixed(2)
}

function summary({ asked, accepted, budgeted, realised }: Tally, language: Language): Html {
  const number = (value: number) => formatNumber(value, language, 0)
  const figure = (word: keyof typeof words, value: string) =>
    html`<div><dt>${say(words[word], language)}</dt><dd>${value}</dd></div>`
  return html`<section class="summary" aria-label="${say(words.summary, language)}">
<dl class="numbers">${figure('proposalsCount', number(asked.count))}${figure('accepted', number(accepted.count))}${figure('realised', number(realised.count))}${figure('value', formatRupiahShort(accepted.costRupiah, language))}${figure('budgeted', formatRupiahShort(budgeted.costRupiah, language))}</dl>
</section>`
}

function proposalList(
  context: PageContext,
  { village, proposals }: VillageData,
  { asked }: Tally,
): Html | null {
  const { language } = context
  if (proposals.length === 0) return null
  const years = [...new Set(proposals.map(({ year }) => year))]
  const shown = formatNumber(proposals.length, language, 0)
  return html`<section class="asked" aria-labelledby="asked">
<h2 id="asked">${say(words.proposals, language)}</h2>
${years.map(
  (year) => html`<h3>${year}</h3>
<ul>${proposals.filter((one) => one.year === year).map((one) => item(context, one))}</ul>`,
)}
${proposals.length < asked.count && html`<p class="note">${say(words.more, language, { count: shown })}</p>`}
<p class="actions"><a class="button" href="${listLink(context, village.code)}">${icons.list}${say(words.toList, language)}</a></p>
</section>`
}

function item(context: PageContext, { code, title, status, costRupiah }: VillageProposal): Html {
  const { language } = context
  const cost = costRupiah === null ? say(words.noCost, language) : formatRupiahShort(costRupiah, language)
  return html`<li>${symbolIcon(groupOf(status))}<a href="${localLink(context, `/usulan/${encodeURIComponent(code)}`)}">${title}</a><small>${statusLabel(status, language)} · ${cost}</small></li>
`
}

function sources({ village }: VillageData, language: Language): Html | null {
  const names = { population: words.people, poorPopulation: words.poor, idm: words.index } as const
  const known = Object.entries(names).flatMap(([key, name]) => {
    const year = village.years[key]
    return year === undefined ? [] : [say(words.figureOf, language, { name: say(name, language), year })]
  })
  if (known.length === 0) return null
  return html`<section class="origin" aria-labelledby="origin"><h2 id="origin">${say(words.sources, language)}</h2><p class="note">${known.join(' · ')}</p></section>`
}
