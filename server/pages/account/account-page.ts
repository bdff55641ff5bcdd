import type { AccountActor } from '../../../core/access/actor.ts'
import type { Grant } from '../../../core/access/grant.ts'
import { type Action, mayAnywhere } from '../../../core/access/may.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { isProposalStage, STAGE_LABELS } from '../../../core/proposal/stage.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { ROLE_NAMES, accountWords as words } from './account-words.ts'

export interface AccountPageData {
  account: AccountActor
  /** Names of the areas that its grants are bounded by. */
  areaNames: ReadonlyMap<string, string>
}

const TOOLS: readonly { path: string; title: Label; actions: readonly Action[] }[] = [
  { path: '/rencana', title: words.plan, actions: ['ranking:compute'] },
  { path: '/impor', title: words.import, actions: ['import:run'] },
  {
    path: '/katalog',
    title: words.catalogue,
    actions: ['layer:publish', 'layer:archive', 'layer:describe', 'context-layer:write'],
  },
]

/** What an account was granted, the pages that are for it, and the way out; a plain form, so that it works without a script. */
export function renderAccountPage(context: PageContext, data: AccountPageData): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    hidden: true,
    body: html`<div class="narrow">
<h1>${say(words.title, language)}</h1>
<p class="lead"><strong>${data.account.name}</strong></p>
<p>${say(words.lead, language)}</p>
${grants(context, data)}
${tools(context, data.account)}
<form class="stack" method="post" action="/akun/keluar"><button class="button main" type="submit">${say(words.signOut, language)}</button></form>
</div>`,
  })
}

function grants({ language }: PageContext, { account, areaNames }: AccountPageData): Html {
  if (account.grants.length === 0) return html`<p class="hint">${say(words.nothing, language)}</p>`
  const all = say(words.all, language)
  const stageName = (stage: string) => (isProposalStage(stage) ? STAGE_LABELS[stage][language] : stage)
  const row = ({ role, area, agency, stages, years }: Grant) => html`<tr>
<th scope="row">${say(ROLE_NAMES[role], language)}</th>
<td>${area === undefined ? all : (areaNames.get(area) ?? area)}</td>
<td>${agency ?? all}</td>
<td>${stages?.map(stageName).join(', ') ?? all}</td>
<td>${years?.join(', ') ?? all}</td></tr>`
  const heads = [words.role, words.area, words.agency, words.stages, words.years]
  return html`<div class="scroll"><table class="grants"><thead><tr>${heads.map((head) => html`<th scope="col">${say(head, language)}</th>`)}</tr></thead>
<tbody>${account.grants.map(row)}</tbody></table></div>`
}

function tools(context: PageContext, account: AccountActor): Html | null {
  const open = TOOLS.filter(({ actions }) => actions.some((action) => mayAnywhere(account, action)))
  if (open.length === 0) return null
  return html`<h2>${say(words.tools, context.language)}</h2>
<ul>${open.map(({ path, title }) => html`<li><a href="${localLink(context, path)}">${say(title, context.language)}</a></li>`)}</ul>`
}
