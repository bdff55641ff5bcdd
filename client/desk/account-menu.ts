import { html, nothing, type TemplateResult } from 'lit'
import { sitePath } from '../api/site-path.ts'
import { number } from '../i18n/format-value.ts'
import { icons } from '../panel/icons.ts'
import type { DeskStore } from './desk-store.ts'
import { deskText } from './desk-words.ts'

/** Whose desk this is, the way to that account, and out. */
export function accountMenu({ actor: { name }, waiting }: DeskStore): TemplateResult {
  return html`<button class="plain account" type="button" popovertarget="account-menu" aria-label=${deskText('account', { name })}>${icons.person}<span>${name}</span></button>
    <div class="account-menu" id="account-menu" popover><p class="note">${deskText('signedInAs')}</p><strong>${name}</strong>
      ${waiting > 0 ? html`<p class="note" role="status">${deskText('unsentHere', { count: number(waiting) })}</p>` : nothing}
      <a class="button" href=${sitePath('/akun/saya')}>${deskText('ownAccount')}</a>
      <form method="post" action=${sitePath('/akun/keluar')}><button class="button">${deskText('signOut')}</button></form></div>`
}
