import { formatNumber } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { LOCATION_QUALITY_LABELS } from '../../../core/proposal/location-quality.ts'
import { SECTOR_LABELS } from '../../../core/proposal/sector.ts'
import { SOURCE_LABELS } from '../../../core/proposal/source.ts'
import { STAGE_LABELS } from '../../../core/proposal/stage.ts'
import { PROPOSAL_STATUSES, STATUS_LABELS } from '../../../core/proposal/status.ts'
import type { FilterName } from '../../proposals/filter.ts'
import { defaultSort } from '../../proposals/list-proposals.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { groupOf, icons, symbolIcon } from '../symbols.ts'
import { type ListQuery, listAddress, withoutValue } from './list-query.ts'
import { listWords as words } from './list-words.ts'
import type { AreaOptions } from './read-area-options.ts'
import type { ListData, ListFigures, ValueCount } from './read-list.ts'

type Ticked = 'year' | 'sector' | 'status' | 'source' | 'quality'

/** Names for the values of each filter; a year is its own name. */
const LABELS: Record<Exclude<FilterName, 'year' | 'area' | 'q'>, Record<string, Label>> = {
  sector: SECTOR_LABELS,
  status: STATUS_LABELS,
  source: SOURCE_LABELS,
  quality: LOCATION_QUALITY_LABELS,
  stage: STAGE_LABELS,
}

const MENUS: readonly { name: Ticked; of: keyof ListFigures }[] = [
  { name: 'year', of: 'byYear' },
  { name: 'sector', of: 'bySector' },
  { name: 'status', of: 'byStatus' },
  { name: 'source', of: 'bySource' },
  { name: 'quality', of: 'byQuality' },
]

/** Search and filters as a plain form: chips that open a menu of boxes, and the choices made as links that undo them. */
export function renderFilterForm(context: PageContext, query: ListQuery, { whole, areas }: ListData): Html {
  const { language } = context
  const { filter, sort } = query
  return html`<form class="filters" method="get" action="/usulan" role="search" aria-label="${say(words.filters, language)}">
${language !== 'id' && html`<input type="hidden" name="lang" value="${language}">`}
${sort !== defaultSort(filter) && html`<input type="hidden" name="sort" value="${sort}">`}
${filter.stage && html`<input type="hidden" name="stage" value="${filter.stage}">`}
<div class="search"><label class="hidden" for="q">${say(words.search, language)}</label>${icons.search}
<input id="q" name="q" type="search" value="${filter.q}" placeholder="${say(words.searchHint, language)}" maxlength="200" enterkeyhint="search">
<button class="button" type="submit">${say(words.find, language)}</button></div>
<div class="chips">
${MENUS.map(({ name, of }) => menu({ name, values: whole[of] as ValueCount[], filter: filter[name] }, language))}
${areaMenu(areas, filter.area, language)}
</div>
${chosenFilters(context, query, areas)}
</form>`
}

interface MenuData {
  name: Ticked
  values: readonly ValueCount[]
  filter: string | undefined
}

function menu({ name, values, filter }: MenuData, language: Language): Html {
  const chosen = filter?.split(',') ?? []
  return html`<details class="chip${chosen.length > 0 && ' chosen'}" name="filter"><summary>${say(words[name], language)}${chosen.length > 0 && html` <span class="number">${chosen.length}</span>`}</summary>
<fieldset class="menu"><legend class="hidden">${say(words[name], language)}</legend>
<div class="boxes">${inOrder(name, values).map((value) => box(name, value, { chosen, language }))}</div>
<button class="button main" type="submit">${say(words.apply, language)}</button></fieldset></details>`
}

/** Years from the newest, statuses in the order of a proposal's life, the rest by how many there are. */
function inOrder(name: Ticked, values: readonly ValueCount[]): readonly ValueCount[] {
  if (name === 'year') return values.toSorted((a, b) => Number(b.year) - Number(a.year))
  if (name !== 'status') return values
  const rank = (value: ValueCount) => (PROPOSAL_STATUSES as readonly string[]).indexOf(String(value.status))
  return values.toSorted((a, b) => rank(a) - rank(b))
}

function box(
  name: Ticked,
  value: ValueCount,
  { chosen, language }: { chosen: readonly string[]; language: Language },
): Html {
  const code = String(value[name])
  const checked = chosen.includes(code) ? html` checked` : null
  return html`<label><input type="checkbox" name="${name}" value="${code}"${checked}>${name === 'status' && symbolIcon(groupOf(code))}<span>${valueName(name, code, language)}</span><small>${formatNumber(value.count, language)}</small></label>`
}

function valueName(name: FilterName, code: string, language: Language): string {
  if (name === 'year' || name === 'area' || name === 'q') return code
  const labels = LABELS[name]
  return Object.hasOwn(labels, code) ? (labels[code]?.[language] ?? code) : code
}

function areaMenu({ districts }: AreaOptions, area: string | undefined, language: Language): Html {
  const option = (code: string, name: string) =>
    html`<option value="${code}"${code === area ? html` selected` : null}>${name}</option>`
  return html`<details class="chip${area && ' chosen'}" name="filter"><summary>${say(words.area, language)}${area && html` <span class="number">1</span>`}</summary>
<fieldset class="menu"><legend class="hidden">${say(words.area, language)}</legend>
<label class="hidden" for="area">${say(words.area, language)}</label><select id="area" name="area">
${option('', say(words.areaAll, language))}
${districts.map(
  ({ code, name, villages }) =>
    html`<optgroup label="${name}">${option(code, say(words.areaWhole, language, { name }))}${villages.map((village) => option(village.code, village.name))}</optgroup>`,
)}</select>
<button class="button main" type="submit">${say(words.apply, language)}</button></fieldset></details>`
}

function chosenFilters(context: PageContext, query: ListQuery, { chosen }: AreaOptions): Html | null {
  const { language } = context
  const tags = Object.entries(query.filter).flatMap(([key, list]) => {
    const name = key as FilterName
    const single = name === 'q' || name === 'area'
    return (single ? [list] : list.split(',')).map((value) => {
      const label =
        name === 'area'
          ? (chosen?.name ?? value)
          : name === 'q'
            ? `“${value}”`
            : valueName(name, value, language)
      const address = listAddress({
        filter: withoutValue(query.filter, name, single ? undefined : value),
        sort: query.sort,
        from: 1,
      })
      return html`<li><a class="tag" href="${localLink(context, address)}" aria-label="${say(words.remove, language, { name: label })}">${label}<span aria-hidden="true">×</span></a></li>`
    })
  })
  if (tags.length === 0) return null
  return html`<ul class="tags" aria-label="${say(words.chosen, language)}">${tags}<li><a class="clear" href="${localLink(context, '/usulan')}">${say(words.clear, language)}</a></li></ul>`
}
