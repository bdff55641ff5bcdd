import { css } from 'lit'

/** What list and form share. */
export const criteriaStyles = css`
  .field { display: grid; gap: 0.25rem; font-size: var(--text-small); min-width: 0; }
  .field label { font-weight: 600; }
  .field input, .field select, .points input { min-height: 2.25rem; width: 100%; padding: 0 0.625rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s);
    background: var(--surface); font-weight: 400; min-width: 0; }
  .field .note, .choice .note { font-weight: 400; line-height: 1.4; }
  [aria-invalid="true"] { border-color: var(--error-ink) !important; box-shadow: 0 0 0 1px var(--error-ink); }
  .fault { color: var(--error-ink); font-size: var(--text-note); font-weight: 600; }
  @media (max-width: 767px) { .field input, .field select, .points input { min-height: var(--target); font-size: 1rem; } }
`
