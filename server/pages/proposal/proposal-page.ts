import { may } from '../../../core/access/may.ts'
import type { ProposalScore } from '../../../core/api/proposal-score.ts'
import { formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { isProposalStatus, STATUS_LABELS } from '../../../core/proposal/status.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { groupOf, icons, symbolIcon } from '../symbols.ts'
import { renderChain, renderRefusal } from './chain.ts'
import { renderFacts } from './facts.ts'
import type { ProposalView } from './proposal-view.ts'
import { statusSentences, proposalWords as words } from './proposal-words.ts'
import type { PageSources } from './read-sources.ts'
import type { Surroundings } from './read-surroundings.ts'
import { renderScore } from './score.ts'
import { renderSources } from './sources.ts'
import { renderWhere } from './where.ts'

export interface ProposalPageData {
  view: ProposalView
  around: Surroundings | undefined
  sources: PageSources
  score: ProposalScore | 'pending'
}

/** One proposal from top to bottom as a person asks: what, its state, why, where, how much, for whom, how far it came; its score last. */
export function renderProposalPage(
  context: PageContext,
  { view, around, sources, score }: ProposalPageData,
): string {
  const { language } = context
  return renderPage(context, {
    title: view.title,
    description: describe(view, language),
    current: 'proposals',
    scripts: ['pages/proposal-page.ts'],
    body: html`<article class="proposal">
${heading(view, context)}
<div class="columns">
<section class="what">
${renderRefusal(view, language)}
<h2>${say(words.why, language)}</h2>
<p class="why">${view.problem ?? html`<span class="missing">${say(words.noWhy, language)}</span>`}</p>
</section>
${renderWhere(view, around, language)}
${renderFacts(view, language)}
${renderChain(view, language)}
${renderScore(score, language)}
${renderSources(view, sources, language)}
</div>
</article>`,
  })
}

function heading(view: ProposalView, context: PageContext): Html {
  const { language } = context
  const sentence = isProposalStatus(view.status) ? say(statusSentences[view.status], language) : ''
  return html`<header>
<p class="back"><a href="${localLink(context, '/usulan')}">${icons.back}${say(words.all, language)}</a></p>
<p class="kicker">${say(words.kicker, language, { code: view.code, year: view.year })}</p>
<h1>${view.title}</h1>
<p class="status ${groupOf(view.status)}">${symbolIcon(groupOf(view.status), 'point', 26)}<span><strong>${statusLabel(view.status, language)}</strong> <span>${sentence}</span></span></p>
${may(context.actor, 'ranking:compute') && planLink(view, context)}<p class="actions" hidden data-actions><button class="button" type="button" data-share data-done="${say(words.shared, language)}">${icons.share}<span>${say(words.share, language)}</span></button>
<button class="button" type="button" data-print>${icons.print}${say(words.print, language)}</button><span class="hidden" role="status" data-said></span></p>
</header>`
}

/** The planner's page of its year with this proposal open: its rank, and why. */
function planLink({ code, year }: ProposalView, context: PageContext): Html {
  const address = localLink(context, `/rencana?year=${year}&usulan=${encodeURIComponent(code)}`)
  return html`<p class="actions office"><a class="button" href="${address}">${icons.plan}${say(words.toPlan, context.language)}</a></p>
`
}

export function statusLabel(status: string, language: Language): string {
  return isProposalStatus(status) ? STATUS_LABELS[status][language] : status
}

function describe(view: ProposalView, language: Language): string {
  const place = [view.villageName, view.districtName].filter(Boolean).join(', ')
  const cost =
    view.costRupiah === null ? say(words.unknown, language) : formatRupiahShort(view.costRupiah, language)
  const facts = say(words.described, language, {
    status: statusLabel(view.status, language),
    place: place || say(words.placeUnknown, language),
    cost,
  })
  return view.problem ? `${facts} ${view.problem}` : facts
}
