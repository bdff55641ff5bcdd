import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../i18n/translate.ts'
import type { Toast, Toasts } from './toasts.ts'

/** The message over the map, with what can be done about it. Its place is always there: screen readers tell what comes into it. */
export function toastBox(toasts: Toasts): TemplateResult {
  const { shown } = toasts
  return html`<div class="toasts" role="status">${shown ? box(shown, toasts) : nothing}</div>`
}

function box({ text, share, action }: Toast, toasts: Toasts): TemplateResult {
  return html`<div class="toast" @pointerenter=${() => toasts.hold()} @pointerleave=${() => toasts.release()}
    @focusin=${() => toasts.hold()} @focusout=${() => toasts.release()}><span>${text}</span>
    ${share === undefined ? nothing : html`<progress max="1" .value=${share} aria-label=${text}></progress>`}
    ${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
    <button type="button" aria-label=${t('close')} @click=${() => toasts.say(null)}>✕</button></div>`
}
