import { officeWords } from './catalogue-words.ts'
import { failureText } from './failure-text.ts'
import { say } from './language.ts'

export function block<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}

export function button(text: string, run: () => void, isMain = false): HTMLButtonElement {
  const element = block('button', isMain ? 'button main' : 'button', text)
  element.type = 'button'
  element.addEventListener('click', run)
  return element
}

export function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  const label = block('label', '', text)
  label.append(field)
  return label
}

/** One message at the end of a form, in place of the one before. */
export function showMessage(form: HTMLElement, text: string, ...actions: readonly HTMLElement[]): void {
  form.querySelector('.message')?.remove()
  const message = block('p', 'message', text)
  message.setAttribute('role', 'status')
  message.append(' ', ...actions)
  form.append(message)
}

export function showFailure(form: HTMLElement, error: unknown): void {
  showMessage(form, say(officeWords.failed, { detail: failureText(error) }))
}
