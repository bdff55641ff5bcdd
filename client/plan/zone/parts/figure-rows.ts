import { html, nothing } from 'lit'
import type { ZoneStatistics } from '../../../../core/api/zone.ts'
import { STATUS_GROUPS } from '../../../../core/proposal/status.ts'
import type { ZoneCount, ZoneService } from '../../../../core/zones/zone-figures.ts'
import { codeLabel } from '../../../i18n/code-labels.ts'
import { distance, number, percent, rupiahShort } from '../../../i18n/format-value.ts'
import { zoneText } from '../zone-words.ts'
import { countText, soundness } from './figure-text.ts'

/** Sectors with a bar of their own; the others share one. */
const MOST_SECTORS = 4

/** The small print of a count: between which figures the truth lies, and how much of the area is known. */
function bounds(count: ZoneCount) {
  const { short, words } = soundness(count)
  if (!short) return ''
  return html`<span aria-label=${words} role="img" title=${words}>${short}</span>`
}

/** A figure with small print below it; a wide note stands under name and figure. */
function row(name: unknown, value: unknown, note: unknown = '', width: 'wide' | '' = '') {
  return html`<div class=${width}><dt>${name}</dt><dd>${value}${note && !width ? html`<small>${note}</small>` : nothing}</dd>
    ${note && width ? html`<dd><small>${note}</small></dd>` : nothing}</div>`
}

/** The figures that are looked at first. */
export function mainRows({ population, poorPopulation, proposals }: ZoneStatistics, isFiltered: boolean) {
  const cost = rupiahShort(proposals.costRupiah)
  return html`
    ${row(zoneText('population'), countText(population), bounds(population))}
    ${row(zoneText('poor'), countText(poorPopulation), bounds(poorPopulation))}
    ${row(zoneText('proposals'), zoneText('proposalsValue', { count: number(proposals.count, 0), cost }), proposalNotes(proposals, isFiltered), 'wide')}`
}

function proposalNotes(
  { withoutCost, atVillagePoint }: ZoneStatistics['proposals'],
  isFiltered: boolean,
): string {
  return [
    isFiltered ? zoneText('filtered') : '',
    withoutCost > 0 ? zoneText('withoutCost', { count: number(withoutCost, 0) }) : '',
    atVillagePoint > 0 ? zoneText('atVillage', { count: number(atVillagePoint, 0) }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

export function otherRows({ services, areaKm2, villages, population }: ZoneStatistics) {
  const { touched, whole } = villages
  const counts = { touched: number(touched, 0), whole: number(whole, 0) }
  return html`
    ${services.length > 0 ? html`<h3>${zoneText('beyond')}</h3><dl>${services.map(serviceRow)}</dl><hr>` : nothing}
    <dl>${row(zoneText('area'), `${number(areaKm2, areaKm2 < 10 ? 2 : 1)} km²`, zoneText('villagesValue', counts))}
    ${row(zoneText('coverage'), percent(population.coveragePercent, 1))}</dl>`
}

/** People beyond the standard. */
function serviceRow({ service, standardMetres, beyond }: ZoneService) {
  const name = html`${codeLabel('service', service)} <small>> ${distance(standardMetres)}</small>`
  return row(name, countText(beyond), bounds(beyond))
}

/** What a package changes in the zone: what it funds here, and who is beyond each standard before and after. */
export function portfolioRows({ portfolio, services }: ZoneStatistics) {
  if (!portfolio) return nothing
  const { proposals, costRupiah, newlyServed } = portfolio
  const funded = zoneText('proposalsValue', { count: number(proposals, 0), cost: rupiahShort(costRupiah) })
  const served = newlyServed === null ? zoneText('unknown') : number(newlyServed, 0)
  return html`<dl>${row(zoneText('funded'), funded)}${row(zoneText('newlyServed'), served)}</dl>
    <table class="change"><caption>${zoneText('beyond')}</caption><thead><tr><td></td><th scope="col">${zoneText('before')}</th><th scope="col">${zoneText('afterPackage')}</th></tr></thead>
    <tbody>${services.map(
      ({ service, beyond, after }) =>
        html`<tr><th scope="row">${codeLabel('service', service)}</th><td>${countText(beyond)}</td><td>${after === undefined || after === null ? '–' : number(after, 0)}</td></tr>`,
    )}</tbody></table>`
}

/** Proposals and rupiah by status, with one bar of their numbers, and by sector, with a bar each. */
export function proposalBars({ proposals }: ZoneStatistics) {
  if (proposals.count === 0) return nothing
  const groups = new Map(proposals.byStatusGroup.map((share) => [share.group, share]))
  const shown = STATUS_GROUPS.filter((group) => (groups.get(group)?.count ?? 0) > 0)
  return html`
    <h3>${zoneText('byStatus')}</h3>
    <div class="stack" aria-hidden="true">${shown.map((group) => html`<i class=${group} style="flex-grow: ${groups.get(group)?.count ?? 0}"></i>`)}</div>
    <ul class="bars">${shown.map((group) => {
      const { count = 0, costRupiah = 0 } = groups.get(group) ?? {}
      return html`<li><span class="key"><i class=${group}></i>${codeLabel('group', group)}</span>${amounts(count, costRupiah)}</li>`
    })}</ul>
    <h3>${zoneText('bySector')}</h3>
    <ul class="bars">${sectorBars(proposals).map(
      ({ name, count, costRupiah, share }) => html`<li><span>${name}</span>${amounts(count, costRupiah)}
        <i class="length" aria-hidden="true" style="width: ${(100 * share).toFixed(1)}%"></i></li>`,
    )}</ul>`
}

function amounts(count: number, costRupiah: number) {
  return html`<span class="figure">${zoneText('proposalsValue', { count: number(count, 0), cost: rupiahShort(costRupiah) })}</span>`
}

function sectorBars({ bySector }: ZoneStatistics['proposals']) {
  const most = Math.max(1, ...bySector.map(({ count }) => count))
  const named = bySector
    .slice(0, MOST_SECTORS)
    .map(({ sector, ...share }) => ({ name: codeLabel('sector', sector), ...share }))
  const rest = bySector.slice(MOST_SECTORS)
  const others = {
    name: `${number(rest.length, 0)} ${zoneText('otherSectors')}`,
    count: rest.reduce((sum, { count }) => sum + count, 0),
    costRupiah: rest.reduce((sum, { costRupiah }) => sum + costRupiah, 0),
  }
  return (rest.length > 0 ? [...named, others] : named).map((bar) => ({
    ...bar,
    share: Math.min(1, bar.count / most),
  }))
}
