import { css } from 'lit'

export const cardStyles = css`
  :host { background: var(--surface); border-radius: var(--radius-l); box-shadow: var(--shadow); display: flex; flex-direction: column;
    overflow: hidden; }
  section { display: flex; flex-direction: column; min-height: 0; }
  /* Not a sticky head in a card that scrolls: Chromium then leaves out a strip of the map above the card, as if the head stood there. */
  .rest { min-height: 0; overflow: auto; overscroll-behavior: contain; }
  .top { display: flex; flex: none; align-items: center; gap: 0.25rem;
    padding: 0.5rem 0.5rem 0 1.25rem; min-height: 3rem; }
  .top .note { flex: 1; }
  .body { padding: 0 1.25rem 1.25rem; display: grid; gap: 0.875rem; }
  h2 { margin: 0 1.25rem 0.875rem; font-size: var(--text-title); line-height: 1.3; font-weight: 700; letter-spacing: -0.01em; overflow-wrap: anywhere; }
  h2:focus { outline: none; }
  .why { margin-top: -0.5rem; }
  .status { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 600; }
  dl { display: grid; grid-template-columns: minmax(6.5rem, auto) 1fr; gap: 0.375rem 0.875rem; }
  dt { color: var(--muted); }
  dd { font-weight: 600; overflow-wrap: anywhere; }
  dd small { font-weight: 400; font-size: var(--text-note); color: var(--muted); display: block; }
  .badge { display: inline-block; padding: 0.0625rem 0.5rem; border-radius: var(--radius-s); font-size: var(--text-note);
    font-weight: 600; background: var(--brand-wash); color: var(--brand-strong); white-space: nowrap; }
  .badge.warn { background: var(--warn-wash); color: var(--warn-ink); }
  .hint { font-size: var(--text-small); background: var(--warn-wash); color: #6d2a0f; border-radius: var(--radius); padding: 0.625rem 0.75rem; }
  .steps { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 3px; margin-bottom: 0.5rem; }
  .steps i { height: 8px; background: var(--line); }
  .steps i:first-child { border-radius: 4px 0 0 4px; } .steps i:last-child { border-radius: 0 4px 4px 0; }
  .steps i.past { background: color-mix(in srgb, var(--brand) 55%, #fff); }
  .steps i.unrecorded { background: repeating-linear-gradient(135deg, var(--line) 0 3px, color-mix(in srgb, var(--brand) 35%, #fff) 3px 5px); }
  .steps i:is(.now, .ended, .stopped, .returned) { background: var(--brand); }
  .stage { display: flex; justify-content: space-between; gap: 1rem; font-size: var(--text-small); }
  .stage strong { font-weight: 700; }
  details { border-top: 1px solid var(--line); padding-top: 0.75rem; }
  summary { cursor: pointer; font-weight: 600; color: var(--brand); }
  .history { display: grid; gap: 0.75rem; margin-top: 0.75rem; border-inline-start: 2px solid var(--line); padding-inline-start: 1rem; }
  .history li { position: relative; }
  .history li::before { content: ""; position: absolute; inset-inline-start: calc(-1rem - 6px); top: 0.375rem; width: 10px; height: 10px;
    border-radius: 50%; background: var(--brand); box-shadow: 0 0 0 2px var(--surface); }
  .history strong { font-weight: 600; display: block; }
  .found { margin-inline: -0.5rem; }
  .found li + li { border-top: 1px solid var(--line); }
  .found button { display: grid; grid-template-columns: 20px 1fr; gap: 0 0.625rem; width: 100%; padding: 0.5rem; min-height: var(--target);
    border: 0; background: none; text-align: start; border-radius: var(--radius-s); }
  .found button:hover { background: var(--wash); }
  .found button:focus-visible { outline-offset: -3px; }
  .found strong { display: block; font-weight: 600; line-height: 1.35; overflow-wrap: anywhere; }
  .refusal { padding: 0.625rem 0.75rem; border-radius: var(--radius-s); background: var(--wash); border-inline-start: 4px solid var(--status-rejected); }
  .refusal.returned, .refusal.postponed { background: var(--warn-wash); border-color: var(--status-returned); }
  .refusal h3 { font-size: var(--text-small); font-weight: 700; }
  .refusal .note { color: #55606e; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .swatch { display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 3px; margin-inline-end: 0.375rem; }
`
