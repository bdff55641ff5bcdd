import { renderPage } from '../frame.ts'
import { html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { staffWords as words } from './staff-words.ts'

/** Where to go after signing in: a path of our own site only, so that a link cannot lead people elsewhere. */
export function pathAfterSignIn(asked: string | null): string {
  return asked && /^\/(?![/\\])[\w\-./?=&,%:@+~]{0,2000}$/.test(asked) ? asked : '/impor'
}

/** The form for login and password; client/pages/sign-in-page.ts sends it. */
export function renderSignInPage(context: PageContext, next: string): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.signIn, language),
    description: say(words.signInLead, language),
    hidden: true,
    scripts: ['pages/sign-in-page.ts'],
    body: html`<div class="narrow">
<h1>${say(words.signIn, language)}</h1>
<p class="lead">${say(words.signInLead, language)}</p>
<noscript><p class="hint">${say(words.needsScript, language)}</p></noscript>
<form class="stack" data-sign-in data-next="${localLink(context, next)}">
<label for="login">${say(words.login, language)}</label>
<input id="login" name="username" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100" aria-describedby="fault">
<label for="password">${say(words.password, language)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000" aria-describedby="fault">
<div class="stack" data-code hidden><label for="code">${say(words.code, language)}</label>
<input id="code" name="code" type="text" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" aria-describedby="fault petunjuk-kode">
<p id="petunjuk-kode" class="note">${say(words.codeHint, language)}</p></div>
<p id="fault" class="fault" role="alert" hidden></p>
<label class="tick"><input type="checkbox" data-show>${say(words.show, language)}</label>
<button class="button main" type="submit">${say(words.signIn, language)}</button>
</form>
<div class="state" data-signed-in hidden><strong>${say(words.signedIn, language)}</strong>
<p class="actions"><a class="button main" href="${localLink(context, next)}">${say(next.startsWith('/rencana') ? words.toPlan : words.toImport, language)}</a>
<button class="button" type="button" data-sign-out>${say(words.signOut, language)}</button></p></div>
</div>`,
  })
}
