import { html, nothing } from 'lit'
import { STATUS_GROUPS } from '../../../../core/proposal/status.ts'
import { codeLabel } from '../../../i18n/code-labels.ts'
import { distance, number, rupiahShort } from '../../../i18n/format-value.ts'
import type { ZoneCount, ZoneService, ZoneStatistics } from '../desk/zone-statistics.ts'
import { zoneText } from '../zone-words.ts'

/** Sectors with a bar of their own; the others share one. */
const MOST_SECTORS = 4

export function countText({ value, below }: ZoneCount): string {
  if (below !== undefined) return zoneText('below', { below: number(below, 0) })
  return value === null ? zoneText('unknown') : number(value, 0)
}

/** Between which figures the truth lies, where that is more than one figure. */
function bounds({ value, low, high }: ZoneCount) {
  if (value === null || low === null || high === null || low === high) return ''
  const ends = { low: number(low, 0), high: number(high, 0) }
  return html`<span aria-label=${zoneText('bounds', ends)} role="img" title=${zoneText('bounds', ends)}>${ends.low}–${ends.high}</span>`
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
    ${row(zoneText('coverage'), `${number(population.coveragePercent, 1)} %`)}</dl>`
}

/** People beyond the standard, and after the portfolio where there is one. */
function serviceRow({ service, standardMetres, beyond, after }: ZoneService) {
  const name = html`${codeLabel('service', service)} <small>> ${distance(standardMetres)}</small>`
  const before = countText(beyond)
  const value =
    after === undefined || after === null
      ? before
      : html`${before} <span role="img" aria-label=${zoneText('becomes')}>→</span> ${number(after, 0)}`
  return row(name, value)
}

/** Proposals by status as one bar with its key, and by sector as a bar each. */
export function proposalBars({ proposals }: ZoneStatistics) {
  if (proposals.count === 0) return nothing
  const groups = new Map(proposals.byStatusGroup.map((share) => [share.group, share]))
  const shown = STATUS_GROUPS.filter((group) => (groups.get(group)?.count ?? 0) > 0)
  return html`
    <h3>${zoneText('byStatus')}</h3>
    <div class="stack" aria-hidden="true">${shown.map((group) => html`<i class=${group} style="flex-grow: ${groups.get(group)?.count ?? 0}"></i>`)}</div>
    <ul class="key">${shown.map((group) => html`<li><i class=${group}></i>${codeLabel('group', group)} <b>${number(groups.get(group)?.count ?? 0, 0)}</b></li>`)}</ul>
    <h3>${zoneText('bySector')}</h3>
    <ul class="bars">${sectorBars(proposals).map(
      ({
        name,
        count,
        costRupiah,
        share,
      }) => html`<li><span>${name}</span><span class="figure">${number(count, 0)} · ${rupiahShort(costRupiah)}</span>
        <i aria-hidden="true" style="width: ${(100 * share).toFixed(1)}%"></i></li>`,
    )}</ul>`
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
