import { css } from 'lit'

/** Buttons, fields and text that several elements share. */
export const sharedStyles = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  :host { display: block; }
  :host([hidden]) { display: none; }
  button, input, select { font: inherit; color: inherit; }
  button { cursor: pointer; }
  h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  fieldset { border: 0; min-width: 0; }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  a { color: var(--brand); font-weight: 600; }
  .button { min-height: 2.25rem; padding: 0.375rem 0.875rem; border: 1px solid var(--line-strong); background: var(--surface);
    border-radius: var(--radius-pill); font-weight: 600; font-size: var(--text-small); display: inline-flex;
    align-items: center; justify-content: center; gap: 0.375rem; text-decoration: none; }
  .button:not(:disabled):hover { background: var(--wash); border-color: var(--muted); }
  .button.main { background: var(--brand); border-color: var(--brand); color: #fff; }
  .button.main:not(:disabled):hover { background: var(--brand-strong); }
  .button:disabled { color: var(--muted); background: var(--wash); border-color: var(--line); cursor: default; }
  .link { border: 0; background: none; padding: 0; color: var(--brand); font-weight: 600; text-decoration: underline;
    text-underline-offset: 3px; text-decoration-color: color-mix(in srgb, currentcolor 40%, transparent); text-align: start; }
  .link:hover { text-decoration-color: currentcolor; }
  .icon { border: 0; background: none; padding: 0; width: 2.25rem; height: 2.25rem; border-radius: var(--radius);
    display: inline-grid; place-items: center; color: var(--muted); }
  .icon:hover { background: var(--wash); color: var(--ink); }
  .note { font-size: var(--text-note); color: var(--muted); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .state { padding: 1.25rem 1rem; border-radius: var(--radius); background: var(--wash); display: grid; gap: 0.5rem;
    justify-items: start; }
  .state strong { font-weight: 700; }
  .state.error { background: var(--error-wash); }
  .state.error strong { color: var(--error-ink); }
  @media (max-width: 767px) {
    .button { min-height: var(--target); }
    .icon { width: var(--target); height: var(--target); }
  }
`
