import { css } from 'lit'

export const sliderStyles = css`
  li + li { margin-top: 0.625rem; }
  .head { display: flex; align-items: center; gap: 0.125rem; }
  .name { display: flex; align-items: flex-start; gap: 0.5rem; flex: 1; min-width: 0; border: 0; background: none; padding: 0.25rem 0; text-align: start;
    font-weight: 600; line-height: 1.3; border-radius: var(--radius-s); }
  .name:hover span { text-decoration: underline dotted; text-underline-offset: 3px; }
  .swatch { flex: none; width: 0.6875rem; height: 0.6875rem; border-radius: 3px; background: var(--swatch); margin-top: 0.25rem; }
  .off .name { color: var(--muted); font-weight: 500; }
  .off .swatch { background: none; box-shadow: inset 0 0 0 2px var(--swatch); }
  .tool { flex: none; width: 1.625rem; height: 1.75rem; padding: 0; border: 0; background: none; display: grid; place-items: center; color: var(--muted);
    border-radius: var(--radius-s); }
  .tool:hover { background: var(--wash); color: var(--ink); }
  .tool:disabled { opacity: 0.4; cursor: default; }
  .tool[aria-pressed="true"] { color: var(--brand-strong); background: var(--brand-wash); }
  .value { width: 2.75rem; height: 1.875rem; padding: 0 0.25rem; border: 1px solid transparent; border-radius: var(--radius-s); background: none; text-align: end;
    font-weight: 600; font-variant-numeric: tabular-nums; appearance: textfield; -moz-appearance: textfield; }
  .value::-webkit-inner-spin-button { display: none; }
  li:hover .value, .value:focus { border-color: var(--line-strong); background: var(--surface); }
  /* Of a size of its own, so that a step lays out neither the list nor the page. */
  .slide { contain: size layout style; appearance: none; width: 100%; height: 1.5rem; margin: 0; background: none; cursor: pointer; display: block; border-radius: var(--radius-s); }
  .slide:disabled { cursor: default; opacity: 0.5; }
  .slide::-webkit-slider-runnable-track { height: 6px; border-radius: 3px; background: linear-gradient(to right, var(--brand) var(--share), var(--track, #dfe4e8) var(--share)); }
  .slide::-moz-range-track { height: 6px; border-radius: 3px; background: #dfe4e8; }
  .slide::-moz-range-progress { height: 6px; border-radius: 3px; background: var(--brand); }
  .slide::-webkit-slider-thumb { appearance: none; width: 1rem; height: 1rem; margin-top: -5px; border-radius: 50%; border: 2px solid #fff; background: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
  .slide::-moz-range-thumb { width: 0.75rem; height: 0.75rem; border-radius: 50%; border: 2px solid #fff; background: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
  .flag { display: block; width: fit-content; margin-top: 1px; padding: 0 0.375rem; border-radius: var(--radius-pill); background: var(--warn-wash); color: var(--warn-ink);
    font-size: 0.6875rem; font-weight: 600; font-style: normal; }
  .silent { margin-top: 0.875rem; border-top: 1px solid var(--line); }
  .silent summary { cursor: pointer; padding: 0.5rem 0; font-weight: 600; border-radius: var(--radius-s); }
  .silent .note { margin-bottom: 0.5rem; }
  .why { grid-column: 1 / -1; color: var(--warn-ink); }
  .details { display: grid; grid-template-columns: auto 1fr; gap: 0.125rem 0.625rem; margin: 0.25rem 0 0; padding: 0.5rem 0.625rem; background: var(--wash);
    border-radius: var(--radius-s); font-size: var(--text-note); line-height: 1.4; }
  .details dt { color: var(--muted); }
  .details dd { overflow-wrap: anywhere; }
  @media (max-width: 767px) {
    .tool, .value { width: var(--target); height: var(--target); }
    .name { min-height: var(--target); align-items: center; }
    .swatch { margin-top: 0; }
    .slide { height: var(--target); }
    .slide::-webkit-slider-thumb { width: 1.5rem; height: 1.5rem; margin-top: -9px; }
    .value { border-color: var(--line-strong); font-size: 1rem; }
  }
`
