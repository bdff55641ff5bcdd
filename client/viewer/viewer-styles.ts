import { css } from 'lit'

export const viewerStyles = css`
  :host { display: grid; grid-template: var(--header-height) minmax(0, 1fr) / var(--panel-width) minmax(0, 1fr); height: 100dvh; }
  pu-header { grid-column: 1 / -1; }
  .skips { position: absolute; z-index: 50; }
  .skip { position: absolute; z-index: 50; left: 1rem; top: -9rem; white-space: nowrap; background: var(--ink); color: #fff; padding: 0.75rem 1rem; border-radius: var(--radius); }
  .skip:focus { top: 0.25rem; }
  pu-panel { grid-row: 2; grid-column: 1; }
  main { position: relative; grid-row: 2; grid-column: 2; min-width: 0; }
  pu-map { position: absolute; inset: 0; }
  pu-map-controls { position: absolute; left: 1rem; top: 1rem; z-index: 2; }
  .corner { position: absolute; left: 1rem; bottom: 0.625rem; z-index: 2; pointer-events: none; }
  .credit { position: absolute; right: 0.75rem; bottom: 0.5rem; z-index: 1; max-width: 60%; font-size: 11px; color: #3d4a58; text-align: end;
    background: rgb(255 255 255 / 72%); padding: 0.0625rem 0.375rem; border-radius: var(--radius-s); }
  pu-card { position: absolute; z-index: 5; right: 1rem; bottom: 2.25rem; width: min(23.5rem, calc(100% - 2rem)); max-height: calc(100% - 3.25rem); }
  .toast { position: absolute; z-index: 6; left: 50%; top: 1rem; transform: translateX(-50%); display: flex; align-items: center; gap: 0.75rem;
    background: var(--ink); color: #fff; padding: 0.625rem 1rem; border-radius: var(--radius); box-shadow: var(--shadow); max-width: min(30rem, calc(100% - 9rem)); }
  .toast button { border: 0; background: none; color: #fff; font-weight: 700; text-decoration: underline; text-underline-offset: 3px; padding: 0.25rem; min-height: 2rem; white-space: nowrap; }
  .toast :focus-visible { outline-color: #fff; }
  .bottom { display: none; }
  .whole { grid-row: 2; grid-column: 1 / -1; display: grid; place-content: center; padding: 2rem; background: var(--map-water); }
  .whole .state { background: var(--surface); box-shadow: var(--shadow); max-width: 26rem; padding: 1.5rem; }
  .spinner { width: 1.75rem; height: 1.75rem; border: 3px solid var(--line); border-top-color: var(--brand); border-radius: 50%; animation: turn 1s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }
  @media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }

  @media (max-width: 767px) {
    :host { grid-template: calc(3.25rem + var(--safe-top)) minmax(0, 1fr) calc(3.5rem + var(--safe-bottom)) / minmax(0, 1fr); --sheet-low: min(16rem, 46dvh); }
    pu-header { padding-top: var(--safe-top); background: var(--surface); }
    main { grid-row: 2; grid-column: 1; }
    pu-map-controls { left: auto; right: 0.75rem; top: 0.625rem; }
    .corner { left: 0.75rem; bottom: calc(var(--sheet-low) + 0.5rem); }
    .credit { bottom: calc(var(--sheet-low) + 0.25rem); font-size: 10px; max-width: 55%; }
    pu-card { z-index: 15; inset: auto 0 0 0; width: auto; min-height: var(--sheet-low); max-height: 62%; border-radius: var(--radius-l) var(--radius-l) 0 0; }
    /* Below the search and beside the buttons: neither sheet nor card may cover what can be tried again. */
    .toast { top: 4.125rem; left: 0.75rem; transform: none; z-index: 16; max-width: calc(100% - 5rem); width: max-content; }
    .toast button { min-width: var(--target); min-height: var(--target); }
    .bottom { display: grid; grid-row: 3; grid-auto-flow: column; grid-auto-columns: 1fr; background: var(--surface); border-top: 1px solid var(--line);
      padding-bottom: var(--safe-bottom); z-index: 12; }
    .bottom a, .bottom button { display: grid; justify-items: center; align-content: center; gap: 1px; font-size: var(--text-note); font-weight: 600; color: #465260; text-decoration: none; border: 0; background: none; }
    .bottom [aria-current] { color: var(--brand-strong); }
    .bottom :focus-visible { outline-offset: -4px; }
    .whole { grid-column: 1; }
  }
  /* A phone on its side, or a desktop screen at 200 %: the little map that is left must not be covered. */
  @media (max-width: 767px) and (max-height: 560px) {
    .corner { display: none; }
    .credit { max-width: calc(100% - 5rem); }
  }
`
