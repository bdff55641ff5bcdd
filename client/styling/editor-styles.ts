import { css } from 'lit'

export const editorStyles = css`
  :host { display: grid; gap: 0; height: 100dvh; overflow: clip; grid-template: auto minmax(0, 1fr) / minmax(20rem, 27rem) minmax(0, 1fr); background: var(--surface); }
  header { grid-column: 1 / -1; display: flex; align-items: center; gap: 0.75rem; min-height: var(--header-height); padding: 0.375rem 1rem; border-bottom: 1px solid var(--line); }
  header .home { display: flex; align-items: center; gap: 0.5rem; flex: none; min-height: var(--target); text-decoration: none; color: inherit; border-radius: var(--radius-s); }
  header strong { font-weight: 800; font-size: 1.0625rem; letter-spacing: -0.02em; }
  header h1 { font: inherit; color: var(--muted); border-inline-start: 1px solid var(--line); padding-inline-start: 0.75rem; flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  header nav { flex: none; }
  header nav a { display: flex; align-items: center; gap: 0.25rem; min-height: var(--target); padding: 0 0.75rem 0 0.5rem; border-radius: var(--radius); color: #465260; font-weight: 600; text-decoration: none; }
  header nav a:hover { background: var(--wash); color: var(--ink); }
  /* What is hidden from sight in it lies in it, else the page grows by the length of the form and its head scrolls away. */
  .panel { position: relative; overflow: auto; border-inline-end: 1px solid var(--line); padding: 0.75rem 1rem 1.5rem; display: grid; gap: 1rem; align-content: start; }
  .panel section { display: grid; gap: 0.625rem; border-top: 1px solid var(--line); padding-top: 0.875rem; }
  .panel section:first-child { border: 0; padding-top: 0; }
  h2 { font-size: 1rem; font-weight: 700; }
  main { position: relative; min-width: 0; background: var(--map-water); }
  .map { position: absolute; inset: 0; }
  .map canvas { display: block; }
  .ol-zoom { position: absolute; inset: 0.75rem 0.75rem auto auto; display: grid; gap: 0.375rem; }
  .ol-zoom button { width: 2.5rem; height: 2.5rem; border: 0; border-radius: var(--radius); background: var(--surface); box-shadow: var(--shadow); font-size: 1.25rem; font-weight: 600; }
  .button:disabled { opacity: 0.45; cursor: default; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .unsaved { font-size: var(--text-note); font-weight: 700; color: #8a4b08; }
  .message { position: absolute; z-index: 5; left: 50%; bottom: 1.25rem; transform: translateX(-50%); background: var(--ink); color: #fff; border-radius: var(--radius);
    padding: 0.625rem 1rem; box-shadow: var(--shadow); width: max-content; max-width: calc(100% - 2rem); display: flex; gap: 0.75rem; align-items: center; }
  .message button { border: 0; background: none; color: #fff; font-weight: 700; text-decoration: underline; min-height: 2rem; }
  .remarks { background: var(--wash); border-radius: var(--radius); padding: 0.625rem 0.75rem; font-size: var(--text-small); }
  .remarks ul { list-style: disc; padding-inline-start: 1.125rem; }
  .danger { color: var(--error-ink); border-color: currentcolor; }
  @media (max-width: 767px) {
    :host { grid-template: auto 42dvh minmax(0, 1fr) / minmax(0, 1fr); }
    main { grid-row: 2; }
    .panel { grid-row: 3; border: 0; }
    header { gap: 0.25rem; padding: calc(0.25rem + var(--safe-top)) 0.5rem 0.25rem 0.75rem; }
    header h1 { border: 0; padding: 0; color: var(--ink); font-weight: 700; font-size: var(--text-small); line-height: 1.25; max-height: 2.5em; white-space: normal; }
    header nav a { min-width: var(--target); padding: 0; justify-content: center; }
    header :is(.icon, .button) { flex: none; }
    header strong, header nav span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .unsaved { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .ol-zoom button { width: var(--target); height: var(--target); }
  }
`
