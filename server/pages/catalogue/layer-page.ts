import { may } from '../../../core/access/may.ts'
import { formatDegrees, formatNumber } from '../../../core/proposal/format.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import { fact } from '../fact.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { FIELD_TYPES, FREQUENCY_NAMES, TOPIC_NAMES, catalogueWords as words } from './catalogue-words.ts'
import { renderDownloads } from './layer-downloads.ts'
import type { LayerPageData } from './layer-page-data.ts'
import { renderQuality } from './layer-quality.ts'
import { renderServices } from './layer-services.ts'
import { legendPicture, previewPicture, sharedPicture } from './preview-picture.ts'

const PICTURE = [960, 560] as const

/** The page of a layer: description, quality, and every way to get its data. */
export function renderLayerPage(context: PageContext, data: LayerPageData): string {
  const { language } = context
  const { record, published } = data
  return renderPage(context, {
    title: record.title[language],
    description: record.abstract[language],
    current: 'catalogue',
    hidden: !published,
    scripts: ['pages/catalogue-page.ts'],
    oembed: `/katalog/${encodeURIComponent(record.layer)}`,
    picture: data.hasPictures && published ? sharedPicture(record, language) : undefined,
    body: html`<article class="catalogue-layer" data-layer="${record.layer}">
<nav class="back"><a href="${localLink(context, '/katalog')}">${icons.back}${say(words.title, language)}</a></nav>
<div class="headline"><h1>${record.title[language]}</h1>
<a class="button" href="${localLink(context, `/?layers=${encodeURIComponent(record.layer)}`)}">${icons.map}${say(words.toMap, language)}</a></div>
${!published && html`<p><b class="badge warn">${say(words.unpublished, language)}</b></p>`}
<p class="lead">${record.abstract[language]}</p>
${record.finding && !record.abstract[language].includes(record.finding[language]) && html`<p class="finding">${record.finding[language]}</p>`}
${picture(context, data)}
${staffForms(context, data)}
${about(record, context)}
${renderDownloads(context, data)}
${renderServices(context, record)}
${renderQuality(context, record)}
${fields(record, context)}
</article>`,
  })
}

function picture({ language }: PageContext, { record, hasPictures }: LayerPageData): Html {
  const { layer, extent, title } = record
  if (!hasPictures || !extent) return html`<p class="note">${say(words.noPicture, language)}</p>`
  const alt = say(words.preview, language, { layer: title[language] })
  return html`<div class="preview">
<img class="map" src="${previewPicture(layer, extent, PICTURE)}" width="${PICTURE[0]}" height="${PICTURE[1]}" alt="${alt}">
<figure><figcaption>${say(words.legend, language)}</figcaption><img src="${legendPicture(layer, language)}" alt="${say(words.legend, language)}: ${title[language]}" loading="lazy"></figure></div>`
}

/** Filled by client/pages/catalogue-page.ts with a form for each of these, and no other. */
const FORMS = { publish: 'layer:publish', archive: 'layer:archive', describe: 'layer:describe' } as const

/** Publishing with a look at what becomes public, archiving, metadata, style: to each what they may. */
function staffForms(
  { language }: PageContext,
  { record, published, dependents, actor }: LayerPageData,
): Html | null {
  const forms = Object.entries(FORMS).flatMap(([form, action]) => (may(actor, action) ? [form] : []))
  const drawsStyle = may(actor, 'style:write')
  if (forms.length === 0 && !drawsStyle) return null
  return html`<section class="office" aria-labelledby="office"><h2 id="office">${say(words.office, language)}</h2>
${drawsStyle && html`<p><a class="button" href="/gaya/${encodeURIComponent(record.layer)}">${say(words.editStyle, language)}</a></p>`}
<div id="publication" data-forms="${forms.join(' ')}" data-published="${published ? 'yes' : 'no'}" data-dependents="${dependents.map((title) => title[language]).join('\n')}"></div></section>`
}

function about(record: LayerRecord, { language }: PageContext): Html {
  const { licence, contact, topic, kugi, years, extent, scaleDenominator, keywords, constraints } = record
  const day = (at: string) => formatDay(at, language)
  const degrees = (at: number | undefined) => formatDegrees(at ?? 0, language, 4)
  const box = extent && {
    west: degrees(extent[0]),
    south: degrees(extent[1]),
    east: degrees(extent[2]),
    north: degrees(extent[3]),
  }
  const contactValue = html`${contact.name}${contact.email && html`<small><a href="mailto:${contact.email}">${contact.email}</a></small>`}${contact.phone && html`<small>${contact.phone}</small>`}`
  const licenceValue = licence
    ? licence.url
      ? html`<a href="${licence.url}" rel="license">${licence.text}</a>`
      : licence.text
    : html`<span class="missing">${say(words.noLicence, language)}</span>`
  return html`<section class="about" aria-labelledby="about"><h2 id="about">${say(words.about, language)}</h2><dl class="rows-of-facts">
${fact(say(words.licence, language), licenceValue)}
${fact(say(words.contact, language), contactValue)}
${fact(say(words.topic, language), say(TOPIC_NAMES[topic], language))}
${kugi && fact(say(words.kugi, language), kugi.object)}
${years && fact(say(words.years, language), years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`)}
${box && fact(say(words.extent, language), say(words.extentValue, language, box))}
${fact(say(words.crs, language), say(words.crsValue, language))}
${scaleDenominator && fact(say(words.scale, language), `1 : ${formatNumber(scaleDenominator, language)}`)}
${fact(say(words.created, language), day(record.created))}
${fact(say(words.revised, language), day(record.revised))}
${fact(say(words.frequency, language), say(FREQUENCY_NAMES[record.updateFrequency], language))}
${keywords.length > 0 && fact(say(words.keywords, language), keywords.map((word) => word[language]).join(', '))}
${fact(say(words.identifier, language), html`<code>${record.id}</code>`)}
</dl>
${constraints.length > 0 && html`<h3>${say(words.constraints, language)}</h3><ul class="plain">${constraints.map((line) => html`<li>${line[language]}</li>`)}</ul>`}</section>`
}

/** A column's title with its unit, unless the title names the unit already. */
function meaning(title: string, unit: string | undefined): string {
  return unit === undefined || title.includes(`(${unit})`) ? title : `${title} (${unit})`
}

function fields({ fields: all }: LayerRecord, { language }: PageContext): Html {
  return html`<section aria-labelledby="fields"><details><summary><h2 id="fields">${say(words.fields, language)} (${formatNumber(all.length, language)})</h2></summary>
<div class="scroll"><table><thead><tr><th scope="col">${say(words.field, language)}</th><th scope="col">${say(words.type, language)}</th><th scope="col">${say(words.meaning, language)}</th></tr></thead>
<tbody>${all.map(({ name, type, title, unit }) => html`<tr><td><code>${name}</code></td><td>${say(FIELD_TYPES[type], language)}</td><td>${meaning(title[language], unit?.[language])}</td></tr>`)}</tbody></table></div></details></section>`
}
