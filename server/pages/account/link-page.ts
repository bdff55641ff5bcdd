import type { OneTimeLink } from '../../../core/api/account.ts'
import type { FoundLink, LinkFault } from '../../accounts/account-links.ts'
import { LEAST_CHARACTERS, type PasswordFault } from '../../accounts/passwords.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { linkFaultWords, passwordFaultWords, linkWords as words } from './link-words.ts'
import { qrCode } from './qr-code.ts'

const STYLES = ['pages/people-page.css']

export interface MadeLinkData {
  readonly link: OneTimeLink
  readonly account: { readonly id: number; readonly login: string; readonly name: string }
}

/** A link that was just made, for the officer to hand over: as text and as a QR code. */
export function renderMadeLinkPage(context: PageContext, { link, account }: MadeLinkData): string {
  const { language } = context
  const title = say(link.kind === 'invitation' ? words.madeInvitation : words.madeReset, language, account)
  return renderPage(context, {
    title,
    description: title,
    hidden: true,
    styles: STYLES,
    body: html`<div class="narrow">
<h1>${title}</h1>
<p>${say(words.handOver, language, { until: formatDay(link.expiresAt, language) })}</p>
<p>${say(words.login, language)}: <strong>${account.login}</strong></p>
<div class="stack wide"><label for="tautan">${say(words.link, language)}</label>
<input id="tautan" type="text" readonly value="${link.url}" spellcheck="false"></div>
<figure class="code">${qrCode(link.url, say(words.qr, language))}<figcaption class="note">${say(words.scan, language)}</figcaption></figure>
${isLocal(link.url) && html`<p class="hint">${say(words.localOnly, language)}</p>`}
<p class="note">${say(words.again, language)}</p>
<p class="actions"><a class="button" href="${localLink(context, `/akun/${account.id}`)}">${say(words.back, language)}</a></p>
</div>`,
  })
}

/** Whether no other device can open it. */
function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

export interface LinkFormData {
  readonly found: FoundLink
  readonly token: string
  readonly fault?: PasswordFault | 'different' | undefined
}

/** What a one-time link opens: a form that sets a password, or why it opens nothing. */
export function renderLinkPage(context: PageContext, { found, token, fault }: LinkFormData): string {
  if (found.fault !== undefined) return renderFault(context, found.fault, found.at)
  const { language } = context
  const isInvitation = found.kind === 'invitation'
  const title = say(isInvitation ? words.welcome : words.reset, language, found.account)
  const lead = say(isInvitation ? words.welcomeLead : words.resetLead, language)
  return renderPage(context, {
    title,
    description: lead,
    hidden: true,
    styles: STYLES,
    body: html`<div class="narrow">
<h1>${title}</h1>
<p class="lead">${lead}</p>
<form class="stack" method="post" action="${localLink(context, '/akun/tautan')}">
<input type="hidden" name="kunci" value="${token}">
<label for="login">${say(words.login, language)}</label>
<input id="login" name="login" type="text" value="${found.account.login}" readonly autocomplete="username">
${newPasswordFields(context, fault)}
<button class="button main" type="submit">${say(words.set, language)}</button>
</form></div>`,
  })
}

/** The two fields for a new password, with what was wrong in what was sent before. */
export function newPasswordFields(
  { language }: PageContext,
  fault: PasswordFault | 'different' | undefined,
): Html {
  const invalid = fault ? html` aria-invalid="true"` : null
  const least = { least: LEAST_CHARACTERS }
  const described = fault ? 'petunjuk salah' : 'petunjuk'
  return html`<label for="password">${say(words.password, language)}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="${LEAST_CHARACTERS}" maxlength="1000" aria-describedby="${described}"${invalid}>
<p id="petunjuk" class="note">${say(words.passwordHint, language, least)}</p>
<label for="again">${say(words.repeat, language)}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="1000"${invalid}>
${fault && html`<p id="salah" class="fault" role="alert">${say(passwordFaultWords[fault], language, least)}</p>`}`
}

/** What is said once the password is set. */
export function renderLinkDonePage(context: PageContext, login: string): string {
  const { language } = context
  return renderMessage(context, say(words.done, language), say(words.doneHint, language, { login }), true)
}

function renderFault(context: PageContext, fault: LinkFault, at: string | null): string {
  const { title, hint } = linkFaultWords[fault]
  const { language } = context
  return renderMessage(
    context,
    say(title, language),
    say(hint, language, { at: formatDay(at, language) }),
    fault === 'used' || fault === 'ended',
  )
}

function renderMessage(context: PageContext, title: string, hint: string, leadsToSignIn: boolean): string {
  const { language } = context
  return renderPage(context, {
    title,
    description: hint,
    hidden: true,
    body: html`<div class="message">
<h1>${title}</h1>
<p>${hint}</p>
${leadsToSignIn && html`<p class="actions"><a class="button main" href="${localLink(context, '/masuk?lanjut=%2Fakun%2Fsaya')}">${say(words.signIn, language)}</a></p>`}
</div>`,
  })
}
