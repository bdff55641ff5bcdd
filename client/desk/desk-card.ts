import { html, nothing, type TemplateResult } from 'lit'
import type { DeskItem } from '../../core/api/desk.ts'
import type { OfficeDecision } from '../../core/api/office-state.ts'
import type { ProposalCheck } from '../../core/desk/check-proposal.ts'
import { DECISION_ROLE_LABELS } from '../../core/proposal/decision.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { statusGroup } from '../../core/proposal/status.ts'
import { sitePath } from '../api/site-path.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { number, rupiah, rupiahShort } from '../i18n/format-value.ts'
import { moment } from '../i18n/moment.ts'
import { pick } from '../i18n/translate.ts'
import { symbolIcon } from '../panel/symbol-icon.ts'
import { ceilingBars, officeChecks } from './card-rules.ts'
import { forwardOf } from './desk-keys.ts'
import { ageOf } from './desk-list.ts'
import type { DeskStore } from './desk-store.ts'
import { actionName, deskText } from './desk-words.ts'
import type { RowState } from './row-state.ts'
import { isEnding, stageWords } from './stage-words.ts'

/** A proposal as a verifier asks: what, why, where, how much, for whom; then what a machine found. */
export function deskCard(store: DeskStore, item: DeskItem): TemplateResult {
  const { title, problem, code, year, status, stage } = item
  const now = store.head?.now ?? item.since
  const asked = { code, year }
  return html`<article class="card">
    <p class="note top"><span>${asked.code} · ${asked.year}</span><a href=${sitePath(`/usulan/${encodeURIComponent(code)}`)} target="_blank" rel="noopener">${deskText('openPage')}</a></p>
    <h2 id="card-title" tabindex="-1">${title}</h2>
    <p class="status">${symbolIcon(statusGroup(status), 'point', 18)}<strong>${codeLabel('status', status)}</strong>
      <span class="note">${codeLabel('stage', stage)} · ${deskText('since', { days: ageOf(item, now) })}${item.announced ? '' : ` · ${deskText('unannounced')}`}</span></p>
    ${stageLine(item, now)}${trouble(store, item)}
    ${problem ? html`<p class="why">${problem}</p>` : nothing}
    <dl>${facts(item)}</dl>
    ${officeChecks(store, item)}${ceilingBars(store, item)}${checkList(item.checks)}
  </article>`
}

function stageLine({ cycleStage }: DeskItem, now: string) {
  if (!cycleStage) return nothing
  const isUrgent = cycleStage.opening !== 'open' || isEnding(cycleStage, now)
  return html`<p class="stage ${isUrgent ? 'urgent' : ''}">${stageWords(cycleStage, now)}</p>`
}

function facts(item: DeskItem): TemplateResult[] {
  const { villageName, districtName, address, costRupiah, askedRupiah, volume, unit, beneficiaries } = item
  const place = [villageName, districtName].filter(Boolean).join(', ') || deskText('unknown')
  const isOther = askedRupiah !== null && askedRupiah !== costRupiah
  const exact = costRupiah !== null && costRupiah >= 1e6 && costRupiah % 1e5 !== 0 ? rupiah(costRupiah) : ''
  const source = [codeLabel('source', item.source), item.proposerGroup].filter(Boolean).join(' · ')
  return [
    fact(deskText('place'), place, address ?? ''),
    fact(
      deskText('cost'),
      costRupiah === null ? deskText('unknown') : rupiahShort(costRupiah),
      isOther ? deskText('asked', { cost: rupiahShort(askedRupiah) }) : exact,
    ),
    fact(deskText('volume'), volume === null ? deskText('unknown') : `${number(volume, 2)} ${unit ?? ''}`),
    ...(beneficiaries === null ? [] : [fact(deskText('people'), number(beneficiaries))]),
    fact(deskText('agency'), item.agency ?? deskText('unknown'), codeLabel('sector', item.sector)),
    fact(deskText('source'), source),
  ]
}

function fact(name: string, value: string, note = ''): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}${note ? html`<small>${note}</small>` : nothing}</dd></div>`
}

function checkList(checks: readonly ProposalCheck[]): TemplateResult {
  const names = { error: 'severityError', warning: 'severityWarning', note: 'severityNote' } as const
  return html`<section class="checks"><h3>${deskText('checks')}</h3>
    ${checks.length === 0 ? html`<p class="note">${deskText('checksFine')}</p>` : nothing}
    <ul>${checks.map(({ severity, label }) => html`<li class=${severity}><span class="mark">${deskText(names[severity])}</span> ${pick(label)}</li>`)}</ul></section>`
}

/** What stands between a decision of this page and the server. */
function trouble(store: DeskStore, { code, cycleStage }: DeskItem) {
  const state = store.rows.get(code)
  if (!state || state.kind === 'done' || state.kind === 'sending') return nothing
  if (state.kind === 'waits')
    return html`<div class="banner" role="status"><p>${deskText('stateWaits')}: ${actionName(state.sent.terms.action)}${reasonOf(state)}</p>
      <button class="button" type="button" @click=${() => store.flush()}>${deskText('sendNow')}</button></div>`
  if (state.kind === 'refused' && state.isClosed) {
    const again = deskText('sendAgain', { action: actionName(state.sent.terms.action).toLowerCase() })
    return html`<div class="banner error" role="alert"><p>${deskText('closedMeanwhile')}${reasonOf(state)}</p>
      <button class="button" type="button" @click=${() => void store.decideAnyway(code)}>${again}</button>
      ${cycleStage ? html`<a class="button" href=${sitePath(`/siklus?tahun=${cycleStage.planYear}`)} target="_blank" rel="noopener">${deskText('seeCycle')}</a>` : nothing}${letGo(store, code)}</div>`
  }
  if (state.kind === 'refused')
    return html`<div class="banner error" role="alert"><p>${deskText('refused', { why: state.why })}${reasonOf(state)}</p>
      ${state.isSignedOut ? html`<a class="button main" href=${sitePath(`/masuk?lanjut=${encodeURIComponent('/meja')}`)}>${deskText('signIn')}</a>` : nothing}
      ${lookAgain(store, code)}${letGo(store, code)}</div>`
  return conflict(store, code, state)
}

function conflict(
  store: DeskStore,
  code: string,
  state: Extract<RowState, { kind: 'conflict' }>,
): TemplateResult {
  const { meanwhile, sent } = state
  const words = meanwhile?.status
    ? deskText('conflict', {
        by: meanwhile.by ?? '–',
        at: meanwhile.at ? moment(meanwhile.at) : '–',
        status: codeLabel('status', meanwhile.status),
      })
    : deskText('conflictPlain')
  const again = deskText('decideAnyway', { action: actionName(sent.terms.action).toLowerCase() })
  return html`<div class="banner error" role="alert"><p>${words}${reasonOf(state)}</p>${lookAgain(store, code)}
    <button class="button" type="button" @click=${() => void store.decideAnyway(code)}>${again}</button>${letGo(store, code)}</div>`
}

function reasonOf({ sent }: RowState): TemplateResult | typeof nothing {
  const { reason } = sent.terms
  return reason ? html` <q>${reason}</q>` : nothing
}

function lookAgain(store: DeskStore, code: string): TemplateResult {
  return html`<button class="button" type="button" @click=${() => void store.lookAgain(code)}>${deskText('lookAgain')}</button>`
}

function letGo(store: DeskStore, code: string): TemplateResult {
  return html`<button class="button" type="button" @click=${() => store.discard(code)}>${deskText('discard')}</button>`
}

/** Buttons in the order of the hand; each with its key. */
const BUTTONS: readonly (readonly [action: ProposalAction, key: string])[] = [
  ['verify', 'V'],
  ['pass-on', 'F'],
  ['return', 'R'],
  ['reject', 'T'],
  ['postpone', 'P'],
]

export function actionBar(
  store: DeskStore,
  item: DeskItem,
  act: (action: ProposalAction) => void,
): TemplateResult {
  const { actions } = item
  const forward = forwardOf(actions)
  const state = store.rows.get(item.code)
  if (state && state.kind !== 'done')
    return html`<div class="bar" role="group" aria-label=${deskText('bulkAction')}><p class="note">${actionName(state.sent.terms.action)}: ${deskText(STATES[state.kind])}</p></div>`
  const button = (action: ProposalAction, key: string, main = false) =>
    html`<button class="button ${main ? 'main' : ''}" type="button" data-action=${action} @click=${() => act(action)}>${actionName(action)}${key ? html` <kbd>${key}</kbd>` : nothing}</button>`
  const rest = actions.filter((action) => action !== forward && !BUTTONS.some(([known]) => known === action))
  return html`<div class="bar" role="group" aria-label=${deskText('bulkAction')}>
    ${forward ? button(forward, 'A', true) : nothing}
    ${BUTTONS.filter(([action]) => actions.includes(action)).map(([action, key]) => button(action, key))}
    ${rest.length > 0 || forward === 'accept' ? moreActions(store, rest, forward, act) : nothing}
    ${actions.length === 0 ? html`<p class="note">${deskText('noActions')}</p>` : nothing}</div>`
}

const STATES = {
  sending: 'stateSending',
  waits: 'stateWaits',
  conflict: 'stateConflict',
  refused: 'stateRefused',
} as const

function moreActions(
  store: DeskStore,
  rest: readonly ProposalAction[],
  forward: ProposalAction | undefined,
  act: (action: ProposalAction) => void,
): TemplateResult {
  const choose = (event: Event) => {
    const { target } = event
    if (!(target instanceof HTMLSelectElement)) return
    const { value } = target
    target.value = ''
    const action = rest.find((known) => known === value)
    if (action) act(action)
    else if (forward && value === 'changed') store.open(forward)
  }
  return html`<select class="rest" aria-label=${deskText('otherActions')} @change=${choose}>
    <option value="">${deskText('otherActions')}…</option>
    ${forward === 'accept' ? html`<option value="changed">${deskText('acceptChanged')}</option>` : nothing}
    ${rest.map((action) => html`<option value=${action}>${actionName(action)}</option>`)}</select>`
}

export function historyList(history: readonly OfficeDecision[] | null): TemplateResult {
  if (!history) return html`<p class="note" aria-busy="true">…</p>`
  if (history.length === 0) return html`<p class="note">${deskText('historyNone')}</p>`
  return html`<ol class="history">${history.toReversed().map(
    ({ decision, action, role, stage, reason, by, at, announcedAt, costRupiah, checklist }) => html`<li>
      <strong>${action === 'undo' ? deskText('undo') : codeLabel('decision', decision)}</strong>
      <span class="note">${[pick(DECISION_ROLE_LABELS[role]), codeLabel('stage', stage), by, at ? moment(at) : ''].filter(Boolean).join(' · ')}${announcedAt ? '' : ` · ${deskText('unannounced')}`}</span>
      ${costRupiah === null ? nothing : html`<span class="note">${rupiahShort(costRupiah)}</span>`}
      ${checklist.length > 0 ? html`<span class="note">${deskText('tickedList', { items: checklist.map(({ label }) => pick(label)).join('; ') })}</span>` : nothing}
      ${reason ? html`<p>${reason}</p>` : nothing}</li>`,
  )}</ol>`
}
