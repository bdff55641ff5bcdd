import { css } from 'lit'

export const chartStyles = css`
  figure { margin: 0; display: grid; gap: 0.375rem; }
  figcaption { font-weight: 700; font-size: var(--text-small); }
  svg { width: 100%; height: auto; }
  .grid { stroke: var(--line); } .base { stroke: var(--line-strong); }
  .tick, .axis { font-size: 11px; fill: var(--muted); } .axis { fill: var(--ink); font-weight: 600; }
  .curve { fill: none; stroke-width: 2.5; } .diagonal { stroke: var(--muted); stroke-dasharray: 3 4; }
  .point { stroke: #4d5763; stroke-width: 0.75; }
  .point.marked { stroke: #1c2733; stroke-width: 2.5; }
  svg:has(.marked) .point:not(.marked), .bars:has(.marked) .bar:not(.marked) i { opacity: 0.4; }
  .bars { display: grid; }
  .bar { display: grid; grid-template-columns: minmax(6rem, 34%) minmax(0, 1fr); gap: 0 0.75rem; align-items: center; padding: 0.25rem 0; border: 0; background: none; text-align: start; width: 100%; font-size: var(--text-note); line-height: 1.25; }
  .bar .name { overflow-wrap: anywhere; } .bar.marked .name { font-weight: 700; }
  .bar + .bar { border-top: 1px solid var(--line); }
  /* The longest bar leaves room for its value. */
  .track { position: relative; display: block; height: 1.125rem; margin-inline-end: 4.5rem; }
  .track i { position: absolute; inset-block: 0.1875rem; min-width: 1px; border-radius: 0 2px 2px 0; box-shadow: inset 0 0 0 1px rgb(12 33 66 / 25%); }
  .track b { position: absolute; inset-block-start: 0; padding-inline-start: 0.375rem; font-weight: 400; white-space: nowrap; line-height: 1.125rem; font-variant-numeric: tabular-nums; }
  .hit:hover { background: var(--wash); } .hit[aria-pressed='true'] { background: var(--brand-wash); }
  .framed { cursor: crosshair; touch-action: none; }
  .frame { fill: rgb(15 107 92 / 12%); stroke: var(--brand); stroke-width: 1.25; stroke-dasharray: 4 3; }
  .keys button, th button { display: inline-flex; align-items: center; gap: 0.375rem; border: 0; background: none; padding: 0.125rem 0.25rem; margin: -0.125rem -0.25rem; min-height: 1.5rem; border-radius: var(--radius-s); font: inherit; color: inherit; text-align: start; text-decoration: underline; text-decoration-color: var(--line-strong); text-underline-offset: 3px; }
  .keys button[aria-pressed='true'], th button[aria-pressed='true'] { background: var(--brand-wash); color: var(--brand-strong); font-weight: 700; }
  tr.marked { background: var(--brand-wash); }
  .keys { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; font-size: var(--text-note); }
  .keys li { display: flex; align-items: center; gap: 0.375rem; } .keys i { width: 0.75rem; height: 0.75rem; flex: none; border-radius: 2px; box-shadow: 0 0 0 1px rgb(12 33 66 / 25%); }
  summary { font-size: var(--text-note); cursor: pointer; min-height: 1.5rem; }
  .scroll { max-height: 16rem; overflow: auto; }
  table { border-collapse: collapse; font-size: var(--text-note); width: 100%; }
  th, td { text-align: end; padding: 0.1875rem 0.375rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
  th:first-child { text-align: start; font-weight: 400; } thead th { font-weight: 700; }
  @media (max-width: 767px) { .tick, .axis { font-size: 14px; } .bar.hit { min-height: var(--target); } .keys button, th button { min-height: var(--target); } }
`
