import { html } from 'lit'

const line = (
  path: string,
) => html`<svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
  stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path></svg>`

export const weightIcons = {
  locked: line('M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3'),
  open: line('M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2'),
  zero: line('M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM6.5 17.5l11-11'),
  restore: line('M4 10a8 8 0 1 1 1 7M4 5v5h5'),
  undo: line('M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3'),
  redo: line('m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3'),
}
