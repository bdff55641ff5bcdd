import { css } from 'lit'

export const layerListStyles = css`
  h2 { font-size: var(--text-note); font-weight: 700; color: var(--muted); padding: 1rem 0 0.25rem; }
  summary { display: flex; align-items: baseline; gap: 0.375rem; min-height: var(--target); padding-top: 0.75rem; cursor: pointer; }
  summary::before { content: '▸'; color: var(--muted); }
  details[open] > summary::before { content: '▾'; }
  summary::-webkit-details-marker { display: none; }
  summary h2 { padding: 0; }
  .layers > li { padding: 0.625rem 0; border-bottom: 1px solid var(--line); }
  section:last-child .layers > li:last-child { border-bottom: 0; }
  .title { display: flex; align-items: start; justify-content: space-between; gap: 0.5rem; }
  .title > label { display: grid; grid-template-columns: auto 1fr; gap: 0.625rem; cursor: pointer; flex: 1; min-width: 0; }
  .title small { display: block; font-size: var(--text-note); color: var(--muted); line-height: 1.4; }
  strong { font-weight: 600; }
  .on > .title strong { font-weight: 700; }
  input[type="checkbox"] { width: 1.125rem; height: 1.125rem; margin: 0.125rem 0 0; accent-color: var(--brand); }
  .unavailable .title > label { cursor: default; }
  .unavailable strong { color: var(--muted); }
  .unavailable small { color: var(--error-ink); }
  .details { padding: 0.5rem 0 0.125rem 1.75rem; display: grid; gap: 0.5rem; }
  .missing { display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; font-size: var(--text-small); margin-top: -0.25rem; }
  .switch { display: inline-flex; flex: none; padding: 2px; border-radius: var(--radius); background: var(--line); }
  .switch span { display: block; padding: 0.25rem 0.5rem; border-radius: 0.5rem; font-size: var(--text-note); font-weight: 600;
    color: #465260; cursor: pointer; text-align: center; }
  .switch input:checked + span { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
  .switch input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 1px; }
  .switch.full { display: flex; } .switch.full label { flex: 1; }
  .ramp { background: var(--map-land); display: flex; height: 10px; border-radius: 5px; overflow: hidden; }
  .ramp i { flex: 1; opacity: var(--shade, 1); }
  .details :is(.swatch, .line, .categories .symbol) { opacity: var(--shade, 1); }
  .breaks { display: flex; justify-content: space-between; font-size: var(--text-note); color: var(--muted); }
  .details > .ramp + .breaks { margin-top: -0.375rem; }
  .unit { display: flex; justify-content: space-between; gap: 1rem; }
  .unit span { display: inline-flex; align-items: center; gap: 0.375rem; }
  .swatch { display: inline-block; width: 0.875rem; height: 0.875rem; border-radius: 3px; flex: none;
    box-shadow: inset 0 0 0 1px rgb(28 39 51 / 16%); }
  .bivariate { display: grid; grid-template: auto auto / auto 1fr; gap: 0.25rem 0.375rem; font-size: var(--text-note); color: var(--muted); }
  .bivariate div { display: grid; grid-template: repeat(3, 1.125rem) / repeat(3, 2rem); gap: 1px; grid-column: 2; }
  .bivariate span:first-child { writing-mode: vertical-rl; rotate: 180deg; grid-row: 1; justify-self: end; }
  .bivariate span:last-child { grid-column: 2; }
  .line { display: block; width: 2.5rem; height: 3px; border-radius: 2px; }
  .categories { display: grid; grid-template-columns: 1fr 1fr; gap: 0.25rem 0.75rem; font-size: var(--text-note); }
  .categories li, .statuses li { display: flex; align-items: center; gap: 0.5rem; }
  .statuses { display: grid; grid-template-columns: 1fr 1fr; gap: 0.375rem 0.5rem; font-size: var(--text-small); }
  .statuses.wide { grid-template-columns: 1fr; padding-top: 0.5rem; border-top: 1px solid var(--line); }
  .bubble { flex: none; width: 20px; height: 20px; margin-inline: -1px; border: 1.5px solid #3d4a58; border-radius: 50%;
    display: grid; place-items: center; font-size: 10px; font-weight: 700; }
  .symbol { flex: none; }
  .opacity { display: grid; grid-template-columns: auto 1fr 2.75rem; align-items: center; gap: 0.625rem;
    font-size: var(--text-note); color: var(--muted); }
  .opacity output { text-align: end; }
  input[type="range"] { accent-color: var(--brand); width: 100%; margin: 0; height: 1.5rem; }
  .source { overflow-wrap: anywhere; }
  @media (max-width: 767px) {
    .title > label { min-height: var(--target); }
    .switch span { min-height: 2.5rem; display: grid; place-items: center; padding-inline: 0.75rem; }
    input[type="range"] { height: var(--target); }
    .missing .link { min-height: var(--target); }
  }
`
