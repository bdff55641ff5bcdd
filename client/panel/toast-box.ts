import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../i18n/translate.ts'

/** `share`: how much of what it tells of is done, 0–1. */
export type Toast = { text: string; share?: number; action?: { name: string; run: () => void } }

/** A message over the map, with what can be done about it. */
export function toastBox({ text, share, action }: Toast, close: () => void): TemplateResult {
  return html`<div class="toast" role="status"><span>${text}</span>
    ${share === undefined ? nothing : html`<progress max="1" .value=${share} aria-label=${text}></progress>`}
    ${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
    <button type="button" aria-label=${t('close')} @click=${close}>✕</button></div>`
}
