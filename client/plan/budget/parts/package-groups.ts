import { html, nothing } from 'lit'
import type { GroupLine, GroupTable } from '../../../../core/api/portfolio.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { conditionText } from '../condition-words.ts'
import { packageText } from '../package-words.ts'

/** Groups that are shown at once; villages are many. */
const FEW = 12

/** What goes to each district, agency, sector and whatever else conditions name, beside its floor and its ceiling. */
export function groupsPart(tables: readonly GroupTable[]) {
  return tables.map((table) => groupTable(table))
}

function groupTable({ by, lines }: GroupTable) {
  const told = lines.filter((line) => line.count > 0 || isLimited(line))
  const silent = lines.length - told.length
  const has = (name: 'minimumRupiah' | 'limitRupiah') => told.some((line) => line[name] !== null)
  const columns = { least: has('minimumRupiah'), most: has('limitRupiah') }
  const full = Math.max(
    1,
    ...told.flatMap((line) => [line.spentRupiah, line.minimumRupiah ?? 0, line.limitRupiah ?? 0]),
  )
  const rows = (some: readonly GroupLine[]) => some.map((line) => row(line, columns, full))
  const head = (name: 'groupCount' | 'groupSpent' | 'groupLeast' | 'groupMost') =>
    html`<th scope="col">${packageText(name)}</th>`
  const table = (
    some: readonly GroupLine[],
  ) => html`<table class="groups"><thead><tr><th scope="col">${packageText('group')}</th>${head('groupCount')}${head('groupSpent')}
      ${columns.least ? head('groupLeast') : nothing}${columns.most ? head('groupMost') : nothing}</tr></thead><tbody>${rows(some)}</tbody></table>`
  const more = told.slice(FEW)
  return html`<section><h3>${packageText('groups', { group: conditionText(by) })}</h3>
    ${table(told.slice(0, FEW))}
    ${more.length > 0 ? html`<details><summary>${packageText('groupsMore', { count: number(more.length) })}</summary>${table(more)}</details>` : nothing}
    ${silent > 0 ? html`<p class="note">${packageText('groupsNone', { count: number(silent) })}</p>` : nothing}</section>`
}

function isLimited({ minimumRupiah, limitRupiah, minimumCount, maximumCount }: GroupLine): boolean {
  return [minimumRupiah, limitRupiah, minimumCount, maximumCount].some((bound) => bound !== null)
}

function row(line: GroupLine, columns: { least: boolean; most: boolean }, full: number) {
  const { spentRupiah, minimumRupiah, limitRupiah } = line
  const at = (rupiah: number) => `${(100 * rupiah) / full}%`
  const spent = rupiahShort(spentRupiah)
  const mark = (rupiah: number | null, kind: string) =>
    rupiah === null
      ? nothing
      : html`<u class=${kind} style="inset-inline-start: calc(${at(rupiah)} - 1px)"></u>`
  const amount = (rupiah: number | null) => html`<td>${rupiah === null ? '–' : rupiahShort(rupiah)}</td>`
  return html`<tr><th scope="row">${pick(line.label)}</th><td>${number(line.count)}${countBounds(line)}</td>
    <td>${spent}<span class="span" role="img" aria-label=${packageText('groupBar', { spent })}><i style="width: ${at(spentRupiah)}"></i>${mark(minimumRupiah, 'least')}${mark(limitRupiah, 'most')}</span></td>
    ${columns.least ? amount(minimumRupiah) : nothing}${columns.most ? amount(limitRupiah) : nothing}</tr>`
}

/** “ (3–10)”: how many proposals conditions allow. */
function countBounds({ minimumCount, maximumCount }: GroupLine): string {
  if (minimumCount === null && maximumCount === null) return ''
  if (maximumCount === null) return ` (≥ ${number(minimumCount ?? 0)})`
  return minimumCount === null
    ? ` (≤ ${number(maximumCount)})`
    : ` (${number(minimumCount)}–${number(maximumCount)})`
}
