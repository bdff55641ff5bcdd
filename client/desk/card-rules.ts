import { html, nothing, type TemplateResult } from 'lit'
import type { CeilingUseAnswer } from '../../core/api/cycle.ts'
import type { DeskItem } from '../../core/api/desk.ts'
import type { ChecklistItem } from '../../core/cycle/stage-rules.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { moment } from '../i18n/moment.ts'
import { pick } from '../i18n/translate.ts'
import type { DeskStore } from './desk-store.ts'
import { deskText } from './desk-words.ts'

/** What people look at in this stage: ticked here, and sent with the decision. */
export function officeChecks(store: DeskStore, item: DeskItem) {
  const { checklist = [] } = store.rules.of(item.cycleStage) ?? {}
  if (checklist.length === 0) return nothing
  const isDemanded = store.demanded === item.code
  return html`<fieldset class="people"><legend>${deskText('checklist')}</legend>
    ${isDemanded ? html`<p class="fault" role="alert">${deskText('tickFirst')}</p>` : nothing}
    ${checklist.map((one, at) => checkItem(store, item, { ...one, at }))}</fieldset>`
}

function checkItem(
  store: DeskStore,
  item: DeskItem,
  { key, label, required, at }: ChecklistItem & { at: number },
): TemplateResult {
  const earlier = item.ticks.find((tick) => tick.key === key)
  const isTicked = store.tickedOf(item).has(key)
  return html`<label><input type="checkbox" .checked=${isTicked} ?disabled=${earlier !== undefined} ?data-missing=${required === true && !isTicked}
      @change=${() => store.tick(item, key)} /><span>${pick(label)}${required ? html` <em>(${deskText('demanded')})</em>` : nothing}</span>
    <kbd aria-hidden="true">${at + 1}</kbd>
    ${earlier ? html`<span class="note">${deskText('tickedBy', { by: earlier.by ?? '–', at: moment(earlier.at) })}</span>` : nothing}</label>`
}

/** How much of the ceilings that a proposal lies under is used up, and what accepting it would make of it. */
export function ceilingBars(store: DeskStore, item: DeskItem) {
  const ceilings = store.rules.ceilingsOf(item)
  if (ceilings.length === 0) return nothing
  return html`<section class="ceilings"><h3>${deskText('ceilings')}</h3><ul>${ceilings.map((one) => ceilingBar(item, one))}</ul></section>`
}

function ceilingBar(item: DeskItem, ceiling: CeilingUseAnswer): TemplateResult {
  const { rupiah, acceptedRupiah, leftRupiah, reserve } = ceiling
  const isAccepted = item.status === 'accepted' || reserve.includes(item.code)
  const own = isAccepted ? 0 : (item.costRupiah ?? 0)
  const share = (part: number) =>
    `${Math.min(100, Math.max(0, (part / Math.max(rupiah, 1)) * 100)).toFixed(1)}%`
  const used = Math.min(acceptedRupiah, rupiah)
  const left =
    leftRupiah >= 0
      ? deskText('ceilingLeft', { left: rupiahShort(leftRupiah) })
      : deskText('ceilingOver', { over: rupiahShort(-leftRupiah) })
  const waiting =
    reserve.length > 0 ? ` · ${deskText('ceilingReserve', { count: number(reserve.length) })}` : ''
  return html`<li><span>${nameOf(item, ceiling)}</span><span class=${leftRupiah < 0 ? 'over' : ''}>${left}</span>
    <span class="meter ${leftRupiah < 0 ? 'full' : ''}" aria-hidden="true"><i style="width:${share(used)}"></i><i class="own" style="width:${share(Math.min(own, rupiah - used))}"></i></span>
    <span class="note">${deskText('ceilingUse', { used: rupiahShort(acceptedRupiah), rupiah: rupiahShort(rupiah) })}${waiting}</span>
    ${fate(item, ceiling, own)}</li>`
}

function fate({ code }: DeskItem, { roomRupiah, reserve }: CeilingUseAnswer, own: number) {
  const at = reserve.indexOf(code)
  if (at >= 0) return html`<span class="note over">${deskText('reserveAt', { place: number(at + 1) })}</span>`
  if (own <= 0 || own <= roomRupiah) return nothing
  return html`<span class="note over">${deskText('wouldBeReserve', { place: number(reserve.length + 1) })}</span>`
}

function nameOf(
  { districtName, villageCode, villageName }: DeskItem,
  { area, agency }: CeilingUseAnswer,
): string {
  const place =
    area === villageCode ? villageName : area && villageCode?.startsWith(area) ? districtName : area
  return [area ? (place ?? area) : '', agency ?? ''].filter(Boolean).join(' · ')
}

/** The place in reserve of what was accepted beyond a ceiling, from 1; 0 of what was not. */
export function reservePlace(store: DeskStore, item: DeskItem): number {
  return Math.max(0, ...store.rules.ceilingsOf(item).map(({ reserve }) => reserve.indexOf(item.code) + 1))
}
