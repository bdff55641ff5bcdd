import { html } from 'lit'
import { rankingText } from './ranking-words.ts'

type Words = Parameters<typeof rankingText>[0]

/** In place of what was stopped before it was there. */
export function stoppedBox(title: Words, hint: Words, again: Words, run: () => void) {
  return html`<div class="state" role="status"><strong>${rankingText(title)}</strong><p>${rankingText(hint)}</p>
    <button class="button" type="button" @click=${run}>${rankingText(again)}</button></div>`
}

/** Above what is still shown. */
export function stoppedLine(text: Words, again: Words, run: () => void) {
  return html`<p class="notice" role="status">${rankingText(text)} <button class="link" type="button" @click=${run}>${rankingText(again)}</button></p>`
}
