import { css } from 'lit'

/** What AHP, entropy and groups share. */
export const sourceStyles = css`
  .hint { margin-bottom: 0.75rem; }
  h3 { margin: 1rem 0 0.375rem; font-size: var(--text-small); font-weight: 700; }
  summary { cursor: pointer; font-weight: 600; padding: 0.375rem 0; border-radius: var(--radius-s); }
  .box { display: flex; gap: 0.5rem; align-items: center; min-height: 2rem; }
  .box input { accent-color: var(--brand); width: 1.125rem; height: 1.125rem; margin: 0; flex: none; }
  .verdict { position: sticky; top: 0; z-index: 1; display: grid; gap: 0.25rem; padding: 0.625rem 0.75rem; margin: 0.5rem 0; border-radius: var(--radius); font-size: var(--text-small); }
  .verdict.good { background: #e3f2ea; color: #0b5246; }
  .verdict.bad { background: var(--warn-wash); color: var(--warn-ink); }
  .verdict .button { justify-self: start; }
  .pairs li { padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .pairs li.worst { box-shadow: inset 3px 0 0 var(--warn-ink); padding-inline-start: 0.625rem; }
  .ends { display: flex; justify-content: space-between; gap: 0.75rem; font-size: var(--text-small); line-height: 1.25; }
  .ends span { max-width: 48%; }
  .ends span:last-child { text-align: end; }
  .ends .more { font-weight: 700; color: var(--brand-strong); }
  .pairs input { width: 100%; height: 1.5rem; margin: 0; accent-color: var(--brand); display: block; }
  .derived { display: grid; gap: 0.5rem; margin-bottom: 0.75rem; }
  .derived li { display: grid; grid-template-columns: 1fr auto; gap: 0 0.5rem; font-size: var(--text-small); line-height: 1.3; }
  .derived b { font-variant-numeric: tabular-nums; }
  .track { grid-column: 1 / -1; height: 6px; border-radius: 3px; background: #e9edf0; margin-top: 2px; overflow: hidden; }
  .track i { display: block; height: 100%; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .field { display: grid; gap: 0.25rem; font-size: var(--text-small); }
  .field input { min-height: 2.25rem; padding: 0 0.625rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); min-width: 0; }
  .figures { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.75rem; font-size: var(--text-small); }
  .figures dt { font-weight: 700; font-variant-numeric: tabular-nums; text-align: end; }
  table { width: 100%; border-collapse: collapse; font-size: var(--text-note); }
  th, td { padding: 0.25rem 0.25rem; border-bottom: 1px solid var(--line); text-align: end; font-variant-numeric: tabular-nums; }
  th:first-child { text-align: start; font-weight: 500; }
  thead th { font-weight: 700; vertical-align: bottom; }
  @media (max-width: 767px) { .box, .pairs input, summary { min-height: var(--target); } .field input { min-height: var(--target); font-size: 1rem; } }
`
