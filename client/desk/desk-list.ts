import { html, nothing, type TemplateResult } from 'lit'
import type { DeskItem } from '../../core/api/desk.ts'
import { DESK_TABS, type DeskTab } from '../../core/desk/desk-queue.ts'
import { SECTOR_LABELS } from '../../core/proposal/sector.ts'
import { SOURCE_LABELS } from '../../core/proposal/source.ts'
import { STAGE_LABELS } from '../../core/proposal/stage.ts'
import { statusGroup } from '../../core/proposal/status.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { pick } from '../i18n/translate.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { symbolIcon } from '../panel/symbol-icon.ts'
import { reservePlace } from './card-rules.ts'
import type { DeskStore } from './desk-store.ts'
import { type DeskFilter, filterWith } from './desk-view.ts'
import { actionName, deskText } from './desk-words.ts'
import type { RowState } from './row-state.ts'
import { endsIn, isNearlyOver } from './stage-words.ts'

const DAY_MS = 86_400_000

/** How long a proposal stands where it stands, by the server's clock. */
export function ageOf({ since }: DeskItem, now: string): string {
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY_MS)
  return days < 1 ? deskText('today') : deskText('days', { days: number(days) })
}

export function deskTabs(store: DeskStore): TemplateResult {
  const { head, view } = store
  const tab = (name: DeskTab) => {
    const count = head?.counts?.[name]
    return html`<button type="button" role="tab" id="tab-${name}" aria-controls="queue" aria-selected=${name === view.tab}
      tabindex=${name === view.tab ? 0 : -1} @click=${() => store.show({ tab: name })}>${deskText(name)}
      <b>${count === undefined ? '' : count === null ? '…' : number(count)}</b></button>`
  }
  return html`<div class="tabs" role="tablist" aria-label=${deskText('tabs')} @keydown=${(event: KeyboardEvent) => onTabKey(store, event)}>${DESK_TABS.map(tab)}</div>`
}

/** Arrows go from tab to tab. */
function onTabKey(store: DeskStore, event: KeyboardEvent): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (by === 0) return
  event.preventDefault()
  store.show({ tab: tabBeside(store.view.tab, by) })
  const tabs = event.currentTarget instanceof HTMLElement ? event.currentTarget : null
  tabs?.querySelector<HTMLElement>(`#tab-${store.view.tab}`)?.focus()
}

export function tabBeside(tab: DeskTab, by: 1 | -1): DeskTab {
  const at = DESK_TABS.indexOf(tab) + by
  return DESK_TABS[(at + DESK_TABS.length) % DESK_TABS.length] ?? tab
}

export function deskFilters(store: DeskStore): TemplateResult {
  const { filter } = store.view
  const years = [...new Set(store.items.map(({ year }) => String(year)))].sort()
  const grant = store.head?.grants[store.view.grant - 1]
  const stages = Object.entries(STAGE_LABELS).filter(([stage]) => grant?.stages?.includes(stage) ?? true)
  return html`<div class="filters">
    <label class="search"><span class="hidden">${deskText('search')}</span><input type="search" id="search" placeholder=${deskText('searchHint')}
      .value=${filter.q ?? ''} @input=${(event: InputEvent) => store.showSoon({ filter: filterWith(filter, 'q', textOf(event)) })} /><kbd aria-hidden="true">/</kbd></label>
    ${areaChoice(store)}${agencyChoice(store)}
    ${choice(store, 'source', deskText('source'), [['', deskText('allSources')], ...labelled(Object.entries(SOURCE_LABELS))])}
    ${choice(store, 'sector', deskText('sector'), [['', deskText('allSectors')], ...labelled(Object.entries(SECTOR_LABELS))])}
    ${stages.length > 1 ? choice(store, 'stage', deskText('stage'), [['', deskText('allStages')], ...labelled(stages)]) : nothing}
    ${years.length > 1 || filter.year ? choice(store, 'year', deskText('year'), [['', deskText('allYears')], ...years.map((year): Option => [year, year])]) : nothing}
  </div>`
}

type Option = readonly [value: string, name: string]

const labelled = (entries: [string, { id: string; en: string }][]) =>
  entries.map(([value, label]): Option => [value, pick(label)])

const VILLAGE_PARTS = 4

/** Districts, and villages below the one that was chosen. */
function areaChoice(store: DeskStore) {
  const areas = store.choices?.areas ?? []
  const { area } = store.view.filter
  if (areas.length < 2 && !area) return nothing
  const hasDistricts = areas.some(({ code }) => code.split('.').length < VILLAGE_PARTS)
  const options = areas.map(({ code, name }): Option => {
    const isBelow = hasDistricts && code.split('.').length === VILLAGE_PARTS
    return [code, isBelow ? `– ${name}` : name]
  })
  return choice(store, 'area', deskText('place'), [['', deskText('allAreas')], ...withChosen(options, area)])
}

function agencyChoice(store: DeskStore) {
  const agencies = store.choices?.agencies ?? []
  const { agency } = store.view.filter
  if (agencies.length < 2 && !agency) return nothing
  const options = agencies.map((name): Option => [name, name])
  return choice(store, 'agency', deskText('agency'), [
    ['', deskText('allAgencies')],
    ...withChosen(options, agency),
  ])
}

/** What an address names and the queue no longer holds can still be seen and let go. */
function withChosen(options: readonly Option[], chosen: string | undefined): readonly Option[] {
  if (chosen === undefined || options.some(([value]) => value === chosen)) return options
  return [[chosen, chosen], ...options]
}

function choice(
  store: DeskStore,
  name: Exclude<keyof DeskFilter, 'q'>,
  label: string,
  options: readonly Option[],
): TemplateResult {
  const { filter } = store.view
  const chosen = filter[name] ?? ''
  return html`<select aria-label=${label} @change=${(event: Event) => store.show({ filter: filterWith(filter, name, textOf(event)) })}>
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}</select>`
}

function textOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : ''
}

export function deskList(store: DeskStore): TemplateResult {
  const { items, head } = store
  if (!head || (items.length === 0 && (store.failure || store.loading))) return waitingFor(store)
  if (items.length === 0) return emptyList(store)
  return html`<ul class="rows" aria-label=${deskText('list')} aria-busy=${store.loading}>${items.map((item) => row(store, item, head.now))}</ul>
    ${store.hasMore ? html`<button class="button more" type="button" @click=${() => void store.loadMore()}>${deskText('more')}</button>` : nothing}`
}

function row(store: DeskStore, item: DeskItem, now: string): TemplateResult {
  const { code, title, status, locationQuality, villageName, costRupiah, checks, announced } = item
  const state = store.rows.get(code)
  const flags = checks.filter(({ severity }) => severity !== 'note')
  const place = reservePlace(store, item)
  const ending = item.cycleStage && isNearlyOver(item.cycleStage, now) ? endsIn(item.cycleStage, now) : ''
  const cost = costRupiah === null ? '' : ` · ${rupiahShort(costRupiah)}`
  return html`<li><button type="button" class="row ${state?.kind ?? ''}" data-code=${code} aria-current=${code === store.selected ? 'true' : nothing}
      @click=${() => store.select(code)}>
    ${symbolIcon(statusGroup(status), locationQuality, 18)}
    <span class="name">${title}</span><span class="age">${ageOf(item, now)}</span>
    <span class="note">${villageName ?? deskText('unknown')}${cost}${store.view.tab === 'done' && !announced ? ` · ${deskText('unannounced')}` : ''}</span>
    ${ending && !state && store.view.tab !== 'done' ? html`<span class="flag">${deskText('closesSoon', { left: ending })}</span>` : nothing}
    ${state ? html`<span class="outcome ${state.kind}">${outcome(state)}</span>` : nothing}
    ${place ? html`<span class="flag">${deskText('reserveAt', { place: number(place) })}</span>` : nothing}
    ${flags.length > 0 && !state ? html`<span class="flag ${flags[0]?.severity}">${flags.length > 1 ? `${flags.length} · ` : ''}${pick(flags[0]?.label ?? { id: '', en: '' })}</span>` : nothing}
  </button></li>`
}

function outcome(state: RowState): string {
  const name = actionName(state.sent.terms.action)
  if (state.kind === 'done') return `✓ ${name}`
  if (state.kind === 'sending') return `${name}: ${deskText('stateSending')}`
  if (state.kind === 'waits') return `${name}: ${deskText('stateWaits')}`
  return `${name}: ${deskText(state.kind === 'conflict' ? 'stateConflict' : 'stateRefused')}`
}

function waitingFor(store: DeskStore): TemplateResult {
  if (!store.failure)
    return html`<div class="state" role="status"><div class="spinner"></div>${deskText('loading')}</div>`
  return html`<div class="state error" role="alert"><strong>${deskText('failed')}</strong><p>${describeFailure(store.failure)}</p>
    <button class="button main" type="button" @click=${() => void store.load()}>${deskText('retry')}</button></div>`
}

function emptyList(store: DeskStore): TemplateResult {
  const { tab, filter } = store.view
  const isFiltered = Object.keys(filter).length > 0
  return html`<div class="state"><strong>${deskText(tab === 'waiting' && !isFiltered ? 'emptyWaiting' : 'emptyOther')}</strong>
    ${isFiltered ? html`<p>${deskText('emptyFiltered')}</p><button class="button" type="button" @click=${() => store.show({ filter: {} })}>${deskText('clearFilter')}</button>` : nothing}</div>`
}

/** A queue by the bounds of its grant. */
export function queueName({
  area,
  agency,
  stages,
  years,
}: NonNullable<DeskStore['head']>['grants'][number]): string {
  const parts = [
    agency ?? area ?? deskText('wholeRegion'),
    ...(agency && area ? [area] : []),
    ...(stages ?? []).map((stage) => codeLabel('stage', stage)),
    ...(years ?? []).map(String),
  ]
  return parts.join(' · ')
}
