import { css } from 'lit'

/** Fields, cards and headings of the budget's form. */
export const formStyles = css`
  h2 { font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
  section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; }
  input:not([type="radio"], [type="search"]), select { min-height: 2.25rem; width: 100%; min-width: 0; padding: 0 0.625rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); }
  input[aria-invalid="true"] { border-color: var(--error-ink); box-shadow: inset 0 0 0 1px var(--error-ink); }
  .field { display: grid; gap: 0.25rem; font-size: var(--text-small); font-weight: 600; }
  .field > input, .field > select { font-weight: 400; }
  .wrong { color: var(--error-ink); font-size: var(--text-note); line-height: 1.4; }
  .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 0.5rem; }
  .modes { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; padding: 2px; gap: 2px; background: #eceff2; border-radius: var(--radius); }
  .modes button { border: 0; background: none; min-height: 2rem; padding: 0 0.375rem; border-radius: 0.5rem; font-weight: 600; font-size: var(--text-small); color: #465260; }
  .modes button[aria-pressed="true"] { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
  @media (max-width: 767px) {
    input:not([type="radio"]), select { min-height: var(--target); font-size: 1rem; }
    .modes button, .link, summary { min-height: var(--target); }
  }
`
