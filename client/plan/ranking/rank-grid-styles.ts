import { css } from 'lit'

export const rankGridStyles = css`
  :host { display: grid; grid-template-rows: minmax(0, 1fr) auto; min-height: 0; container-type: inline-size; }
  /* What is said in place of lines. */
  ::slotted(*) { grid-area: 1 / 1; z-index: 2; }
  .grid { grid-area: 1 / 1; overflow: auto; min-height: 0; position: relative; overscroll-behavior: contain; }
  .grid:focus-visible { outline-offset: -3px; }
  .line { display: grid; align-items: center; gap: 0 0.625rem; padding: 0 1rem; }
  .head { position: sticky; top: 0; z-index: 2; background: var(--surface); border-bottom: 1px solid var(--line); }
  .head .line { min-height: 2.25rem; font-size: var(--text-note); font-weight: 600; color: var(--muted); line-height: 1.2; }
  .head .score, .head .million, .head .interval { text-align: end; }
  .body { position: relative; }
  /* Rows stand in the flow, and scrolling moves the one box around them. */
  .seen { position: absolute; inset-inline: 0; }
  /* What a row holds lays out and paints nothing but the row. */
  .row { contain: strict; height: 4rem; border-bottom: 1px solid var(--line); cursor: pointer; }
  .row:hover, .row.hovered { background: var(--wash); }
  .row.marked { background: var(--brand-wash); }
  .row.opened { box-shadow: inset 3px 0 0 var(--brand); }
  .grid:focus-visible .row.active { outline: 2px solid var(--focus); outline-offset: -2px; }
  .rank { font-weight: 600; font-variant-numeric: tabular-nums; }
  .what { min-width: 0; line-height: 1.3; }
  .title { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; font-weight: 500; overflow-wrap: anywhere; }
  .what .note { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .twin { display: inline-grid; place-items: center; width: 1.125rem; height: 1.125rem; border-radius: 50%; background: var(--warn-wash); color: var(--warn-ink); line-height: 1; }
  .segments { height: 0.5rem; border-radius: 4px; background: #e9edf0; }
  .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .score { font-weight: 600; }
  .head .score { font-weight: inherit; }
  .range, .cost { font-size: var(--text-small); }
  .standing .note { display: block; line-height: 1.25; white-space: nowrap; }
  .badge { display: inline-block; padding: 0.125rem 0.5rem; border-radius: var(--radius-pill); font-size: var(--text-note); font-weight: 700; }
  .certain { background: #d9efe6; color: #0b5246; }
  .depends { background: #fdf0c8; color: #6b4700; }
  .no { background: #e9edf0; color: #4d5763; }
  .stale .range, .stale .standing { opacity: 0.45; }
  .keys { display: none; }
  .grid:focus-visible + .keys { display: block; padding: 0.25rem 1rem; font-size: var(--text-note); color: #fff; background: var(--ink); }
  @container (max-width: 30rem) { .line { gap: 0 0.5rem; } }
  @container (max-width: 26rem) { .cost, .million, .range, .interval { display: none; } }
`
