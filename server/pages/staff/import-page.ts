import { renderPage } from '../frame.ts'
import { html } from '../html.ts'
import { say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { staffWords as words } from './staff-words.ts'

/** The frame of the import page; client/pages/import-page.ts fills it. `uploadBytes` is the most that the server takes. */
export function renderImportPage(context: PageContext, uploadBytes: number): string {
  const { language } = context
  return renderPage(context, {
    title: say(words.import, language),
    description: say(words.importLead, language),
    hidden: true,
    scripts: ['pages/import-page.ts'],
    body: html`<div class="import">
<div class="headline"><h1>${say(words.import, language)}</h1>
<button class="button" type="button" data-sign-out>${say(words.signOut, language)}</button></div>
<p class="lead">${say(words.importLead, language)}</p>
<noscript><p class="hint">${say(words.needsScript, language)}</p></noscript>
<div id="import" data-upload-bytes="${uploadBytes}"><p class="note">${say(words.loading, language)}</p></div>
</div>`,
  })
}
