import { css } from 'lit'

export const formStyles = css`
  form { display: grid; gap: 0.875rem; padding: 0 1.25rem; align-content: start; }
  h3, legend { font-size: var(--text-small); font-weight: 700; padding: 0; }
  h3 { letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); margin-top: 0.375rem; }
  legend { margin-bottom: 0.25rem; }
  .picture { position: sticky; top: 0; z-index: 2; background: var(--surface); margin: 0 -1.25rem; padding: 0.75rem 1.25rem; border-bottom: 1px solid var(--line); }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; align-items: start; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
  .choice { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.25rem 0; font-size: var(--text-small); }
  .choice input { accent-color: var(--brand); width: 1.0625rem; height: 1.0625rem; margin: 0; flex: none; translate: 0 0.1875rem; }
  summary { cursor: pointer; font-weight: 600; font-size: var(--text-small); padding: 0.375rem 0; border-radius: var(--radius-s); }
  details > * + * { margin-top: 0.5rem; }
  .fault:empty { display: none; }
  .danger { color: var(--error-ink); }
  footer { position: sticky; bottom: 0; z-index: 2; display: grid; gap: 0.5rem; background: var(--surface); margin: 0 -1.25rem; padding: 0.75rem 1.25rem; border-top: 1px solid var(--line); }
  footer .row { gap: 0.5rem; }
  footer .note { flex: 1 1 12rem; }
  footer .danger { margin-inline-start: auto; }
  .notice { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: #e3f2ea; color: #0b5246; font-size: var(--text-small); }
  footer div:empty { display: none; }
  footer .state { padding: 0.625rem 0.75rem; font-size: var(--text-small); }
  @media (max-width: 767px) {
    form { padding: 0 1rem; }
    .picture, footer { margin: 0 -1rem; padding-inline: 1rem; }
    .choice { min-height: var(--target); align-items: center; }
    .choice input { translate: none; }
    summary { min-height: var(--target); }
  }
`
