import { type ChainStep, chainSteps } from '../../../core/proposal/chain-steps.ts'
import { DECISION_ROLE_LABELS, type ProposalDecision } from '../../../core/proposal/decision.ts'
import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { AGENCY_IN_CHARGE, NO_REASON, refusalOf } from '../../../core/proposal/refusal.ts'
import { STAGE_LABELS } from '../../../core/proposal/stage.ts'
import { STATUS_LABELS } from '../../../core/proposal/status.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { groupOf, icons, symbolIcon } from '../symbols.ts'
import { chainWords } from './chain-words.ts'
import type { ProposalView } from './proposal-view.ts'

/** The forums from top to bottom: one line each, so that no label can run into another at any width. */
export function renderChain(view: ProposalView, language: Language): Html {
  return html`<section class="chain" aria-labelledby="chain">
<h2 id="chain">${say(chainWords.title, language)}</h2>
<ol>
${handedIn(view, language)}
${chainSteps(view).map((step) => stepItem(step, view, language))}
</ol>
</section>`
}

function handedIn({ proposedOn, proposerGroup }: ProposalView, language: Language): Html {
  const who =
    proposerGroup && html` <span class="who">${say(chainWords.by, language, { who: proposerGroup })}</span>`
  const when = proposedOn
    ? html`<time datetime="${proposedOn}">${formatDay(proposedOn, language)}</time>`
    : html`<span class="state">${say(chainWords.unrecorded, language)}</span>`
  return html`<li class="${proposedOn ? 'past' : 'unrecorded'}"><span class="marker">${proposedOn && icons.tick}</span>
<p class="step"><strong>${say(chainWords.submitted, language)}</strong>${who} ${when}</p></li>`
}

function stepItem({ stage, state, decisions }: ChainStep, view: ProposalView, language: Language): Html {
  const here = state === 'now' || state === 'ended' || state === 'stopped' || state === 'returned'
  const marker = here ? symbolIcon(groupOf(view.status), 'point', 24) : state === 'past' && icons.tick
  const current = here ? html` aria-current="step"` : null
  return html`<li class="${state}${here && ' here'}"${current}><span class="marker">${marker}</span>
<p class="step"><strong>${STAGE_LABELS[stage][language]}</strong> <span class="state">${say(chainWords[state], language)}</span></p>
${decisions.map((decision) => decisionLine(decision, view, language))}</li>`
}

function decisionLine(decision: ProposalDecision, view: ProposalView, language: Language): Html {
  const { decision: outcome, role, reason, at, costRupiah, volume } = decision
  const word = labelOf(STATUS_LABELS, outcome, language) ?? say(chainWords.recommendation, language)
  const who = role === 'unstated' ? null : labelOf(DECISION_ROLE_LABELS, role, language)
  const refused = outcome === 'rejected' || outcome === 'returned' || outcome === 'postponed'
  const day = formatDay(at, language)
  const cost = costRupiah !== null && costRupiah !== view.costRupiah ? costRupiah : null
  const amount = volume !== null && volume !== view.volume ? volume : null
  return html`<div class="decision">
<p><strong>${word}</strong>${who && html` ${say(chainWords.by, language, { who })}`}${day && html` · <time>${day}</time>`}</p>
${reason && html`<p class="reason"><span>${say(refused ? chainWords.reason : chainWords.note, language)}:</span> ${reason}</p>`}
${cost !== null && html`<p>${say(chainWords.decidedCost, language, { cost: formatRupiahShort(cost, language) })}</p>`}
${amount !== null && html`<p>${say(chainWords.decidedVolume, language, { volume: `${formatNumber(amount, language)} ${view.unit ?? ''}`.trim() })}</p>`}
</div>`
}

function labelOf(labels: Record<string, Label>, code: string | null, language: Language): string | null {
  if (code === null) return null
  return Object.hasOwn(labels, code) ? (labels[code]?.[language] ?? code) : code
}

/** Refused, sent back or put off: the reason in full sight, or that none was recorded. Nothing for other states. */
export function renderRefusal(view: ProposalView, language: Language): Html | null {
  const refusal = refusalOf(view)
  if (!refusal) return null
  const { reason = null, role = 'unstated', at = null } = refusal.decision ?? {}
  const who = role === 'unstated' ? view.agency : labelOf(DECISION_ROLE_LABELS, role, language)
  const agency = view.agency ?? say(AGENCY_IN_CHARGE, language)
  return html`<div class="refusal ${view.status}">
<h2>${say(refusal.title, language)}</h2>
<p>${reason ?? say(NO_REASON, language, { agency })}</p>
${reason && html`<p class="note">${[who, formatDay(at, language)].filter(Boolean).join(' · ')}</p>`}
</div>`
}
