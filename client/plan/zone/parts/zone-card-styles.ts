import { css } from 'lit'

export const zoneCardStyles = css`
  section { position: absolute; left: 0.75rem; top: 0.75rem; z-index: 3; width: 15.5rem; max-height: calc(100% - 1.5rem); overflow: auto; overscroll-behavior: contain;
    background: var(--surface); border-radius: var(--radius-l); box-shadow: var(--shadow); padding: 0.75rem 0.875rem; display: grid; gap: 0.375rem; }
  .top { display: flex; gap: 0.5rem; align-items: start; }
  h2 { font-size: var(--text); font-weight: 700; flex: 1; overflow-wrap: anywhere; }
  h2 small { font-weight: 400; font-size: var(--text-note); color: var(--muted); }
  h3 { font-size: var(--text-note); font-weight: 700; margin: 0.75rem 0 0.25rem; color: var(--muted); }
  dl { display: grid; gap: 0.25rem; font-size: var(--text-small); }
  dl > div { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.5rem; }
  dt { color: var(--muted); }
  dd { font-weight: 700; }
  dd small { display: block; font-weight: 400; font-size: 0.6875rem; color: var(--muted); line-height: 1.3; }
  .wide dd + dd { grid-column: 1 / -1; margin-top: -0.375rem; }
  .stale { opacity: 0.45; transition: opacity var(--quick) 0.1s; }
  .fault { font-size: var(--text-small); background: var(--error-wash); color: var(--error-ink); border-radius: var(--radius); padding: 0.5rem 0.625rem; }
  .stack { display: flex; gap: 2px; height: 8px; border-radius: 4px; overflow: hidden; }
  .stack i { min-width: 3px; }
  .process { background: var(--status-process); } .accepted { background: var(--status-accepted); } .done { background: var(--status-done); }
  .rejected { background: var(--status-rejected); } .returned { background: repeating-linear-gradient(135deg, #fff 0 2px, var(--status-returned) 2px 5px); }
  .key { display: flex; flex-wrap: wrap; gap: 0 0.625rem; margin-top: 0.375rem; font-size: var(--text-note); color: var(--muted); }
  .key li { display: inline-flex; align-items: center; gap: 0.25rem; white-space: nowrap; }
  .key i { width: 0.5rem; height: 0.5rem; border-radius: 50%; }
  .key .done { border-radius: 1px; } .key .rejected { transform: rotate(45deg); border-radius: 0; } .key .returned { background: #fff; box-shadow: inset 0 0 0 2px var(--status-returned); }
  .key b { color: var(--ink); }
  .bars { display: grid; gap: 0.25rem; font-size: var(--text-note); }
  .bars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.5rem; }
  .bars span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .bars .figure { color: var(--muted); }
  .bars i { grid-column: 1 / -1; height: 4px; border-radius: 2px; background: var(--brand); min-width: 2px; }
  .fold { flex: none; width: 1.75rem; height: 1.75rem; margin: -0.25rem -0.375rem 0 0; rotate: 180deg; }
  :host([folded]) .fold { rotate: none; }
  :host([folded]) .rest { display: none; }
  hr { border: 0; border-top: 1px solid var(--line); margin: 0.5rem 0; }
  dt small { font-size: 0.6875rem; white-space: nowrap; }
  @media (max-width: 767px) {
    section { left: 0; right: 0; top: auto; bottom: 0; width: auto; max-height: 62%; border-radius: var(--radius-l) var(--radius-l) 0 0; padding-top: 0.5rem; }
    .fold { width: var(--target); height: var(--target); margin: 0 -0.5rem 0 0; rotate: none; }
    :host([folded]) .fold { rotate: 180deg; }
    .top { align-items: center; }
    .wide dd + dd { margin-top: 0; }
    :host([folded]) dl { grid-template-columns: auto auto minmax(0, 1fr); gap: 0.875rem; }
    :host([folded]) dl > div { display: flex; flex-direction: column; gap: 0; }
    :host([folded]) dt { font-size: var(--text-note); }
  }
`
