import { css } from 'lit'

export const zoneCardStyles = css`
  section { position: absolute; left: 0.75rem; top: 0.75rem; z-index: 3; width: 15.5rem; max-height: calc(100% - 1.5rem); overflow: auto; overscroll-behavior: contain;
    background: var(--surface); border-radius: var(--radius-l); box-shadow: var(--shadow); padding: 0.75rem 0.875rem; display: grid; gap: 0.375rem; }
  @media (min-width: 768px) {
    :host([letsthrough]) section { pointer-events: none; background: color-mix(in srgb, var(--surface) 82%, transparent); }
    :host([letsthrough]) :is(.fold, .fault) { pointer-events: auto; }
  }
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
  .reading progress { width: 100%; height: 0.5rem; accent-color: var(--brand); }
  .stale { opacity: 0.45; transition: opacity var(--quick) 0.1s; }
  .fault { font-size: var(--text-small); background: var(--error-wash); color: var(--error-ink); border-radius: var(--radius); padding: 0.5rem 0.625rem; }
  .stack { display: flex; gap: 2px; height: 8px; border-radius: 4px; overflow: hidden; }
  .stack i { min-width: 3px; }
  .process { background: var(--status-process); } .accepted { background: var(--status-accepted); } .done { background: var(--status-done); }
  .rejected { background: var(--status-rejected); } .returned { background: repeating-linear-gradient(135deg, #fff 0 2px, var(--status-returned) 2px 5px); }
  .stack + .bars { margin-top: 0.375rem; }
  .key { display: inline-flex; align-items: center; gap: 0.375rem; }
  .key i { width: 0.5rem; height: 0.5rem; border-radius: 50%; flex: none; }
  .key .done { border-radius: 1px; } .key .rejected { transform: rotate(45deg); border-radius: 0; } .key .returned { background: #fff; box-shadow: inset 0 0 0 2px var(--status-returned); }
  .bars { display: grid; gap: 0.25rem; font-size: var(--text-note); }
  .bars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.5rem; }
  .bars span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .bars .figure { color: var(--ink); font-variant-numeric: tabular-nums; white-space: nowrap; }
  .bars .length { grid-column: 1 / -1; height: 4px; border-radius: 2px; background: var(--brand); min-width: 2px; }
  .fold { flex: none; width: 1.75rem; height: 1.75rem; margin: -0.25rem -0.375rem 0 0; rotate: 180deg; }
  :host([folded]) .fold { rotate: none; }
  :host([folded]) .rest { display: none; }
  .package { display: grid; gap: 0.25rem; margin-top: 0.75rem; padding-top: 0.625rem; border-top: 1px solid var(--line); }
  .package label { font-size: var(--text-note); font-weight: 700; color: var(--muted); display: grid; gap: 0.25rem; }
  .package select { min-height: 2rem; width: 100%; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); padding: 0 0.375rem; font-size: var(--text-small); font-weight: 400; color: var(--ink); }
  .change { width: 100%; border-collapse: collapse; font-size: var(--text-small); font-variant-numeric: tabular-nums; }
  .change caption { text-align: start; font-size: var(--text-note); font-weight: 700; color: var(--muted); padding-top: 0.375rem; }
  .change th, .change td { text-align: end; padding: 0.125rem 0 0.125rem 0.375rem; }
  .change thead th { font-weight: 400; font-size: var(--text-note); color: var(--muted); }
  .change tbody th { text-align: start; font-weight: 400; color: var(--muted); padding-inline-start: 0; }
  .change td:last-child { font-weight: 700; }
  hr { border: 0; border-top: 1px solid var(--line); margin: 0.5rem 0; }
  dt small { font-size: 0.6875rem; white-space: nowrap; }
  @media (max-width: 767px) {
    section { left: 0; right: 0; top: auto; bottom: 0; width: auto; max-height: 62%; border-radius: var(--radius-l) var(--radius-l) 0 0; padding-top: 0.5rem; }
    .fold { width: var(--target); height: var(--target); margin: 0 -0.5rem 0 0; rotate: none; }
    :host([folded]) .fold { rotate: 180deg; }
    .package select { min-height: var(--target); font-size: 1rem; }
    .top { align-items: center; }
    .wide dd + dd { margin-top: 0; }
    /* As low as it can be: what is drawn lies above it. */
    :host([folded]) section { gap: 0; padding-bottom: 0.625rem; }
    :host([folded]) dl { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.375rem 0.875rem; }
    :host([folded]) dl > div { display: flex; flex-wrap: wrap; gap: 0 0.5rem; align-content: start; align-items: baseline; }
    :host([folded]) dl > div dd:first-of-type small { width: max-content; max-width: 100%; }
    :host([folded]) .wide { grid-column: 1 / -1; }
    :host([folded][letsthrough]) dd small { display: none; }
  }
`
