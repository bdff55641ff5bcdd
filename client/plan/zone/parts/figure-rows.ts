import { html, nothing } from 'lit'
import { STATUS_GROUPS } from '../../../../core/proposal/status.ts'
import { codeLabel } from '../../../i18n/code-labels.ts'
import { distance, number, rupiahShort } from '../../../i18n/format-value.ts'
import type { ZoneCount, ZoneService, ZoneStatistics } from '../desk/zone-statistics.ts'
import { zoneText } from '../zone-words.ts'

/** Sectors with a bar of their own; the others share one. */
const MOST_SECTORS = 5

export function countText({ value, below }: ZoneCount): string {
  if (below !== undefined) return zoneText('below', { below: number(below, 0) })
  return value === null ? zoneText('unknown') : number(value, 0)
}

/** Between which figures the truth lies, where that is more than one figure. */
export function boundsText({ value, low, high }: ZoneCount): string {
  if (value === null || low === null || high === null || low === high) return ''
  return zoneText('bounds', { low: number(low, 0), high: number(high, 0) })
}

function row(name: unknown, value: unknown, note: unknown = '') {
  return html`<div><dt>${name}</dt><dd>${value}${note ? html`<small>${note}</small>` : nothing}</dd></div>`
}

/** The figures that are looked at first. */
export function mainRows({ population, poorPopulation, proposals }: ZoneStatistics) {
  const cost = rupiahShort(proposals.costRupiah)
  return html`
    ${row(zoneText('population'), countText(population), boundsText(population))}
    ${row(zoneText('poor'), countText(poorPopulation), boundsText(poorPopulation))}
    ${row(zoneText('proposals'), zoneText('proposalsValue', { count: number(proposals.count, 0), cost }), proposalNotes(proposals))}`
}

function proposalNotes({ withoutCost, atVillagePoint }: ZoneStatistics['proposals']): string {
  return [
    withoutCost > 0 ? zoneText('withoutCost', { count: number(withoutCost, 0) }) : '',
    atVillagePoint > 0 ? zoneText('atVillage', { count: number(atVillagePoint, 0) }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

export function otherRows(figures: ZoneStatistics) {
  const { services, areaKm2, villages, population } = figures
  const { touched, whole } = villages
  return html`
    ${services.map(serviceRow)}
    ${row(zoneText('villagesTouched'), zoneText('villagesValue', { touched: number(touched, 0), whole: number(whole, 0) }))}
    ${row(zoneText('area'), `${number(areaKm2, areaKm2 < 10 ? 2 : 1)} km²`)}
    ${row(zoneText('coverage'), `${number(population.coveragePercent, 1)} %`)}`
}

/** People beyond the standard, and after the portfolio where there is one. */
function serviceRow({ service, standardMetres, beyond, after }: ZoneService) {
  const name = zoneText('beyond', { service: codeLabel('service', service) })
  const before = countText(beyond)
  const value =
    after === undefined || after === null
      ? before
      : html`${before} <span aria-label=${zoneText('becomes')}>→</span> <b>${number(after, 0)}</b>`
  return row(name, value, zoneText('beyondNote', { distance: distance(standardMetres) }))
}

/** Proposals by status as one bar with its key, and by sector as a bar each. */
export function proposalBars({ proposals }: ZoneStatistics) {
  if (proposals.count === 0) return nothing
  const groups = new Map(proposals.byStatusGroup.map((share) => [share.group, share]))
  const shown = STATUS_GROUPS.filter((group) => (groups.get(group)?.count ?? 0) > 0)
  return html`
    <h4>${zoneText('byStatus')}</h4>
    <div class="stack" aria-hidden="true">${shown.map((group) => html`<i class=${group} style="flex-grow: ${groups.get(group)?.count ?? 0}"></i>`)}</div>
    <ul class="key">${shown.map((group) => html`<li><i class=${group}></i>${codeLabel('group', group)} <b>${number(groups.get(group)?.count ?? 0, 0)}</b></li>`)}</ul>
    <h4>${zoneText('bySector')}</h4>
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
