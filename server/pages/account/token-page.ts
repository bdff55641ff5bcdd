import type { ApplicationToken, HeldGrant, MadeToken } from '../../../core/api/account.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import type { RefusedForm } from './grant-fields.ts'
import { type AreaNames, grantWords } from './grant-words.ts'
import { TOKEN_STATE_NAMES, tokenFaultWords, tooManyTokens, tokenWords as words } from './token-words.ts'

const STYLES = ['pages/people-page.css']
const PATH = '/akun/saya/token'
const DAYS = [7, 30, 90, 366] as const
const USUAL_DAYS = '90'

export interface TokenPageData {
  readonly tokens: readonly ApplicationToken[]
  /** What the account holds: a token carries some of it. */
  readonly grants: readonly HeldGrant[]
  readonly areaNames: AreaNames
  readonly refused?: RefusedForm | undefined
}

/** One's own application tokens, and the form for another one. */
export function renderTokenPage(context: PageContext, data: TokenPageData): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    hidden: true,
    styles: STYLES,
    body: html`<div class="person-page">
<div><p class="to-all"><a href="${localLink(context, '/akun/saya')}">${say(words.back, language)}</a></p>
<h1>${say(words.title, language)}</h1><p class="lead">${say(words.lead, language)}</p></div>
<div class="side-by-side"><section>${tokenList(context, data, (token) => `${PATH}/${token}/cabut`)}</section>
${tokenForm(context, data)}</div>
</div>`,
  })
}

/** A token that was just made, to be copied. */
export function renderMadeTokenPage(context: PageContext, made: MadeToken): string {
  const { language } = context
  const title = say(words.made, language, { name: made.name })
  const field = (id: string, label: string, value: string) =>
    html`<label for="${id}">${label}</label><input id="${id}" type="text" readonly value="${value}" spellcheck="false" autocomplete="off">`
  return renderPage(context, {
    title,
    description: title,
    hidden: true,
    styles: STYLES,
    body: html`<div class="narrow">
<h1>${title}</h1>
<p class="hint calm" role="status">${say(words.madeLead, language, { until: formatDay(made.expiresAt, language) })}</p>
<div class="stack wide">${field('login', say(words.login, language), made.login)}${field('token', say(words.token, language), made.token)}</div>
<p class="note">${say(words.howTo, language)}</p>
<p class="actions"><a class="button main" href="${localLink(context, PATH)}">${say(words.title, language)}</a></p>
</div>`,
  })
}

/** Tokens of an account, each with the form that revokes it. */
export function tokenList(
  context: PageContext,
  { tokens, areaNames }: Pick<TokenPageData, 'tokens' | 'areaNames'>,
  pathOf: (token: number) => string,
): Html {
  const { language } = context
  if (tokens.length === 0) return html`<p class="missing">${say(words.none, language)}</p>`
  const item = ({ id, name, state, readsOnly, grants, expiresAt, lastUsedAt }: ApplicationToken) => {
    const used = lastUsedAt
      ? say(words.used, language, { day: formatDay(lastUsedAt, language) })
      : say(words.neverUsed, language)
    const until = say(words.until, language, { day: formatDay(expiresAt, language) })
    const reach = say(readsOnly ? words.readsOnly : words.mayWrite, language)
    const carried = grants.map((grant) => html`<p>${grantWords(grant, areaNames, language)}</p>`)
    return html`<li><div><strong>${name}</strong> <span class="badge">${say(TOKEN_STATE_NAMES[state], language)}</span>
${carried.length > 0 ? carried : html`<p>${say(words.carriesNone, language)}</p>`}
<p class="note">${[reach, until, used].join(' · ')}</p></div>
${state === 'active' && html`<form method="post" action="${localLink(context, pathOf(id))}"><button class="button" type="submit" aria-label="${say(words.revokeOf, language, { name })}">${say(words.revoke, language)}</button></form>`}</li>`
  }
  return html`<ul class="rights">${tokens.map(item)}</ul>`
}

function tokenForm(context: PageContext, data: TokenPageData): Html {
  const { language } = context
  if (data.grants.length === 0) return html`<p class="hint calm">${say(words.noGrants, language)}</p>`
  const { refused } = data
  const typed = refused?.fields ?? {}
  const days = DAYS.map((count) => {
    const selected = (typed.days ?? USUAL_DAYS) === String(count) ? html` selected` : null
    return html`<option value="${count}"${selected}>${say(words.daysOf, language, { count })}</option>`
  })
  return html`<section class="panel"><h2>${say(words.make, language)}</h2>
<form class="stack" method="post" action="${localLink(context, PATH)}">
${refused?.status === 409 && html`<p class="fault" role="alert">${say(tooManyTokens, language)}</p>`}
<label for="name">${say(words.name, language)}</label>
<input id="name" name="name" type="text" required maxlength="80" autocomplete="off" value="${typed.name ?? ''}" aria-describedby="${['petunjuk', faultId('name', refused)].filter(Boolean).join(' ')}"${invalid('name', refused)}>
<p id="petunjuk" class="note">${say(words.nameHint, language)}</p>${faultOf(context, 'name', refused)}
<label for="days">${say(words.days, language)}</label>
<select id="days" name="days"${invalid('days', refused)}>${days}</select>${faultOf(context, 'days', refused)}
<fieldset class="stack"${describedBy('grants', refused)}><legend>${say(words.grants, language)}</legend>
${data.grants.map((grant) => grantBox(context, grant, data))}
<p class="note">${say(words.grantsLead, language)}</p>${faultOf(context, 'grants', refused)}</fieldset>
<label class="tick"><input type="checkbox" name="writes"${typed.writes === undefined ? null : html` checked`}>${say(words.writes, language)}</label>
<button class="button main" type="submit">${say(words.make, language)}</button>
</form></section>`
}

/** A sole right needs no choosing. */
function grantBox(
  { language }: PageContext,
  grant: HeldGrant,
  { grants, areaNames, refused }: TokenPageData,
): Html {
  const name = `hak-${grant.id}`
  const isChosen = refused ? refused.fields[name] !== undefined : grants.length === 1
  return html`<label class="tick"><input type="checkbox" name="${name}"${isChosen ? html` checked` : null}>${grantWords(grant, areaNames, language)}</label>`
}

/** Of grants[0], grants. */
function isAt(field: string, refused: RefusedForm | undefined): boolean {
  return refused?.parameter?.split('[')[0] === field
}

function faultId(field: string, refused: RefusedForm | undefined): string {
  return isAt(field, refused) ? `${field}-salah` : ''
}

function describedBy(field: string, refused: RefusedForm | undefined): Html | null {
  return isAt(field, refused) ? html` aria-describedby="${faultId(field, refused)}"` : null
}

function invalid(field: string, refused: RefusedForm | undefined): Html | null {
  return isAt(field, refused) ? html` aria-invalid="true"` : null
}

function faultOf({ language }: PageContext, field: string, refused: RefusedForm | undefined): Html | null {
  const wrong = tokenFaultWords[field]
  if (!wrong || !isAt(field, refused)) return null
  return html`<p id="${faultId(field, refused)}" class="fault" role="alert">${say(wrong, language)}</p>`
}
