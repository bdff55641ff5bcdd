import { css } from 'lit'

export const parallelStyles = css`
  .top { padding: 1rem; display: grid; gap: 0.5rem; }
  h2 { font-size: var(--text-base); }
  .names { position: relative; height: 7rem; margin-bottom: -0.5rem; font-size: var(--text-note); font-weight: 600; line-height: 1.15; }
  /* Read upwards along its axis, in two lines where the name is long. */
  .names span { position: absolute; bottom: 0; writing-mode: sideways-lr; translate: -50% 0; max-height: 100%; max-width: 2.4em; overflow: hidden; }
  @supports not (writing-mode: sideways-lr) { .names span { writing-mode: vertical-rl; rotate: 180deg; } }
  canvas { width: 100%; height: 15rem; touch-action: none; cursor: crosshair; }
  details { font-size: var(--text-small); } summary { cursor: pointer; min-height: 1.5rem; }
  ol { display: grid; gap: 0.25rem; padding: 0.25rem; }
  li { display: grid; grid-template-columns: minmax(0, 1fr) 5.5rem 5.5rem 5rem; gap: 0.5rem; align-items: center; }
  li .note { text-align: end; font-variant-numeric: tabular-nums; }
  input { min-width: 0; width: 100%; min-height: 1.5rem; accent-color: var(--brand); }
  pu-ranking { height: 26rem; border-top: 1px solid var(--line); }
  @media (max-width: 767px) {
    li { grid-template-columns: 1fr 1fr; gap: 0 0.5rem; }
    li .note { grid-area: 1 / 2; } li span:first-child { grid-area: 1 / 1; }
    input { min-height: var(--target); }
  }
`
