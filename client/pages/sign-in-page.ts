import { may } from '../../core/access/may.ts'
import type { Session } from '../../core/api/session.ts'
import { readProblem } from '../api/problem-response.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sitePath } from '../api/site-path.ts'
import { inputOf } from '../panel/event-control.ts'
import { failureText } from './failure-text.ts'
import { say } from './language.ts'
import { signInWords } from './sign-in-words.ts'

const form = document.querySelector<HTMLFormElement>('[data-sign-in]')
const signedIn = document.querySelector<HTMLElement>('[data-signed-in]')
const login = document.querySelector<HTMLInputElement>('#login')
const password = document.querySelector<HTMLInputElement>('#password')
const code = document.querySelector<HTMLInputElement>('#code')
const codeField = document.querySelector<HTMLElement>('[data-code]')
const fault = document.querySelector<HTMLElement>('#fault')
const button = form?.querySelector<HTMLButtonElement>('button[type="submit"]')

/** What was typed stays where it is: a wrong letter is mended, not typed anew. */
function complain(text: string, field = password): void {
  if (!fault || !field) return
  fault.textContent = text
  fault.hidden = text === ''
  for (const one of [password, code]) one?.setAttribute('aria-invalid', String(text !== '' && one === field))
  if (text !== '') field.focus()
}

/** The first time the field appears and nothing was wrong. */
function askForCode(): void {
  if (!codeField || !code) return
  if (codeField.hidden) {
    codeField.hidden = false
    code.required = true
    code.focus()
  } else complain(say(signInWords.wrongCode), code)
}

async function signIn(): Promise<void> {
  complain('')
  if (!form || !login || !password || !button) return
  const label = button.textContent
  button.disabled = true
  button.textContent = say(signInWords.checking)
  try {
    const response = await fetch(sitePath('/api/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ login: login.value.trim(), password: password.value },
        ...(codeField?.hidden === false ? { code: code?.value } : {}),
      }),
    })
    if (response.ok) {
      location.assign(pathFor(await readAnswer<Session>(response)))
      return
    }
    const problem = await readProblem(response)
    if (problem.status === 401 && problem.body.parameter === 'code') askForCode()
    else
      complain(problem.status === 401 ? say(signInWords.wrong) : failureText(problem, retryAfter(response)))
  } catch (error) {
    complain(failureText(error))
  }
  button.disabled = false
  button.textContent = label
}

/**
 * Where signing in leads: to what was asked for, but nobody to imports who may not run them, and first to the own account where
 * a link has set its password.
 */
function pathFor({ actor, resetAt, waits = false }: Session): string {
  if (resetAt !== undefined || waits) return sitePath('/akun/saya')
  const imports = sitePath('/impor')
  const next = form?.dataset.next ?? imports
  return next.startsWith(imports) && !may(actor, 'import:run') ? sitePath('/akun/saya') : next
}

function retryAfter(response: Response): number {
  return Number(response.headers.get('retry-after')) || 0
}

async function showWhoIsIn(): Promise<void> {
  const response = await fetch(sitePath('/api/session')).catch(() => undefined)
  const body = response?.ok ? await readAnswer<Session>(response) : undefined
  if (!body?.user || !form || !signedIn) return
  form.hidden = true
  signedIn.hidden = false
  const way = signedIn.querySelector('a')
  const path = pathFor(body)
  if (way && path !== form.dataset.next) {
    way.href = path
    way.textContent = say(signInWords.toAccount)
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void signIn()
})
document.querySelector<HTMLInputElement>('[data-show]')?.addEventListener('change', (event) => {
  if (password) password.type = inputOf(event).checked ? 'text' : 'password'
})
document.querySelector('[data-sign-out]')?.addEventListener('click', async () => {
  await fetch(sitePath('/api/session'), { method: 'DELETE' })
  location.reload()
})
void showWhoIsIn()
