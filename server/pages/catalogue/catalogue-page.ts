import { may } from '../../../core/access/may.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import type { StoredForeign } from '../../publish/records/read-foreign.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import {
  ANALYSES,
  type CatalogueQuery,
  type Category,
  catalogueAddress,
  categoryOf,
  findRecords,
} from './catalogue-query.ts'
import { TOPIC_NAMES, catalogueWords as words } from './catalogue-words.ts'
import { renderForeign } from './foreign-records.ts'
import { previewPicture, sharedPicture } from './preview-picture.ts'

const CARD = [352, 208] as const

export interface CatalogueData {
  records: readonly LayerRecord[]
  /** Ids of the listed layers that are unpublished. */
  unpublished: ReadonlySet<string>
  hasPictures: boolean
  /** Records of data elsewhere. */
  foreign: readonly StoredForeign[]
}

/** The catalogue: every available layer, with search and categories. */
export function renderCataloguePage(
  context: PageContext,
  query: CatalogueQuery,
  data: CatalogueData,
): string {
  const { language, district } = context
  const found = findRecords(data.records, query)
  return renderPage(context, {
    title: district ? say(words.titleOf, language, { district: district.name }) : say(words.title, language),
    description: say(words.lead, language),
    current: 'catalogue',
    picture: pictureOf(context, data),
    scripts:
      may(context.actor, 'context-layer:write') || may(context.actor, 'layer:publish')
        ? ['pages/catalogue-page.ts']
        : [],
    body: html`<div class="catalogue">
<div class="headline"><h1>${say(words.title, language)}</h1></div>
<p class="lead">${say(words.lead, language)}</p>
${searchForm(context, query)}
${topics(context, query, data.records)}
<p class="found" role="status">${say(words.found, language, { count: formatNumber(found.length, language) })}</p>
${found.length > 0 ? html`<ul class="layers">${found.map((record) => card(context, record, data))}</ul>` : nothing(context, data)}
${renderForeign(context, query, data.foreign)}
${feeds(context)}
${may(context.actor, 'context-layer:write') && html`<section class="feeds" aria-labelledby="others"><h2 id="others">${say(words.others, language)}</h2><p class="note">${say(words.othersHint, language)}</p><div id="context-layers"></div></section>`}
</div>`,
  })
}

/** Of the proposals, or of whatever comes first that everyone may see and that has a place. */
function pictureOf({ language }: PageContext, { records, unpublished, hasPictures }: CatalogueData) {
  const shown = records.filter(({ layer, extent }) => extent && !unpublished.has(layer))
  const record = shown.find(({ layer }) => layer === 'proposals') ?? shown[0]
  return hasPictures && record ? sharedPicture(record, language) : undefined
}

function searchForm({ language }: PageContext, { q, topic }: CatalogueQuery): Html {
  return html`<form class="find" action="/katalog" role="search">
<label for="q">${say(words.search, language)}</label>
<input id="q" name="q" type="search" maxlength="200" value="${q}" placeholder="${say(words.searchHint, language)}">
${topic && html`<input type="hidden" name="tema" value="${topic}">`}
${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<button class="button main" type="submit">${say(words.find, language)}</button>
</form>`
}

function topics(context: PageContext, query: CatalogueQuery, records: readonly LayerRecord[]): Html {
  const { language } = context
  const present = [...new Set(records.map(categoryOf))]
  const chip = (topic: Category | null, name: string) => {
    const current = topic === query.topic ? html` aria-current="true"` : null
    return html`<li><a class="chip" href="${localLink(context, catalogueAddress({ ...query, topic }))}"${current}>${name}</a></li>`
  }
  return html`<nav aria-label="${say(words.topics, language)}"><ul class="chips">${chip(null, say(words.all, language))}${present.map((topic) => chip(topic, nameOf(topic, language)))}</ul></nav>`
}

const nameOf = (category: Category, language: Language) =>
  say(category === ANALYSES ? words.analyses : TOPIC_NAMES[category], language)

function card(context: PageContext, record: LayerRecord, { unpublished, hasPictures }: CatalogueData): Html {
  const { language } = context
  const { layer, title, abstract, extent, quality, revised } = record
  const picture = hasPictures && extent ? previewPicture(layer, extent, CARD) : null
  return html`<li class="layer"><a href="${localLink(context, `/katalog/${encodeURIComponent(layer)}`)}">
<span class="picture">${picture && html`<img class="thumb" src="${picture}" width="${CARD[0]}" height="${CARD[1]}" alt="" loading="lazy" decoding="async">`}</span>
<strong>${title[language]}</strong></a>
<p>${abstract[language]}</p>
<p class="note">${unpublished.has(layer) && html`<b class="badge warn">${say(words.unpublished, language)}</b> `}${nameOf(categoryOf(record), language)} · ${say(words.features, language, { count: formatNumber(quality.features, language) })} · ${say(words.updated, language, { day: formatDay(revised, language) })}</p></li>`
}

function nothing(context: PageContext, { records }: CatalogueData): Html {
  const { language } = context
  const empty = records.length === 0
  return html`<div class="state"><strong>${say(empty ? words.empty : words.none, language)}</strong>
<p>${say(empty ? words.emptyHint : words.noneHint, language)}</p>
${!empty && html`<a class="button main" href="${localLink(context, '/katalog')}">${say(words.clear, language)}</a>`}</div>`
}

/** Addresses at which other catalogues can harvest this one. */
function feeds({ language, publicUrl }: PageContext): Html {
  const services = [
    ['WMS', `${publicUrl}/wms?SERVICE=WMS&REQUEST=GetCapabilities`],
    ['OGC API', `${publicUrl}/ogc`],
    ['CSW 2.0.2', `${publicUrl}/csw?SERVICE=CSW&REQUEST=GetCapabilities`],
    ['DCAT (JSON-LD)', `${publicUrl}/katalog.jsonld`],
  ] as const
  return html`<section class="feeds" aria-labelledby="feeds"><h2 id="feeds">${say(words.feeds, language)}</h2>
<ul class="links">${services.map(([name, url]) => html`<li><a href="${url}">${name}</a></li>`)}</ul></section>`
}
