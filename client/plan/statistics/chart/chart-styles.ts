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
  svg:has(.marked) .point:not(.marked), svg:has(.marked) .bar:not(.marked) { opacity: 0.4; }
  .bar.marked { stroke: #1c2733; stroke-width: 1.5; }
  .hit { fill: transparent; cursor: pointer; outline: none; } .hit:hover { fill: rgb(28 39 51 / 6%); } .hit:focus-visible { outline: none; stroke: var(--focus); stroke-width: 2.5; }
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
  @media (max-width: 767px) { .keys button, th button { min-height: var(--target); } }
`
