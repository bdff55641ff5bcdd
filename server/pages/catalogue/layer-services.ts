import {
  componentCode,
  EMBED_HEIGHT,
  type EmbeddedMap,
  embedAddress,
  iframeCode,
} from '../../../core/download/embed-code.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { catalogueWords as words } from './catalogue-words.ts'
import { qgisSteps } from './qgis-steps.ts'

/** Addresses for programs, how to enter them in QGIS, and what to paste into another site. */
export function renderServices(context: PageContext, record: LayerRecord): Html {
  const { language, publicUrl } = context
  const { layer, id } = record
  const name = encodeURIComponent(layer)
  const map: EmbeddedMap = { server: publicUrl, layers: [layer], language, height: EMBED_HEIGHT }
  const services = [
    { key: 'wms', name: 'WMS 1.3.0 / 1.1.1', url: `${publicUrl}/wms` },
    { key: 'features', name: 'OGC API – Features', url: `${publicUrl}/ogc` },
    { key: 'tiles', name: 'Vector tiles (MVT)', url: `${publicUrl}/tiles/${name}/{z}/{x}/{y}.mvt` },
    { key: 'csw', name: 'CSW 2.0.2', url: `${publicUrl}/csw` },
  ] as const
  const metadata = [
    [
      'ISO 19139',
      `/csw?SERVICE=CSW&VERSION=2.0.2&REQUEST=GetRecordById&ID=${id}&ELEMENTSETNAME=full&OUTPUTSCHEMA=${encodeURIComponent('http://www.isotc211.org/2005/gmd')}`,
    ],
    ['Dublin Core', `/csw?SERVICE=CSW&VERSION=2.0.2&REQUEST=GetRecordById&ID=${id}&ELEMENTSETNAME=full`],
    ['JSON', `/api/layers/${name}/metadata`],
  ] as const
  return html`<section class="services" aria-labelledby="services"><h2 id="services">${say(words.services, language)}</h2>
<ul class="addresses">${services.map(
    ({
      key,
      name: service,
      url,
    }) => html`<li><span class="service"><strong>${service}</strong><label class="hidden" for="address-${key}">${say(words.address, language)} ${service}</label><input id="address-${key}" class="copy" readonly value="${url}"></span>
<details><summary>${say(words.inQgis, language)}</summary><ol class="plain">${qgisSteps(key, layer, url).map((step) => html`<li>${step[language]}</li>`)}</ol></details></li>`,
  )}</ul>
<h3>${say(words.embed, language)}</h3>
<p class="note">${say(words.embedHint, language)}</p>
<div id="embed-builder" data-server="${publicUrl}"></div>
<div class="embedding">
<label for="embed-frame">${say(words.asFrame, language)}</label>
<textarea id="embed-frame" class="copy" readonly rows="3">${iframeCode(embedAddress(map), '100%', map.height)}</textarea>
<label for="embed-component">${say(words.asComponent, language)}</label>
<textarea id="embed-component" class="copy" readonly rows="3">${componentCode(map)}</textarea></div>
<h3>${say(words.metadataFiles, language)}</h3>
<ul class="links">${metadata.map(([format, url]) => html`<li><a href="${url}">${format}</a></li>`)}</ul></section>`
}
