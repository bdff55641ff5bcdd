import { may, mayAnywhere } from '../../../core/access/may.ts'
import type { RecordedDecision } from '../../../core/api/recorded-decision.ts'
import { formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { scaleNames } from '../../../core/score/scale-words.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { methodWords } from '../proposal/score-words.ts'
import { decisionWords as words } from './decision-words.ts'

export interface DecisionPageData {
  decisions: readonly RecordedDecision<Date>[]
  /** Ids of the portfolios among them that are still there, and so have a sheet. */
  portfolios: ReadonlySet<string>
}

/** Every decision that its reader may see, with its file; publishing is a plain form. */
export function renderDecisionPage(context: PageContext, data: DecisionPageData): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    body: html`<div class="decisions">
<h1>${say(words.title, language)}</h1>
<p class="lead">${say(words.lead, language)}</p>
${data.decisions.length > 0 ? list(context, data) : nothing(context)}
</div>`,
  })
}

function list(context: PageContext, data: DecisionPageData): Html {
  return html`<ol class="recorded" reversed>${data.decisions.map((one) => item(context, one, data))}</ol>
<p class="note">${say(words.repeat, context.language)}</p>`
}

function nothing(context: PageContext): Html {
  const { language, actor } = context
  const isPlanner = mayAnywhere(actor, 'decision:record')
  return html`<div class="state"><strong>${say(isPlanner ? words.noneOfOffice : words.none, language)}</strong>
${isPlanner && html`<a class="button main" href="${localLink(context, '/rencana')}">${say(words.toPlan, language)}</a>`}</div>`
}

function item(context: PageContext, decision: RecordedDecision<Date>, data: DecisionPageData): Html {
  const { language } = context
  const { id, title, reason, kind, at, by, supersedes, file } = decision
  const places = { by: by ?? '', at: formatDay(at, language) }
  return html`<li id="no-${id}">
<p class="kicker">${say(words.number, language, { id })} · ${say(words[kind], language)} ${badges(decision, language)}</p>
<h2>${title}</h2>
<p>${figures(decision, language)}</p>
<p class="why"><span class="note">${say(words.reason, language)}</span> ${reason}</p>
<p class="note">${say(by ? words.by : words.at, language, places)}${supersedes !== null && html`. <a href="#no-${supersedes}">${say(words.supersedes, language, { id: supersedes })}</a>`}</p>
<p class="note digest">${say(words.digest, language)}: <code>${file.sha256}</code></p>
<div class="actions">${links(context, decision, data)}${publishing(context, decision)}</div>
</li>`
}

function badges({ publishedAt, supersededBy }: RecordedDecision<Date>, language: Language): Html {
  return html`<span class="badge">${say(publishedAt ? words.published : words.office, language)}</span>
${supersededBy !== null && html`<a class="badge warn" href="#no-${supersededBy}">${say(words.superseded, language, { id: supersededBy })}</a>`}`
}

function figures({ summary }: RecordedDecision<Date>, language: Language): string {
  const considered = formatNumber(summary.considered, language, 0)
  if ('method' in summary) {
    const name = methodWords[summary.method].name[language]
    const method = summary.scale ? `${name} (${scaleNames[summary.scale][language]})` : name
    return say(words.ranked, language, { considered, method })
  }
  const budget = formatRupiahShort(summary.budgetRupiah, language, 2)
  if (summary.spentRupiah === null) return say(words.unspent, language, { budget })
  const spent = formatRupiahShort(summary.spentRupiah, language, 2)
  return say(words.chosen, language, {
    chosen: formatNumber(summary.chosen, language, 0),
    ...{ considered, spent, budget },
  })
}

function links(
  context: PageContext,
  { file, portfolioId }: RecordedDecision<Date>,
  { portfolios }: DecisionPageData,
): Html {
  const { language, actor } = context
  const size = sizeOf(file.bytes, language)
  const hasSheet = portfolioId !== null && portfolios.has(portfolioId) && mayAnywhere(actor, 'portfolio:read')
  return html`<a class="button" href="${file.href}" download="${file.name}">${say(words.file, language, { size })}</a>
${hasSheet && html`<a class="button" href="/api/portfolios/${portfolioId}/sheet.pdf?lang=${language}">${say(words.sheet, language)}</a>`}`
}

function publishing(context: PageContext, { id, publishedAt }: RecordedDecision<Date>): Html | null {
  const { language, actor } = context
  if (publishedAt !== null || !may(actor, 'decision:publish')) return null
  return html`<form method="post" action="${localLink(context, `/keputusan/${id}/terbit`)}">
<button class="button" type="submit" title="${say(words.publishHint, language)}">${say(words.publish, language)}</button></form>`
}

function sizeOf(bytes: number, language: Language): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1000)), language, 0)} kB`
  return `${formatNumber(bytes / 1_000_000, language, 1)} MB`
}
