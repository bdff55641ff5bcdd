import { ROLES } from '../../../core/access/grant.ts'
import { mayAnywhere } from '../../../core/access/may.ts'
import type { AccountList, AccountState, ListedAccount } from '../../../core/api/account.ts'
import type { AccountQuestion } from '../../accounts/read-accounts.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { formatDay, say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'
import { ROLE_NAMES } from './account-words.ts'
import { type AreaNames, grantWords } from './grant-words.ts'
import { STATE_NAMES, peopleWords as words } from './people-words.ts'

const SHOWN_GRANTS = 3
const STATES: readonly AccountState[] = ['active', 'invited', 'disabled']

export interface PeopleData {
  readonly list: AccountList
  readonly areaNames: AreaNames
  readonly question: AccountQuestion
}

/** The accounts that the reader may know of, searched by a plain form. */
export function renderPeoplePage(context: PageContext, data: PeopleData): string {
  const { language, actor } = context
  const mayInvite = mayAnywhere(actor, 'account:grant')
  return renderPage(context, {
    title: say(words.title, language),
    description: say(words.lead, language),
    hidden: true,
    styles: ['pages/people-page.css'],
    body: html`<div class="people-page">
<div class="headline"><h1>${say(words.title, language)}</h1>
${mayInvite && html`<a class="button main" href="${localLink(context, '/akun/undang')}">${say(words.invite, language)}</a>`}</div>
<p class="lead">${say(words.lead, language)}</p>
${searchForm(context, data.question)}
${data.list.items.length > 0 ? html`<ul class="people">${data.list.items.map((one) => person(context, one, data.areaNames))}</ul>` : nothing(context)}
${nextPage(context, data)}
</div>`,
  })
}

function searchForm({ language }: PageContext, { words: typed, role, state }: AccountQuestion): Html {
  const label = say(words.search, language)
  const choice = (value: string, text: string, chosen: string | undefined) =>
    html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : null}>${text}</option>`
  return html`<form class="filters" method="get" action="/akun" role="search">
${language !== 'id' && html`<input type="hidden" name="lang" value="${language}">`}
<div class="search"><label class="hidden" for="q">${label}</label>${icons.search}
<input id="q" name="q" type="search" maxlength="200" value="${typed.join(' ')}" placeholder="${label}" enterkeyhint="search"></div>
<div class="choices">
<label class="hidden" for="role">${say(words.role, language)}</label>
<select id="role" name="role">${choice('', say(words.anyRole, language), role)}${ROLES.map((one) => choice(one, say(ROLE_NAMES[one], language), role))}</select>
<label class="hidden" for="state">${say(words.state, language)}</label>
<select id="state" name="state">${choice('', say(words.anyState, language), state)}${STATES.map((one) => choice(one, say(STATE_NAMES[one], language), state))}</select>
<button class="button" type="submit">${say(words.find, language)}</button></div>
</form>`
}

function person(context: PageContext, account: ListedAccount, areaNames: AreaNames): Html {
  const { language, actor } = context
  const { id, login, name, workplace, grants, state } = account
  const isOwn = actor.kind === 'account' && actor.id === id
  const more = grants.length - SHOWN_GRANTS
  return html`<li>
<div class="who"><h2><a href="${localLink(context, `/akun/${id}`)}">${name}</a>${isOwn && html` <span class="badge">${say(words.you, language)}</span>`}</h2>
<p class="note">${[login, workplace].filter(Boolean).join(' · ')}</p></div>
<ul class="held">${grants.slice(0, SHOWN_GRANTS).map((grant) => html`<li>${grantWords(grant, areaNames, language)}</li>`)}
${grants.length === 0 && html`<li class="missing">${say(words.noGrants, language)}</li>`}
${more > 0 && html`<li class="note">${say(words.andMore, language, { count: more })}</li>`}</ul>
<div class="standing">${stateBadge(state, context)}<p class="note">${lastSeen(account, context)}</p></div>
</li>`
}

export function stateBadge(state: AccountState, { language }: PageContext): Html {
  const kind = state === 'active' ? 'badge' : 'badge warn'
  return html`<span class="${kind}">${say(STATE_NAMES[state], language)}</span>`
}

export function lastSeen({ signedInAt }: ListedAccount, { language }: PageContext): string {
  if (signedInAt === null) return say(words.neverSignedIn, language)
  return say(words.signedIn, language, { day: formatDay(signedInAt, language) })
}

function nothing(context: PageContext): Html {
  const { language } = context
  return html`<div class="state"><strong>${say(words.noneFound, language)}</strong>
<a class="button" href="${localLink(context, '/akun')}">${say(words.all, language)}</a></div>`
}

function nextPage(context: PageContext, { list, question }: PeopleData): Html | null {
  if (list.next === null) return null
  const kept = { q: question.words.join(' '), role: question.role ?? '', state: question.state ?? '' }
  const query = new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== ''))
  query.set('after', String(list.next))
  return html`<p class="actions"><a class="button" href="${localLink(context, `/akun?${query}`)}" rel="next">${say(words.more, context.language)}</a></p>`
}
