import { css } from 'lit'

export const planStyles = css`
  :host { display: grid; height: 100dvh; background: var(--surface);
    grid-template: var(--header-height) minmax(0, 1fr) / var(--plan-left, 18.75rem) minmax(0, 1fr) var(--plan-right, 33.75rem); }
  pu-plan-header { grid-column: 1 / -1; min-width: 0; }
  .skips { position: absolute; top: 0; left: 0; z-index: 50; }
  .skip { position: absolute; z-index: 50; left: 1rem; top: -5rem; white-space: nowrap; background: var(--ink); color: #fff; padding: 0.75rem 1rem; border-radius: var(--radius); }
  .skip:focus { top: 0.25rem; }
  .left, .right { grid-row: 2; min-width: 0; min-height: 0; overflow: auto; background: var(--surface); position: relative; z-index: 2; }
  .left { grid-column: 1; border-inline-end: 1px solid var(--line); }
  .right { grid-column: 3; border-inline-start: 1px solid var(--line); }
  main { grid-row: 2; grid-column: 2; position: relative; min-width: 0; overflow: clip; }
  .switch { display: none; }
  .whole { grid-row: 2; grid-column: 1 / -1; display: grid; place-content: center; padding: 2rem; background: var(--map-water); }
  .whole .state { background: var(--surface); box-shadow: var(--shadow); max-width: 26rem; padding: 1.5rem; }
  .right > .state { margin: 1rem; }
  .spinner { width: 1.75rem; height: 1.75rem; border: 3px solid var(--line); border-top-color: var(--brand); border-radius: 50%; animation: turn 1s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }
  @media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
  .toast { position: absolute; z-index: 6; left: 50%; bottom: 4.5rem; transform: translateX(-50%); display: flex; align-items: center; gap: 0.75rem;
    background: var(--ink); color: #fff; padding: 0.625rem 1rem; border-radius: var(--radius); box-shadow: var(--shadow); width: max-content; max-width: min(30rem, calc(100% - 2rem)); }
  .toast button { border: 0; background: none; color: #fff; font-weight: 700; text-decoration: underline; text-underline-offset: 3px; padding: 0.25rem; min-height: 2rem; white-space: nowrap; }
  .toast :focus-visible { outline-color: #fff; }
  .toast progress { width: 6rem; accent-color: var(--brand); }
  :host([forum]) pu-plan-header, :host([forum]) .left, :host([forum]) .right, :host([forum]) .skips { display: none; }
  :host([forum]) main { grid-column: 1; grid-row: 1 / -1; margin-bottom: calc(1.7rem + 2.83333vw); }

  @media (min-width: 768px) and (max-width: 1279px) {
    :host { --plan-left: 15.5rem; --plan-right: minmax(20rem, 42%); }
  }
  @media (min-width: 1680px) { :host { --plan-left: 21rem; --plan-right: 40rem; } }

  @media (min-width: 1280px) {
    :host([wide]) { --plan-right: calc(100% - var(--plan-left, 18.75rem) - 17rem); }
  }

  :host([forum]) { grid-template-columns: minmax(0, 1fr) var(--forum-panel, 42vw); grid-template-rows: minmax(0, 1fr); }

  @media (max-width: 767px) {
    :host { grid-template: auto minmax(0, 1fr) calc(3.5rem + var(--safe-bottom)) / minmax(0, 1fr); }
    .left, .right, main { grid-row: 2; grid-column: 1; border: 0; }
    .left:not(.on), .right:not(.on) { display: none; }
    .left, .right { z-index: 5; }
    .switch { display: grid; grid-row: 3; grid-auto-flow: column; grid-auto-columns: 1fr; background: var(--surface); border-top: 1px solid var(--line);
      padding-bottom: var(--safe-bottom); z-index: 12; }
    .switch button { display: grid; justify-items: center; align-content: center; gap: 1px; font-size: var(--text-note); font-weight: 600; color: #465260; border: 0; background: none; }
    .switch [aria-pressed="true"] { color: var(--brand-strong); box-shadow: inset 0 3px 0 var(--brand); }
    .switch :focus-visible { outline-offset: -4px; }
    .whole { grid-column: 1; }
    .toast { bottom: 1rem; }
    .toast button { min-width: var(--target); min-height: var(--target); }
  }
`
