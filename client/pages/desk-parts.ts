import { ProblemResponse } from '../api/problem-response.ts'
import { deskWords } from './catalogue-words.ts'
import { say } from './language.ts'

export function block(tag: string, className = '', text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}

export function button(text: string, run: () => void, isMain = false): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = isMain ? 'button main' : 'button'
  element.textContent = text
  element.addEventListener('click', run)
  return element
}

/** One message at the end of a form, in place of the one before. */
export function tell(form: HTMLElement, text: string, ...actions: readonly HTMLElement[]): void {
  form.querySelector('.told')?.remove()
  const message = block('p', 'told', text)
  message.setAttribute('role', 'status')
  message.append(' ', ...actions)
  form.append(message)
}

export function tellFailure(form: HTMLElement, error: unknown): void {
  const detail = error instanceof ProblemResponse ? error.detail || error.message : String(error)
  tell(form, say(deskWords.failed, { detail }))
}
