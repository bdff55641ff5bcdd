import { css } from 'lit'

/** Large type that grows with the projector: 24 px at 1920, 19 px at 1366. Components inside follow by the tokens. */
export const forumStyles = css`
  :host { position: fixed; inset: 0; z-index: 20; pointer-events: none; display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) var(--forum-panel);
    --unit: calc(0.5rem + 0.8333vw); --text: var(--unit); --text-small: calc(var(--unit) * 0.86); --text-note: calc(var(--unit) * 0.8); --text-lead: calc(var(--unit) * 1.2);
    --text-title: calc(var(--unit) * 1.4); --text-figure: calc(var(--unit) * 2.2); --muted: #465260; --soft: #465260; --track: #e9edf0; --cut: #9f1d1d; --bar: var(--ink); --sure: #64ab9c; --asked: #a9b2bd; --doubt: #6b4700; color: var(--ink); font-size: var(--text); line-height: 1.35; }
  /* For a dark room: the panel alone, since the map's colours must stay those of its legend. */
  :host([dark]) { color-scheme: dark; --ink: #f1f5f8; --surface: #141b23; --wash: #202a35; --line: #35424f; --line-strong: #8592a0; --muted: #b8c4cf; --soft: #c6d0da; --track: #33404d;
    --brand: #4fbfa8; --brand-strong: #93e2d0; --brand-wash: #17443b; --cut: #ff9d94; --bar: #05090d; --sure: #2f7d6c; --asked: #77828f; --doubt: #ffd27a; --focus: #9db8ff;
    --warn-wash: #46310f; --warn-ink: #ffd9a0; --error-wash: #4a1c1c; --error-ink: #ffb9b3; }
  /* Dark parts of a bar need a light ground. */
  :host([dark]) .segments { background: #dfe4e8; }
  :host([dark]) .parts i { box-shadow: 0 0 0 1px rgb(255 255 255 / 45%); }
  .panel:focus-visible { outline-offset: -4px; }
  .panel { grid-column: 2; grid-row: 1; pointer-events: auto; background: var(--surface); border-inline-start: 1px solid var(--line); overflow: auto; padding: calc(var(--unit) * 1.25) calc(var(--unit) * 1.25) var(--unit); display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--unit); align-content: start; }
  h1 { margin: 0; font-size: calc(var(--unit) * 1.7); line-height: 1.15; font-weight: 800; letter-spacing: -0.02em; }
  /* It takes the focus so that a new step is read out; nothing can be done with it. */
  h1:focus-visible { outline: none; }
  h2, h3 { font-size: var(--text-lead); font-weight: 700; }
  .bar { grid-column: 1 / -1; grid-row: 2; pointer-events: auto; background: var(--bar); color: #fff; display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto auto; gap: calc(var(--unit) * 0.6); align-items: center; padding: calc(var(--unit) * 0.5) var(--unit); }
  .bar ol { display: flex; gap: 0.25rem; min-width: 0; justify-content: center; }
  .bar button { min-height: calc(var(--unit) * 2.4); border-radius: var(--radius); border: 0; font-weight: 700; padding: 0 calc(var(--unit) * 0.8); font-size: var(--text); background: none; color: #fff; white-space: nowrap; }
  .bar li button { font-size: var(--text-small); font-weight: 600; color: #d7dde4; padding-inline: calc(var(--unit) * 0.55); }
  .bar li button[aria-current] { background: #fff; color: #1c2733; }
  .bar button:hover { background: rgb(255 255 255 / 14%); }
  .bar li button[aria-current]:hover { background: #fff; }
  .bar button.next { background: #0f6b5c; }
  .bar button:disabled { opacity: 0.35; cursor: default; }
  .bar :focus-visible { outline-color: #9db8ff; }
  .lead, .basis { color: var(--soft); }
  .basis { font-size: var(--text-small); }
  .weights { zoom: 1.25; }
  .ramp { height: calc(var(--unit) * 0.9); border-radius: 99px; box-shadow: inset 0 0 0 1px rgb(12 33 66 / 35%); }
  .ends { display: flex; justify-content: space-between; font-size: var(--text-small); }
  .rows { display: grid; }
  .row { display: grid; grid-template-columns: 2.6em minmax(0, 1fr) 5.5em; gap: 0.5em; align-items: center; text-align: start; width: 100%; border: 0; border-bottom: 1px solid var(--line); background: none; padding: calc(var(--unit) * 0.35) calc(var(--unit) * 0.25); font-size: var(--text); line-height: 1.2; }
  .row:hover, .row.hovered { background: var(--wash); }
  .row.marked { background: var(--brand-wash); }
  .row:focus-visible { outline-offset: -3px; }
  .row b { font-variant-numeric: tabular-nums; font-weight: 700; }
  .row em { font-style: normal; text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; font-size: var(--text-small); }
  .row small { display: block; font-size: var(--text-note); color: var(--muted); }
  .row.below { color: var(--muted); }
  .line { display: flex; gap: 0.75em; align-items: center; font-weight: 700; color: var(--cut); padding-block: 0.4em; font-size: var(--text-small); }
  .line::before, .line::after { content: ''; flex: 1; border-top: 3px solid currentcolor; }
  .jump { display: flex; gap: 0.5em; }
  .button { font-size: var(--text-small); min-height: calc(var(--unit) * 2); padding-inline: calc(var(--unit) * 0.8); }
  .budget b { font-weight: 800; }
  .proof { color: var(--doubt); } .proof.proven { color: var(--brand-strong); font-weight: 700; }
  .meter { display: flex; height: calc(var(--unit) * 1.1); border-radius: 99px; overflow: hidden; background: var(--track); margin-top: 0.4em; }
  .meter .certain { background: var(--brand); } .meter .depends { background: var(--sure); }
  .figures { display: grid; grid-template-columns: 1fr 1fr; gap: var(--unit); }
  .figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
  .figures dd { font-size: var(--text-figure); font-weight: 800; letter-spacing: -0.02em; line-height: 1.1; font-variant-numeric: tabular-nums; }
  .figures dt { color: var(--soft); line-height: 1.25; }
  .warn { background: var(--warn-wash); color: var(--warn-ink); padding: 0.5em 0.75em; border-radius: var(--radius); font-size: var(--text-small); }
  .segments { height: calc(var(--unit) * 1.1); border-radius: 99px; background: var(--track); }
  .parts { display: grid; gap: 0.35em; }
  .parts li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.5em; align-items: center; }
  .parts i { width: 0.8em; height: 0.8em; border-radius: 0.2em; }
  .parts em { font-style: normal; font-size: var(--text-small); font-variant-numeric: tabular-nums; }
  pu-package-details { overflow: visible; padding: calc(var(--unit) * 0.75); border-radius: var(--radius); background: var(--wash); }
  .fifths { display: grid; gap: 0.4em; }
  .fifths li { display: grid; grid-template-columns: 6.5em minmax(0, 1fr); gap: 0.5em; align-items: center; }
  .fifths b { font-weight: 600; }
  .fifths small { display: block; font-size: var(--text-note); color: var(--soft); line-height: 1.2; }
  .bars { display: flex; align-items: center; gap: 0.4em; line-height: 1.15; }
  .bars i { height: 0.7em; border-radius: 3px; flex: none; }
  .bars .asked { background: var(--asked); } .bars .given { background: var(--brand); }
  .bars em { font-style: normal; font-size: var(--text-small); white-space: nowrap; }
  .fifths .people, .equity .note { display: none; }
  .equity section { display: grid; gap: 0.5em; }
  @media (max-width: 1100px) { .bar li button span { display: none; } }
`
