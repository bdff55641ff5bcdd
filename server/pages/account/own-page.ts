import type { AccountActor } from '../../../core/access/actor.ts'
import { type Action, mayAnywhere } from '../../../core/access/may.ts'
import type { HeldGrant, OwnAccount, OwnSession } from '../../../core/api/account.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { PasswordFault } from '../../accounts/passwords.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { ROLE_NAMES, accountWords as words } from './account-words.ts'
import { type AreaNames, boundsWords } from './grant-words.ts'
import { newPasswordFields } from './link-page.ts'
import { fieldFaultWords } from './people-words.ts'
import { SECOND_STEP_PATH } from './second-step-page.ts'
import { secondStepWords } from './second-step-words.ts'
import { tokenWords } from './token-words.ts'

export interface OwnPageData {
  readonly account: AccountActor
  readonly own: OwnAccount
  readonly sessions: readonly OwnSession[]
  /** Names of the areas that its grants are bounded by. */
  readonly areaNames: AreaNames
  readonly fault?: OwnFault | undefined
  /** Rights of the account wait until its second step is set up. */
  readonly waits: boolean
  /** The password was changed just now. */
  readonly isChanged?: boolean
}

/** What was wrong in a form that was sent: the API's name of the field, or what the new password lacks. */
export interface OwnFault {
  readonly parameter: string
  readonly password?: PasswordFault | 'different' | undefined
  readonly typed: Readonly<Record<string, string>>
}

const TOOLS: readonly { path: string; title: Label; actions: readonly Action[] }[] = [
  { path: '/rencana', title: words.plan, actions: ['ranking:compute'] },
  { path: '/impor', title: words.import, actions: ['import:run'] },
  { path: '/akun', title: words.accounts, actions: ['account:read'] },
  {
    path: '/katalog',
    title: words.catalogue,
    actions: ['layer:publish', 'layer:archive', 'layer:describe', 'context-layer:write'],
  },
]

/** One's own account: what it holds, where it is signed in, its password, and the way out; plain forms, without a script. */
export function renderOwnPage(context: PageContext, data: OwnPageData): string {
  const { language } = context
  const { own } = data
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    hidden: true,
    styles: ['pages/people-page.css'],
    body: html`<div class="person-page">
<div><div class="headline"><h1>${say(words.title, language)}</h1>
<form method="post" action="/akun/keluar"><button class="button" type="submit">${say(words.signOut, language)}</button></form></div>
<p class="lead"><strong>${own.name}</strong></p>
<p class="note">${[own.login, own.workplace, own.email].filter(Boolean).join(' · ')}</p></div>
${resetNotice(context, own)}
${data.isChanged && html`<p class="hint calm" role="status">${say(words.changed, language)}</p>`}
${tools(context, data.account)}
<section><h2>${say(words.grants, language)}</h2><p class="note">${say(words.lead, language)}</p>${rights(context, data)}</section>
<section><h2>${say(words.sessions, language)}</h2>${sessions(context, data.sessions)}</section>
${data.waits && html`<p class="hint" role="alert">${say(secondStepWords.waits, language)} <a href="${localLink(context, SECOND_STEP_PATH)}">${say(secondStepWords.open, language)}</a></p>`}
<section><h2>${say(secondStepWords.title, language)}</h2><p class="note">${say(secondStepWords.lead, language)}</p><p class="actions"><a class="button" href="${localLink(context, SECOND_STEP_PATH)}">${say(secondStepWords.open, language)}</a></p></section>
<section><h2>${say(tokenWords.title, language)}</h2><p class="note">${say(tokenWords.lead, language)}</p><p class="actions"><a class="button" href="${localLink(context, '/akun/saya/token')}">${say(tokenWords.open, language)}</a></p></section>
<div class="side-by-side">${passwordForm(context, data)}${profileForm(context, data)}</div>
</div>`,
  })
}

function resetNotice(context: PageContext, { resetAt }: OwnAccount): Html | null {
  const { language } = context
  if (resetAt === null) return null
  return html`<div class="hint" role="alert"><p>${say(words.resetNotice, language, { day: formatDay(resetAt, language) })}</p>
<form method="post" action="${localLink(context, '/akun/saya/tahu')}"><button class="button" type="submit">${say(words.known, language)}</button></form></div>`
}

function rights({ language }: PageContext, { own, areaNames }: OwnPageData): Html {
  if (own.grants.length === 0) return html`<p class="hint">${say(words.nothing, language)}</p>`
  const right = (grant: HeldGrant) =>
    html`<li><div><strong>${say(ROLE_NAMES[grant.role], language)}</strong><p>${boundsWords(grant, areaNames, language)}</p></div></li>`
  return html`<ul class="rights">${own.grants.map(right)}</ul>`
}

function tools(context: PageContext, account: AccountActor): Html | null {
  const open = TOOLS.filter(({ actions }) => actions.some((action) => mayAnywhere(account, action)))
  if (open.length === 0) return null
  return html`<section><h2>${say(words.tools, context.language)}</h2>
<ul class="actions">${open.map(({ path, title }) => html`<li><a class="button" href="${localLink(context, path)}">${say(title, context.language)}</a></li>`)}</ul></section>`
}

function sessions(context: PageContext, list: readonly OwnSession[]): Html {
  const { language } = context
  const others = list.filter(({ current }) => !current)
  return html`<ul class="rights">${list.map((one) => session(context, one))}</ul>
${others.length > 0 && html`<p class="note">${say(words.sessionsLead, language)}</p>`}
${others.length > 1 && html`<form method="post" action="${localLink(context, '/akun/saya/sesi/akhiri')}"><button class="button" type="submit">${say(words.endOthers, language)}</button></form>`}`
}

function session(context: PageContext, { id, device, network, lastSeenAt, current }: OwnSession): Html {
  const { language } = context
  const name = device || say(words.unknownDevice, language)
  const places = { network: network || '–', seen: agoWords(lastSeenAt, language) }
  return html`<li><div><strong>${name}</strong>${current && html` <span class="badge">${say(words.thisSession, language)}</span>`}
<p class="note">${say(words.session, language, places)}</p></div>
${!current && html`<form method="post" action="${localLink(context, `/akun/saya/sesi/${id}/akhiri`)}"><button class="button" type="submit" aria-label="${say(words.endOf, language, { device: name })}">${say(words.end, language)}</button></form>`}</li>`
}

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000]

/** Sessions last for hours: how long ago tells more than a time of some zone. */
function agoWords(at: string, language: Language): string {
  const ms = Date.now() - Date.parse(at)
  if (ms < 2 * MINUTE_MS) return say(words.justNow, language)
  if (ms < 2 * HOUR_MS) return say(words.minutesAgo, language, { count: Math.round(ms / MINUTE_MS) })
  return say(words.hoursAgo, language, { count: Math.round(ms / HOUR_MS) })
}

function passwordForm(context: PageContext, { own, fault }: OwnPageData): Html {
  const { language } = context
  const isWrong = fault?.parameter === 'current'
  return html`<section class="panel" id="sandi"><h2>${say(words.password, language)}</h2><p class="note">${say(words.passwordLead, language)}</p>
<form class="stack" method="post" action="${localLink(context, '/akun/saya/sandi')}">
<input class="hidden" type="text" name="username" value="${own.login}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
<label for="current">${say(words.current, language)}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="1000"${isWrong ? html` aria-invalid="true" aria-describedby="tidak-cocok"` : null}>
${isWrong && html`<p id="tidak-cocok" class="fault" role="alert">${say(words.wrongPassword, language)}</p>`}
${newPasswordFields(context, fault?.password)}
<button class="button main" type="submit">${say(words.password, language)}</button>
</form></section>`
}

function profileForm(context: PageContext, { own, fault }: OwnPageData): Html {
  const { language } = context
  const typed = fault?.typed ?? {}
  const field = (name: 'name' | 'email', kept: string, kind: Html) => {
    const isWrong = fault?.parameter === name
    const wrong = fieldFaultWords[name]
    return html`<label for="${name}">${say(words[name], language)}</label>
<input id="${name}" name="${name}" ${kind} value="${typed[name] ?? kept}"${isWrong ? html` aria-invalid="true" aria-describedby="${name}-salah"` : null}>
${isWrong && wrong && html`<p id="${name}-salah" class="fault" role="alert">${say(wrong, language)}</p>`}`
  }
  return html`<section class="panel"><h2>${say(words.profile, language)}</h2>
<form class="stack" method="post" action="${localLink(context, '/akun/saya')}">
${field('name', own.name, html`type="text" autocomplete="name" required maxlength="120"`)}
${field('email', own.email ?? '', html`type="email" autocomplete="email" maxlength="254"`)}
<button class="button" type="submit">${say(words.save, language)}</button>
</form></section>`
}
