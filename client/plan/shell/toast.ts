import { html, nothing } from 'lit'
import { shellText } from './shell-words.ts'

export type Toast = { text: string; action?: { name: string; run: () => void } }

/** A short message at the foot of the map, with what can be done about it. */
export function toastBox({ text, action }: Toast, close: () => void) {
  return html`<div class="toast" role="status"><span>${text}</span>
    ${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
    <button type="button" aria-label=${shellText('close')} @click=${close}>✕</button></div>`
}
