import { mayGive } from '../../../core/access/may-give.ts'
import type { AccountOffer, ApplicationToken, HeldGrant, ListedAccount } from '../../../core/api/account.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { ROLE_NAMES } from './account-words.ts'
import { formFault, grantFields, type RefusedForm } from './grant-fields.ts'
import { type AreaNames, boundsWords, grantWords } from './grant-words.ts'
import { lastSeen, stateBadge } from './people-page.ts'
import { peopleWords as words } from './people-words.ts'
import type { GrantChoices } from './read-grant-choices.ts'
import { tokenList } from './token-page.ts'
import { tokenWords } from './token-words.ts'

export interface PersonData {
  readonly account: ListedAccount
  readonly areaNames: AreaNames
  readonly choices: GrantChoices
  readonly refused?: RefusedForm | undefined
  /** Undefined where they are not the reader's to see. */
  readonly tokens: readonly ApplicationToken[] | undefined
}

/** One account: what it holds, giving and ending, and access to it; plain forms, so that it works without a script. */
export function renderPersonPage(context: PageContext, data: PersonData): string {
  const { language, actor } = context
  const { account } = data
  const isOwn = actor.kind === 'account' && actor.id === account.id
  return renderPage(context, {
    title: account.name,
    description: account.name,
    hidden: true,
    styles: ['pages/people-page.css'],
    body: html`<div class="person-page">
<div><p class="to-all"><a href="${localLink(context, '/akun')}">${say(words.back, language)}</a></p>
<div class="headline"><h1>${account.name}</h1>${stateBadge(account.state, context)}</div>
<p class="note">${[account.login, account.workplace, account.email, lastSeen(account, context)].filter(Boolean).join(' · ')}</p></div>
${isOwn && html`<p class="hint calm">${say(words.own, language)}</p>`}
<div class="side-by-side"><section><h2>${say(words.grants, language)}</h2>${grantList(context, data)}</section>
${account.offers.includes('grant') && giving(context, data)}</div>
${account.offers.some((offer) => offer !== 'grant') ? access(context, account) : account.offers.length > 0 && html`<p class="hint calm">${say(words.beyond, language)}</p>`}
${tokensOf(context, data)}
</div>`,
  })
}

function grantList(context: PageContext, data: PersonData): Html {
  const { language } = context
  const { grants } = data.account
  if (grants.length === 0) return html`<p class="missing">${say(words.noGrants, language)}</p>`
  return html`${formFault(data.refused?.fields.role === undefined ? data.refused : undefined, language)}<ul class="rights">${grants.map((grant) => right(context, grant, data))}</ul>`
}

function right(context: PageContext, grant: HeldGrant, { account, areaNames }: PersonData): Html {
  const { language, actor } = context
  const by = grant.givenBy ?? say(words.terminal, language)
  const label = say(words.endOf, language, { grant: grantWords(grant, areaNames, language) })
  return html`<li><div><strong>${say(ROLE_NAMES[grant.role], language)}</strong>
<p>${boundsWords(grant, areaNames, language)}</p>
<p class="note">${say(words.givenBy, language, { by, day: formatDay(grant.givenAt, language) })}</p></div>
${mayGive(actor, grant, account.id) && html`<form method="post" action="${localLink(context, `/akun/${account.id}/hak/${grant.id}/akhiri`)}"><button class="button" type="submit" aria-label="${label}">${say(words.end, language)}</button></form>`}</li>`
}

function giving(context: PageContext, { account, choices, refused }: PersonData): Html {
  const { language } = context
  const ofThisForm = refused?.fields.role === undefined ? undefined : refused
  return html`<section class="panel"><h2>${say(words.give, language)}</h2>
<p class="note">${say(words.giveLead, language)}</p>
<form class="stack" method="post" action="${localLink(context, `/akun/${account.id}/hak`)}">
${formFault(ofThisForm, language)}
${grantFields(context, { choices, refused: ofThisForm })}
<button class="button main" type="submit">${say(words.give, language)}</button>
</form></section>`
}

function tokensOf(context: PageContext, { account, tokens, areaNames }: PersonData): Html | null {
  if (!tokens || tokens.length === 0) return null
  const pathOf = (token: number) => `/akun/${account.id}/token/${token}/cabut`
  return html`<section><h2>${say(tokenWords.title, context.language)}</h2>${tokenList(context, { tokens, areaNames }, pathOf)}</section>`
}

function access(context: PageContext, account: ListedAccount): Html {
  const { language } = context
  const offers = (offer: AccountOffer) => account.offers.includes(offer)
  const base = `/akun/${account.id}`
  const reset = account.state === 'invited' ? words.inviteAgain : words.reset
  const standing = (value: string, text: string) =>
    html`<form method="post" action="${localLink(context, `${base}/keadaan`)}"><input type="hidden" name="disabled" value="${value}"><button class="button" type="submit">${text}</button></form>`
  return html`<section><h2>${say(words.access, language)}</h2><ul class="rights">
${offers('reset') && html`<li><p>${say(words.resetLead, language)}</p><form method="post" action="${localLink(context, `${base}/tautan`)}"><button class="button" type="submit">${say(reset, language)}</button></form></li>`}
${offers('disable') && html`<li><p>${say(words.disableLead, language)}</p>${standing('yes', say(words.disable, language))}</li>`}
${offers('enable') && html`<li><p>${say(words.disableLead, language)}</p>${standing('no', say(words.enable, language))}</li>`}
</ul></section>`
}
