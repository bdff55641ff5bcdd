import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../i18n/translate.ts'

export type Toast = { text: string; action?: { name: string; run: () => void } }

/** A message over the map, with what can be done about it. */
export function toastBox({ text, action }: Toast, close: () => void): TemplateResult {
  return html`<div class="toast" role="status"><span>${text}</span>
    ${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
    <button type="button" aria-label=${t('close')} @click=${close}>✕</button></div>`
}
