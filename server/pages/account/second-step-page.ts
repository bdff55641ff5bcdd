import type { BegunSecondStep, SecondFactor } from '../../../core/api/account.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import type { RefusedForm } from './grant-fields.ts'
import { qrCode } from './qr-code.ts'
import { secondStepWords as words } from './second-step-words.ts'

export const SECOND_STEP_PATH = '/akun/saya/langkah-kedua'
const FEW_CODES = 3

export interface SecondStepData {
  readonly kept: SecondFactor
  /** Rights of the account wait until it is on. */
  readonly waits: boolean
  readonly refused?: RefusedForm | undefined
}

/** The second step of one's own account: setting it up, other recovery codes, and taking it off; plain forms. */
export function renderSecondStepPage(context: PageContext, data: SecondStepData): string {
  const { language } = context
  const { kept, refused } = data
  return frame(context, words.title, [
    html`<p class="to-all"><a href="${localLink(context, '/akun/saya')}">${say(words.back, language)}</a></p>
<h1>${say(words.title, language)}</h1><p class="lead">${say(words.lead, language)}</p>`,
    data.waits && html`<p class="hint" role="alert">${say(words.waits, language)}</p>`,
    refused?.status === 409 && html`<p class="fault" role="alert">${say(words.isOn, language)}</p>`,
    ...(kept.state === 'on' ? whenOn(context, kept, refused) : [whenOff(context, kept, refused)]),
  ])
}

/** What the app is given, and the first code that turns it on. */
export function renderBegunPage(context: PageContext, begun: BegunSecondStep): string {
  const { language } = context
  return frame(context, words.scanTitle, [
    html`<h1>${say(words.scanTitle, language)}</h1><p>${say(words.scan, language)}</p>
<figure class="code">${qrCode(begun.uri, say(words.qr, language))}</figure>
<div class="stack wide"><label for="kunci">${say(words.secret, language)}</label>
<textarea id="kunci" rows="2" readonly spellcheck="false" autocomplete="off">${begun.secret.match(/.{1,4}/g)?.join(' ') ?? ''}</textarea></div>`,
    confirmForm(context, undefined),
  ])
}

/** Recovery codes, told once. */
export function renderRecoveryCodesPage(context: PageContext, codes: readonly string[]): string {
  const { language } = context
  return frame(context, words.codesTitle, [
    html`<h1>${say(words.codesTitle, language)}</h1><p class="hint calm" role="status">${say(words.codesLead, language)}</p>
<ul class="recovery">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p class="actions"><a class="button main" href="${localLink(context, '/akun/saya')}">${say(words.done, language)}</a></p>`,
  ])
}

function frame(
  context: PageContext,
  title: Label,
  parts: readonly (Html | false | null | undefined)[],
): string {
  return renderPage(context, {
    title: say(title, context.language),
    description: say(words.lead, context.language),
    hidden: true,
    styles: ['pages/people-page.css'],
    body: html`<div class="narrow">${parts.map((part) => part || null)}</div>`,
  })
}

function whenOff(context: PageContext, { state }: SecondFactor, refused: RefusedForm | undefined): Html {
  const { language } = context
  const asksForCode = state === 'begun' && refused?.parameter === 'code'
  if (asksForCode)
    return html`${confirmForm(context, refused)}<p class="note">${say(words.again, language)}</p>${beginForm(context, undefined, words.restart)}`
  return html`<p>${say(words.off, language)}</p>${beginForm(context, refused, words.setUp)}`
}

function beginForm(context: PageContext, refused: RefusedForm | undefined, title: Label): Html {
  return html`<section class="panel"><h2>${say(title, context.language)}</h2>
<form class="stack" method="post" action="${localLink(context, SECOND_STEP_PATH)}">
${passwordField(context, 'current', refused)}
<button class="button main" type="submit">${say(words.begin, context.language)}</button></form></section>`
}

function confirmForm(context: PageContext, refused: RefusedForm | undefined): Html {
  return html`<form class="stack" method="post" action="${localLink(context, `${SECOND_STEP_PATH}/aktif`)}">
${codeField(context, 'code', words.code, refused)}
<button class="button main" type="submit">${say(words.confirm, context.language)}</button></form>`
}

function whenOn(
  context: PageContext,
  { since, recoveryCodesLeft: left }: SecondFactor,
  refused: RefusedForm | undefined,
): Html[] {
  const { language } = context
  const isRemoval = refused?.fields.current !== undefined
  return [
    html`<p class="hint calm">${say(words.on, language, { day: formatDay(since, language), left })}</p>`,
    html`<section class="panel"><h2>${say(words.newCodes, language)}</h2><p class="note">${say(left <= FEW_CODES ? words.few : words.newCodesLead, language)}</p>
<form class="stack" method="post" action="${localLink(context, `${SECOND_STEP_PATH}/pemulihan`)}">
${codeField(context, 'code', words.anyCode, isRemoval ? undefined : refused)}
<button class="button" type="submit">${say(words.newCodes, language)}</button></form></section>`,
    html`<section class="panel"><h2>${say(words.remove, language)}</h2><p class="note">${say(words.removeLead, language)}</p>
<form class="stack" method="post" action="${localLink(context, `${SECOND_STEP_PATH}/mati`)}">
${passwordField(context, 'current-off', isRemoval ? refused : undefined)}
${codeField(context, 'code-off', words.anyCode, isRemoval ? refused : undefined)}
<button class="button" type="submit">${say(words.remove, language)}</button></form></section>`,
  ]
}

function passwordField({ language }: PageContext, id: string, refused: RefusedForm | undefined): Html {
  const isWrong = refused?.parameter === 'current'
  return html`<label for="${id}">${say(words.password, language)}</label>
<input id="${id}" name="current" type="password" autocomplete="current-password" required maxlength="1000"${wrongMarks(id, isWrong)}>
${isWrong && html`<p id="${id}-salah" class="fault" role="alert">${say(words.wrongPassword, language)}</p>`}`
}

function codeField(
  { language }: PageContext,
  id: string,
  label: Label,
  refused: RefusedForm | undefined,
): Html {
  const isWrong = refused?.parameter === 'code'
  return html`<label for="${id}">${say(label, language)}</label>
<input id="${id}" name="code" type="text" inputmode="${label === words.code ? 'numeric' : 'text'}" autocomplete="one-time-code" spellcheck="false" autocapitalize="none" required maxlength="40"${wrongMarks(id, isWrong)}>
${isWrong && html`<p id="${id}-salah" class="fault" role="alert">${say(words.wrongCode, language)}</p>`}`
}

function wrongMarks(id: string, isWrong: boolean): Html | null {
  return isWrong ? html` aria-invalid="true" aria-describedby="${id}-salah"` : null
}
