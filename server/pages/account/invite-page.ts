import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { fault, formFault, grantFields, invalid, type RefusedForm } from './grant-fields.ts'
import { peopleWords as words } from './people-words.ts'
import type { GrantChoices } from './read-grant-choices.ts'

export interface InviteData {
  readonly choices: GrantChoices
  readonly refused?: RefusedForm | undefined
}

/** The form by which somebody is invited. */
export function renderInvitePage(context: PageContext, { choices, refused }: InviteData): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.invite, language),
    description: say(words.inviteLead, language),
    hidden: true,
    styles: ['pages/people-page.css'],
    body: html`<div class="narrow">
<div><p class="to-all"><a href="${localLink(context, '/akun')}">${say(words.back, language)}</a></p>
<h1>${say(words.invite, language)}</h1></div>
<p class="lead">${say(words.inviteLead, language)}</p>
<form class="stack" method="post" action="${localLink(context, '/akun/undang')}">
${formFault(refused, language)}
${personFields(context, refused)}
<fieldset class="panel"><legend>${say(words.firstGrant, language)}</legend>
<p class="note">${say(words.giveLead, language)}</p>
<div class="stack">${grantFields(context, { choices, refused, isOptional: true })}</div></fieldset>
<button class="button main" type="submit">${say(words.create, language)}</button>
</form></div>`,
  })
}

function personFields({ language }: PageContext, refused: RefusedForm | undefined): Html {
  const typed = refused?.fields ?? {}
  return html`<label for="name">${say(words.name, language)}</label>
<input id="name" name="name" type="text" required maxlength="120" autocomplete="off" value="${typed.name}"${invalid('name', refused)}>
${fault('name', refused, language)}
<label for="login">${say(words.login, language)}</label>
<input id="login" name="login" type="text" required maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false" value="${typed.login}" aria-describedby="login-hint"${invalid('login', refused)}>
<p id="login-hint" class="note">${say(words.loginHint, language)}</p>
${fault('login', refused, language)}
<label for="workplace">${say(words.workplace, language)}</label>
<input id="workplace" name="workplace" type="text" maxlength="120" autocomplete="off" value="${typed.workplace}" aria-describedby="workplace-hint"${invalid('workplace', refused)}>
<p id="workplace-hint" class="note">${say(words.workplaceHint, language)}</p>
<label for="email">${say(words.email, language)}</label>
<input id="email" name="email" type="email" maxlength="254" autocomplete="off" value="${typed.email}"${invalid('email', refused)}>
${fault('email', refused, language)}`
}
