import { html, nothing } from 'lit'

export type Message = { text: string; action?: { name: string; run: () => void } }

/** What was done, or why not, over the map. */
export function editorMessage(message: Message | null, close: () => void) {
  if (!message) return nothing
  const { text, action } = message
  return html`<div class="message" role="status"><span>${text}</span>${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
    <button type="button" aria-label="✕" @click=${close}>✕</button></div>`
}
