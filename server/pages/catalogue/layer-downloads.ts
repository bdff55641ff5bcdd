import { downloadFormats } from '../../../core/download/download-formats.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { catalogueWords as words } from './catalogue-words.ts'
import type { LayerPageData } from './layer-page-data.ts'

/** Name of the field that states a row's district. */
export const DISTRICT_FIELD = 'districtCode'

/** The filter in CQL2, as the download route takes it. */
const inDistrict = (code: string) => `${DISTRICT_FIELD} = '${code.replaceAll("'", "''")}'`

/** Every format as a button of one form, so that district, zone, system, box and year go with whichever is pressed; it needs no script. */
export function renderDownloads(
  { language }: PageContext,
  { record, archives, districts, zones, systems }: LayerPageData,
): Html {
  const [west = 0, south = 0, east = 0, north = 0] = record.extent ?? []
  const example = [west, south, east, north].map((at) => at.toFixed(2)).join(',')
  const file = (extension: string) => `/data/${encodeURIComponent(record.layer)}.${extension}`
  const years = [...new Set(archives.map(({ year }) => year))].sort((a, b) => b - a)
  return html`<section class="to-have" aria-labelledby="downloads"><h2 id="downloads">${say(words.downloads, language)}</h2>
<form method="get" class="narrow">
${districts.length > 0 && html`<label>${say(words.district, language)}<select name="filter"><option value="">${say(words.allDistricts, language)}</option>${districts.map(({ code, name }) => html`<option value="${inDistrict(code)}">${name}</option>`)}</select></label>`}
${zones.length > 0 && html`<label>${say(words.zone, language)}<select name="zone"><option value="">${say(words.noZone, language)}</option>${zones.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>`}
<label>${say(words.otherSystem, language)}<select name="crs"><option value="">EPSG:4326 (WGS 84)</option>${systems.filter(({ code }) => code !== 'EPSG:4326').map(({ code, name }) => html`<option value="${code}">${code} (${name})</option>`)}</select></label>
<label>${say(words.box, language)}<input name="bbox" inputmode="text" placeholder="${say(words.boxHint, language)}" title="${say(words.boxExample, language, { box: example })}" pattern="\\s*-?[0-9.]+(\\s*,\\s*-?[0-9.]+){3}\\s*"></label>
<label class="tick"><input type="checkbox" name="clip" value="true">${say(zones.length > 0 ? words.clipZone : words.clip, language)}</label>
${years.length > 0 && html`<label>${say(words.year, language)}<select name="year"><option value="">${say(words.present, language)}</option>${years.map((year) => html`<option>${String(year)}</option>`)}</select></label>`}
${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<ul class="files">${downloadFormats.map(
    ({ extension, name, purpose }) =>
      html`<li><button class="button" type="submit" formaction="${file(extension)}">${icons.download}${name}</button><span>${say(purpose, language)}</span></li>`,
  )}</ul></form>
${archives.length > 0 && html`<h3>${say(words.archives, language)}</h3><ul class="plain">${archives.map(({ year, version, archivedAt }) => html`<li>${say(words.archive, language, { year, version, day: formatDay(archivedAt, language) })}</li>`)}</ul>`}</section>`
}
