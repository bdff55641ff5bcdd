import { share } from './share.ts'

// The page reads without this: it adds sharing and printing.
const actions = document.querySelector<HTMLElement>('[data-actions]')
const button = document.querySelector<HTMLButtonElement>('[data-share]')

if (actions) actions.hidden = false
button?.addEventListener('click', () => void share(button))
document.querySelector('[data-print]')?.addEventListener('click', () => print())
