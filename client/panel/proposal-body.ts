import { html, nothing, type TemplateResult } from 'lit'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import { chainSteps } from '../../core/proposal/chain-steps.ts'
import { fillPlaces } from '../../core/proposal/label.ts'
import { AGENCY_IN_CHARGE, NO_REASON, refusalOf } from '../../core/proposal/refusal.ts'
import { statusGroup } from '../../core/proposal/status.ts'
import { sitePath } from '../api/site-path.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { date, distance, number, rupiah, rupiahShort } from '../i18n/format-value.ts'
import { pick, t } from '../i18n/translate.ts'
import { symbolIcon } from './symbol-icon.ts'

/** A proposal as a person asks: what, why, where, how much, for whom, how far from the standard, where it stands. */
export function proposalBody(proposal: ProposalDetail, isOffice = false): TemplateResult {
  const { status } = proposal
  return html`<div class="body">
    ${proposal.problem ? html`<p class="why">${proposal.problem}</p>` : nothing}
    <p class="status">${symbolIcon(statusGroup(status), 'point', 20)}${codeLabel('status', status)}</p>
    ${refusal(proposal)}
    ${locationHint(proposal)}
    <dl>
      ${fact(t('cardWhere'), place(proposal), proposal.address ?? '')}
      ${fact(t('cardCost'), proposal.costRupiah === null ? t('cardUnknown') : rupiahShort(proposal.costRupiah), fullCost(proposal))}
      ${proposal.volume ? fact(t('cardVolume'), `${number(proposal.volume, 2)} ${proposal.unit ?? ''}`) : nothing}
      ${people(proposal)}
      ${nearest(proposal)}
      ${fact(t('cardSector'), codeLabel('sector', proposal.sector))}
      ${fact(t('cardSource'), codeLabel('source', proposal.source), proposal.agency ?? '')}
    </dl>
    ${chain(proposal)}
    <div class="actions"><a class="button main" href=${sitePath(`/usulan/${encodeURIComponent(proposal.code)}`)}>${t('cardOpen')}</a>${isOffice ? planLink(proposal) : nothing}</div>
  </div>`
}

/** Refused, sent back or put off: why, in full sight, or that nobody has said. */
function refusal(proposal: ProposalDetail) {
  const refused = refusalOf(proposal)
  if (!refused) return nothing
  const { title, decision: last } = refused
  const when = last?.at ? date(last.at) : ''
  const where = last ? [codeLabel('stage', last.stage), when].filter(Boolean).join(' · ') : ''
  return html`<div class="refusal ${proposal.status}"><h3>${pick(title)}</h3>
    <p>${last?.reason || fillPlaces(pick(NO_REASON), { agency: proposal.agency ?? pick(AGENCY_IN_CHARGE) })}</p>
    ${last?.reason && where ? html`<p class="note">${where}</p>` : nothing}</div>`
}

function planLink({ code, year }: ProposalDetail) {
  const query = new URLSearchParams({ year: String(year), usulan: code })
  return html`<a class="button" href=${sitePath(`/rencana?${query}`)}>${t('cardPlan')}</a>`
}

function fact(name: string, value: string | TemplateResult, note = '') {
  return html`<dt>${name}</dt><dd>${value}${note ? html`<small>${note}</small>` : nothing}</dd>`
}

function place({ villageName, districtName }: ProposalDetail): string {
  return [villageName, districtName].filter(Boolean).join(', ') || t('cardUnknown')
}

/** The exact amount only where the short one has lost something. */
function fullCost({ costRupiah }: ProposalDetail): string {
  return costRupiah !== null && costRupiah >= 1_000_000 && costRupiah % 100_000 !== 0
    ? rupiah(costRupiah)
    : ''
}

function people({ beneficiaries, village }: ProposalDetail) {
  if (beneficiaries !== null) return fact(t('cardFor'), t('cardPeople', { count: number(beneficiaries) }))
  if (!village?.population) return nothing
  const { poorPopulation, poorWithheld } = village
  const count = poorPopulation === null ? '' : ` · ${t('cardPoor', { count: number(poorPopulation) })}`
  const poor = poorPopulation === null && poorWithheld ? ` · ${t('cardPoorWithheld')}` : count
  return fact(t('cardVillagePeople'), t('cardPeople', { count: number(village.population) }) + poor)
}

function nearest({ service, nearestFacilityMetres, standardMetres, beyondStandard }: ProposalDetail) {
  if (!service || nearestFacilityMetres === null) return nothing
  const standard = { distance: distance(standardMetres ?? 0) }
  const badge = beyondStandard
    ? html` <span class="badge warn">${t('cardBeyond', standard)}</span>`
    : html` <span class="badge">${t('cardWithin', standard)}</span>`
  const name = t('cardNearest', { service: codeLabel('service', service) })
  return fact(name, html`${distance(nearestFacilityMetres)}${standardMetres === null ? nothing : badge}`)
}

function locationHint({ locationQuality, suggestion }: ProposalDetail) {
  if (locationQuality === 'area')
    return html`<p class="hint">${t('qualityArea')}. ${t('qualityAreaHint')}</p>`
  if (locationQuality === 'none')
    return html`<p class="hint">${t('qualityNone')}. ${t('qualityNoneHint')}</p>`
  if (locationQuality !== 'conflict') return nothing
  return html`<p class="hint">${t('qualityConflict')}. ${suggestion?.text ? pick(suggestion.text) : t('qualityConflictHint')}</p>`
}

/** A bar of the forums with the present one in words; every decision with its reason on demand. No label can collide. */
function chain(proposal: ProposalDetail) {
  const { stage: present, status, decisions } = proposal
  const steps = chainSteps(proposal)
  const now = steps.findIndex(({ stage }) => stage === present)
  return html`<div>
      <div class="steps" aria-hidden="true">
        ${steps.map(({ state }) => html`<i class=${state}></i>`)}
      </div>
      <p class="stage"><strong>${codeLabel('stage', present)}</strong>
        <span class="note">${t('cardStage', { index: now + 1, count: steps.length })}</span></p>
    </div>
    <details ?open=${decisions.some(({ reason, decision }) => reason && decision !== status)}><summary>${t('cardHistory')}</summary>
      ${decisions.length ? html`<ol class="history">${decisions.map(decisionRow)}</ol>` : html`<p class="note">${t('cardNoHistory')}</p>`}
    </details>`
}

function decisionRow({ stage, decision, reason, at }: ProposalDetail['decisions'][number]) {
  const meta = [codeLabel('decision', decision), at ? date(at) : ''].filter(Boolean).join(' · ')
  return html`<li><strong>${codeLabel('stage', stage)}</strong><span class="note">${meta}</span>
    ${reason ? html`<p>${t('cardReason')}: ${reason}</p>` : nothing}</li>`
}
