import { css } from 'lit'

/** Rows of a form in the narrow column beside the map. */
export const formStyles = css`
  .row { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr) auto; align-items: center; gap: 0.5rem; min-height: 2.25rem; font-size: var(--text-small); }
  .row > :nth-child(2):last-child { grid-column: 2 / -1; }
  .field { display: grid; gap: 0.25rem; font-size: var(--text-small); }
  select, input:not([type='range'], [type='checkbox'], [type='radio'], [type='color'], .hidden) { min-height: 2.25rem; width: 100%; padding: 0.25rem 0.5rem;
    border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); }
  input[type='color'] { width: 2.5rem; height: 2.25rem; padding: 2px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); }
  input[type='range'] { width: 100%; accent-color: var(--brand); }
  output { min-width: 2.5rem; text-align: end; font-variant-numeric: tabular-nums; }
  .choice { display: flex; flex-wrap: wrap; gap: 0.25rem; font-size: var(--text-small); }
  .choice legend { padding: 0; margin-bottom: 0.25rem; }
  .choice label { position: relative; }
  .choice input { position: absolute; opacity: 0; inset: 0; }
  .choice span { display: inline-flex; align-items: center; min-height: 2.25rem; padding: 0 0.75rem; border: 1px solid var(--line-strong); border-radius: var(--radius-pill); font-weight: 600; }
  .choice input:checked + span { background: var(--brand); border-color: var(--brand); color: #fff; }
  .choice input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }
  .check { display: inline-flex; align-items: center; gap: 0.375rem; min-height: 2.25rem; font-size: var(--text-small); }
  :host { display: grid; gap: 0.625rem; }
`
