import { css } from 'lit'

export const packageStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; position: relative; }
  .top { flex: none; padding: 0.875rem 1rem 0.75rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; border-bottom: 1px solid var(--line); }
  .budget { line-height: 1.4; color: #465260; }
  .budget b { color: var(--ink); font-weight: 700; }
  .proof { color: #6b4700; }
  .proof.proven { color: var(--brand-strong); font-weight: 600; }
  .meter { display: flex; height: 0.75rem; border-radius: 6px; overflow: hidden; background: #e9edf0; }
  .meter .certain { background: var(--brand); }
  .meter .depends { background: #64ab9c; }
  .years { display: grid; gap: 0.125rem; }
  .years button { display: grid; grid-template-columns: 2.75rem minmax(3rem, 1fr) 10.5rem 5.25rem; gap: 0.625rem; align-items: center; width: 100%; min-height: 1.875rem; padding: 0 0.375rem; border: 0; background: none; border-radius: var(--radius-s); text-align: start; font-size: var(--text-small); font-variant-numeric: tabular-nums; }
  .years button:hover { background: var(--wash); } .years button[aria-pressed='true'] { background: var(--brand-wash); box-shadow: inset 0 0 0 1px var(--brand); }
  .years .bar { display: block; height: 0.75rem; border-radius: 6px; overflow: hidden; background: #e9edf0; } .years .bar i { display: block; height: 100%; background: var(--brand); }
  .years .amount, .years .count { text-align: end; white-space: nowrap; } .years .count { color: #465260; }
  .figures { display: grid; grid-template-columns: repeat(4, auto); justify-content: space-between; gap: 0.5rem 1rem; }
  .figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; max-width: 9.5rem; }
  .figures dd { font-size: var(--text-title); font-weight: 700; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .figures dt { font-size: var(--text-small); color: #465260; line-height: 1.25; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.375rem 0.75rem; align-items: center; justify-content: space-between; }
  .studying { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.75rem; align-items: center; }
  .studying .button { grid-area: 1 / 2 / span 2; }
  .modes { display: flex; padding: 2px; gap: 2px; background: #eceff2; border-radius: var(--radius); }
  .modes button { border: 0; background: none; min-height: 2rem; padding: 0 0.625rem; border-radius: 0.5rem; font-weight: 600; font-size: var(--text-small); color: #465260; white-space: nowrap; }
  .modes button[aria-pressed="true"] { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
  .files { display: flex; gap: 0.75rem; font-size: var(--text-small); }
  .files a { display: inline-flex; align-items: center; min-height: 1.75rem; text-underline-offset: 3px; }
  .stale { display: flex; gap: 0.75rem; align-items: center; justify-content: space-between; padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--warn-wash); color: #6d2a0f; font-size: var(--text-small); line-height: 1.35; }
  .stale .button { flex: none; }
  .warning { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--warn-wash); color: #6d2a0f; font-size: var(--text-small); line-height: 1.35; }
  .alike summary { cursor: pointer; font-weight: 600; }
  .alike[open] { max-height: 18rem; overflow: auto; }
  .alike p { margin-block: 0.375rem; }
  .alike li { display: grid; gap: 0.25rem; padding-block: 0.5rem; border-top: 1px solid var(--line); }
  .alike ul { margin-top: 0.5rem; }
  .alike .codes, .alike .choices { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; }
  pu-package-table { flex: 1 1 0; min-height: 12rem; }
  pu-package-details { flex: 0 1 auto; max-height: 62%; border-top: 1px solid var(--line); box-shadow: 0 -6px 20px rgb(28 39 51 / 10%); }
  .study { flex: 1 1 0; min-height: 0; overflow: auto; padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-content: start; line-height: 1.45; }
  .study:focus-visible { outline-offset: -3px; }
  .study section { display: grid; gap: 0.5rem; }
  .study h3 { font-size: var(--text); font-weight: 700; }
  .services, .ceilings, .groups { width: 100%; border-collapse: collapse; font-size: var(--text-small); }
  :is(.services, .ceilings, .groups) :is(th, td) { padding: 0.25rem 0; border-bottom: 1px solid var(--line); text-align: end; font-variant-numeric: tabular-nums; font-weight: 400; }
  :is(.services, .ceilings, .groups) th:first-child { text-align: start; }
  :is(.services, .ceilings, .groups) thead th { font-size: var(--text-note); color: var(--muted); }
  .groups :is(th, td) { padding-inline-start: 0.5rem; vertical-align: top; } .groups th:first-child { padding-inline-start: 0; }
  .groups .span { position: relative; display: block; height: 0.375rem; margin-top: 0.1875rem; border-radius: 2px; background: #e9edf0; min-width: 5rem; }
  .groups .span i { display: block; height: 100%; border-radius: 2px; background: var(--brand); }
  .groups .span u { position: absolute; top: -0.1875rem; bottom: -0.1875rem; width: 2px; background: var(--ink); } .groups .span u.most { background: #b3541e; }
  .fifths { display: grid; gap: 0.375rem; }
  .fifths li { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr) 5.5rem; gap: 0.5rem; align-items: center; }
  .fifths b { font-weight: 600; font-size: var(--text-small); }
  .fifth { border: 0; background: none; padding: 0.125rem 0.25rem; margin: -0.125rem -0.25rem; text-align: start; font-weight: 600; font-size: var(--text-small); border-radius: var(--radius-s); text-decoration: underline; text-decoration-color: var(--line-strong); text-underline-offset: 3px; min-height: 1.75rem; }
  .fifth[aria-pressed='true'] { background: var(--brand-wash); color: var(--brand-strong); }
  .fifth small, .fifths li > div > small { display: block; font-weight: 400; font-size: 0.6875rem; color: var(--muted); }
  .bars { display: flex; align-items: center; gap: 0.375rem; line-height: 1.25; }
  .bars i { height: 0.5rem; border-radius: 2px; flex: none; }
  .bars .asked { background: #a9b2bd; }
  .bars .given { background: var(--brand); }
  .bars em { font-style: normal; font-size: var(--text-note); color: #465260; white-space: nowrap; }
  .people { text-align: end; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
  .people small { display: block; font-weight: 400; font-size: 0.6875rem; color: var(--muted); }
  .prices li { display: grid; gap: 0.0625rem; padding: 0.5rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); }
  .prices b { font-weight: 600; }
  .others li { display: grid; gap: 0.1875rem; padding: 0.5rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); }
  .change { display: block; }
  .sign { display: inline-grid; place-items: center; width: 1.3em; height: 1.3em; border-radius: 50%; margin-inline-end: 0.25rem; font-weight: 800; background: #e9edf0; color: #4d5763; }
  .comesIn .sign { background: #d9efe6; color: #0b5246; }
  .searching, .conflict { padding: 1rem; display: grid; gap: 0.75rem; justify-items: start; align-content: start; }
  .searching h2, .conflict h2 { font-size: var(--text-lead); font-weight: 700; }
  .searching .figures { width: 100%; }
  progress { width: 100%; height: 0.625rem; accent-color: var(--brand); }
  .conflict { background: var(--warn-wash); color: #4f2410; margin: 1rem; border-radius: var(--radius); }
  .conflict h3 { font-size: var(--text-small); }
  .conflict .note { color: inherit; }
  .conflict ul { display: grid; gap: 0.25rem; padding-inline-start: 1.125rem; list-style: disc; }
  .conflict .set { font-weight: 600; }
  .state { margin: 1rem; align-self: start; line-height: 1.45; }
  @media (max-width: 767px) {
    .figures { grid-template-columns: 1fr 1fr; justify-content: stretch; }
    .modes button, .files a, .link { min-height: var(--target); }
    .years button { grid-template-columns: 2.75rem minmax(2rem, 1fr) auto; min-height: var(--target); gap: 0 0.5rem; } .years .count { grid-column: 3; margin-top: -0.25rem; } .years :is(b, .bar) { grid-row: 1 / span 2; }
    .change { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: center; }
    .change .note { grid-column: 2; } .change .link { text-align: start; }
    .modes { width: 100%; flex-wrap: wrap; } .modes button { flex: 1 0 auto; }
    pu-package-details { position: absolute; inset: 0; max-height: none; z-index: 3; }
  }
`
