import { css } from 'lit'

/** The popovers of the table: of a column, and of all columns. */
export const columnMenuStyles = css`
  :host { display: contents; }
  .menu { position: fixed; inset: auto; margin: 0; width: 18.5rem; padding: 0.5rem 0.875rem 0.75rem; border: 1px solid var(--line);
    border-radius: var(--radius); box-shadow: var(--shadow); background: var(--surface); color: var(--ink); overflow: auto; font-weight: 400; }
  .opener { font-size: var(--text-small); min-height: 1.75rem; }
  .top { display: flex; align-items: center; gap: 0.5rem; }
  .top strong { flex: 1; font-weight: 700; }
  .top .icon { margin-inline-end: -0.5rem; }
  .filter { display: grid; gap: 0.5rem; }
  .histogram { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 1px; height: 5rem; padding-top: 0.25rem;
    border-bottom: 1px solid var(--line-strong); cursor: crosshair; touch-action: none; user-select: none; }
  .histogram span { display: grid; align-items: end; }
  .histogram i { background: #ccd4dc; border-radius: 2px 2px 0 0; }
  .histogram .in i { background: var(--brand); }
  .histogram span:hover { background: var(--wash); }
  .scale { display: flex; justify-content: space-between; gap: 0.5rem; font-size: var(--text-note); color: var(--muted); font-variant-numeric: tabular-nums; }
  .ends { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
  .field { display: grid; gap: 0.125rem; font-size: var(--text-note); color: var(--muted); }
  .field input { width: 100%; height: 2.25rem; padding-inline: 0.5rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); color: var(--ink); font-size: var(--text-small); }
  .values { max-height: 17rem; overflow: auto; margin-inline: -0.375rem; }
  .value { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 0.625rem; align-items: center; padding: 0.3125rem 0.375rem; border-radius: var(--radius-s); cursor: pointer; }
  .value:hover { background: var(--wash); }
  .value input { width: 1.125rem; height: 1.125rem; accent-color: var(--brand); margin: 0; }
  .value .label { font-size: var(--text-small); line-height: 1.25; overflow-wrap: anywhere; }
  .value .count { color: var(--muted); font-size: var(--text-note); font-variant-numeric: tabular-nums; }
  .value i { grid-column: 2 / -1; height: 3px; margin-top: 3px; border-radius: 2px; background: color-mix(in srgb, var(--brand) 45%, transparent); }
  .settings { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-top: 0.75rem; padding-top: 0.5rem; border-top: 1px solid var(--line); }
  .settings .link { font-size: var(--text-small); min-height: 1.75rem; }
  @media (max-width: 767px) {
    .menu { inset: auto 0 0 0; width: auto; max-height: 75vh; border-radius: var(--radius-l) var(--radius-l) 0 0; }
    .settings .link, .value { min-height: var(--target); }
  }
`
