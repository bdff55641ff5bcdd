import { css } from 'lit'

export const rankingStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; position: relative; }
  .top { flex: none; padding: 0.875rem 1rem 0.5rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
  .title { display: flex; align-items: baseline; gap: 0.75rem; flex-wrap: wrap; }
  .title h2 { font-size: var(--text-lead); font-weight: 700; flex: 1; }
  .title .link { font-size: var(--text-small); min-height: 1.75rem; }
  .find { display: flex; align-items: center; gap: 0.75rem; flex-wrap: wrap; }
  .count { flex: none; }
  @media (max-width: 1279px) { .widen { display: none; } }
  /* A part of another tab has no map beside it to take room from. */
  :host([within]) .widen { display: none; }
  .narrowed { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; }
  .narrowed .chip { display: inline-flex; align-items: center; gap: 0.25rem; max-width: 100%; min-height: 1.75rem; padding: 0 0.375rem 0 0.75rem; border: 1px solid transparent; border-radius: var(--radius-pill); background: var(--brand-wash); color: var(--brand-strong); font-weight: 600; font-size: var(--text-note); }
  .narrowed .chip span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .narrowed .chip svg { width: 14px; height: 14px; flex: none; }
  .narrowed .chip:hover { border-color: var(--brand); }
  .narrowed .link { font-size: var(--text-note); min-height: 1.75rem; }
  .search { display: flex; align-items: center; gap: 0.375rem; flex: 1 1 10rem; height: 2.25rem; padding-inline: 0.625rem; border: 1px solid var(--line-strong); border-radius: var(--radius); color: var(--muted); }
  .search:focus-within { outline: 3px solid var(--focus); outline-offset: 1px; }
  .search input { flex: 1; min-width: 0; border: 0; background: none; height: 100%; color: var(--ink); }
  .search input:focus-visible { outline: none; }
  .notice { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--wash); font-size: var(--text-note); line-height: 1.4; }
  .notice.data { background: var(--warn-wash); color: #6d2a0f; }
  .notice summary { cursor: pointer; }
  .notice ul { margin: 0.25rem 0 0 1rem; list-style: disc; }
  .state { margin: 1rem; align-self: start; }
  .state pu-progress-bar { width: min(24rem, calc(100vw - 4rem)); }
  pu-rank-table { flex: 1 1 0; border-top: 1px solid var(--line); }
  pu-rank-table > .state { margin-top: 4rem; }
  pu-rank-table.stale { opacity: 0.5; }
  pu-score-details { flex: 0 1 auto; max-height: 62%; border-top: 1px solid var(--line); box-shadow: 0 -6px 20px rgb(28 39 51 / 10%); }
  @media (max-width: 767px) {
    .desk { display: none; }
    .narrowed .chip { min-height: var(--target); }
    .search, .title .link { min-height: var(--target); }
    .search { height: var(--target); }
    .search input { font-size: 1rem; }
    pu-score-details { position: absolute; inset: 0; max-height: none; z-index: 3; }
  }
`
