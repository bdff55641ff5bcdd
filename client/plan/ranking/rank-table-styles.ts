import { css } from 'lit'

/** What the ranking's table has beside every grid of proposals: heads with tools, and columns that scroll sideways. */
export const rankTableStyles = css`
  .line { gap: 0; padding: 0; grid-template-columns: var(--columns); }
  .head, .body { min-width: var(--total); }
  .line > * { padding-inline: 0.3125rem; min-width: 0; }
  .line > :first-child { padding-inline-start: 1rem; }
  /* Whatever moves a row has the style of its cells reckoned anew too where one of them inherits by name: a variable does not. */
  .row { --ground: var(--surface); background: var(--ground); }
  .row:hover, .row.hovered { --ground: var(--wash); }
  .row.marked { --ground: var(--brand-wash); }
  /* Blocks, not grids: a frame of scrolling lays all of them out. */
  .row > * { align-self: stretch; align-content: center; overflow: clip; }
  .head { --ground: var(--surface); }
  .pin { position: sticky; z-index: 1; background: var(--ground); }
  /* The last pinned column throws a shadow on what scrolls under it. */
  .grid[data-aside] .pin:not(:has(+ .pin)) { box-shadow: 1px 0 0 var(--line), 6px 0 8px -6px rgb(28 39 51 / 22%); }
  .row.opened > .pin:first-child { box-shadow: inset 3px 0 0 var(--brand); }
  .two { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; line-height: 1.3; overflow-wrap: anywhere; font-size: var(--text-small); }
  .row > .code { font-size: var(--text-small); color: #465260; font-variant-numeric: tabular-nums; }
  .status { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.375rem; align-items: center; }
  .what:has(.segments) .title { -webkit-line-clamp: 1; }
  .what .segments { height: 0.4375rem; margin-top: 0.25rem; }
  .value { font-size: var(--text-small); }
  .amount { display: block; height: 0.25rem; margin-top: 0.25rem; border-radius: 2px; background: linear-gradient(to right, var(--colour) var(--share), #e9edf0 0); }

  .head .line { min-height: 3.25rem; background: var(--surface); align-items: stretch; }
  .head.plain .line { min-height: 2.25rem; align-items: center; }
  .th:not(.pin) { position: relative; }
  .th { display: grid; grid-template-rows: minmax(0, 1fr) 1.5rem; align-items: center; justify-items: start; }
  .plain .th { display: block; }
  .th.end { justify-items: end; text-align: end; }
  .th.pin { z-index: 2; }
  .end > .sort { justify-content: flex-end; }
  .funnel { border: 0; background: none; padding: 0; width: 1.5rem; height: 1.5rem; margin-inline: -0.25rem; border-radius: var(--radius-s); display: grid; place-items: center; color: #7a8594; }
  .funnel:hover { background: var(--wash); color: var(--ink); }
  .funnel.on { background: var(--brand); color: #fff; }
  .edge { position: absolute; inset: 0 -0.375rem 0 auto; width: 0.75rem; z-index: 1; cursor: col-resize; touch-action: none; }
  .edge::after { content: ""; position: absolute; inset: 0.5rem calc(50% - 0.5px); background: transparent; }
  .th:hover .edge::after { background: var(--line); }
  .edge:hover::after, .edge:active::after { inset: 0 calc(50% - 1px); background: var(--brand); }
  .edge:focus-visible { outline-offset: -2px; }
  .funnel:focus-visible { outline-offset: -1px; }
`
