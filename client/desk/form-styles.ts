import { css } from 'lit'

/** Forms of decisions. */
export const formStyles = css`
  form { display: grid; gap: 0.75rem; }
  h3 { font-size: var(--text-lead); font-weight: 800; }
  legend, .field > span:first-child { font-size: var(--text-small); font-weight: 600; padding: 0; margin-bottom: 0.25rem; }
  .field { display: grid; }
  textarea, input:not([type=radio], [type=checkbox]), select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line-strong);
    border-radius: var(--radius); padding: 0.5rem 0.625rem; width: 100%; min-height: 2.5rem; }
  textarea { resize: vertical; min-height: 4.5rem; }
  [aria-invalid="true"] { border-color: var(--error-ink); }
  .fault { color: var(--error-ink); font-size: var(--text-small); font-weight: 600; }
  .reasons, .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0 0.75rem; }
  .fields { grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); }
  .choice { display: flex; align-items: center; gap: 0.5rem; min-height: 2.125rem; font-size: var(--text-small); cursor: pointer; }
  .choice input { width: 1.125rem; height: 1.125rem; accent-color: var(--brand); flex: none; margin: 0; }
  .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; }
  .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  kbd { font: 600 0.6875rem/1 var(--font); border: 1px solid currentcolor; border-radius: 4px; padding: 0.1875rem 0.3125rem; opacity: 0.9; }
  @media (max-width: 767px) { kbd { display: none; } .choice { min-height: var(--target); } }
`
