import { css } from 'lit'

/** What both columns of the zones share. */
export const zonePanelStyles = css`
  :host { padding: 1rem; }
  h2 { font-size: var(--text-lead); font-weight: 700; margin-bottom: 0.5rem; }
  h3 { font-size: var(--text-note); font-weight: 700; color: var(--muted); margin: 1.25rem 0 0.5rem; }
  .field { display: grid; gap: 0.25rem; font-size: var(--text-small); font-weight: 600; }
  .field .note { font-weight: 400; }
  input:not([type="checkbox"]), textarea, select { border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); min-height: 2.25rem;
    padding: 0.25rem 0.625rem; font: inherit; font-weight: 400; font-size: var(--text); color: var(--ink); width: 100%; min-width: 0; }
  textarea { min-height: 4rem; resize: vertical; }
  input[aria-invalid="true"], textarea[aria-invalid="true"] { border-color: var(--error-ink); box-shadow: inset 0 0 0 1px var(--error-ink); }
  .line { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .line > input { flex: 1 1 6rem; width: auto; }
  .stackwise { display: grid; gap: 0.5rem; justify-items: start; }
  .stackwise > .field { justify-self: stretch; }
  .field > .button { justify-self: start; }
  .check { display: flex; gap: 0.5rem; align-items: start; font-size: var(--text-small); min-height: 1.75rem; }
  .check input { width: 1.125rem; height: 1.125rem; margin: 0.0625rem 0 0; accent-color: var(--brand); flex: none; }
  .warn { background: var(--warn-wash); color: #6d2a0f; border-radius: var(--radius); padding: 0.625rem 0.75rem; font-size: var(--text-small); display: grid; gap: 0.5rem; justify-items: start; }
  .notice { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: #e3f2ea; color: #0b5246; font-size: var(--text-small); }
  .notice.failed { background: var(--error-wash); color: var(--error-ink); }
  details { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.5rem; }
  summary { cursor: pointer; font-weight: 600; min-height: 2.25rem; display: flex; align-items: center; gap: 0.5rem; list-style: none; border-radius: var(--radius-s); }
  summary::-webkit-details-marker { display: none; }
  summary::before { content: ""; width: 0.4rem; height: 0.4rem; border: solid var(--muted); border-width: 0 2px 2px 0; rotate: -45deg; transition: rotate var(--quick); flex: none; margin-inline-end: 0.25rem; }
  details[open] > summary::before { rotate: 45deg; }
  summary .note { margin-inline-start: auto; font-weight: 400; }
  .rows { display: grid; }
  .rows li { display: flex; gap: 0.5rem; align-items: center; min-height: 2.5rem; border-bottom: 1px solid var(--line); font-size: var(--text-small); }
  .rows li > span { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .rows small { color: var(--muted); }
  @media (max-width: 767px) {
    input:not([type="checkbox"]), textarea, select { min-height: var(--target); font-size: 1rem; }
    summary { min-height: var(--target); align-items: center; }
    .check { min-height: var(--target); }
    .rows li { min-height: 3rem; }
    .link { min-height: var(--target); }
  }
`
