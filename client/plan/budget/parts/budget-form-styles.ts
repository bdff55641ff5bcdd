import { css } from 'lit'

export const budgetFormStyles = css`
  :host { padding: 1rem; }
  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.125rem; }
  .head { display: flex; justify-content: space-between; align-items: baseline; gap: 0.5rem; }
  .head .link { font-size: var(--text-small); }
  .mix { display: flex; height: 0.75rem; border-radius: 6px; overflow: hidden; background: #e9edf0; gap: 1px; }
  .mix i { flex: none; }
  .adder { border: 1px dashed var(--line-strong); border-radius: var(--radius); }
  .adder summary { list-style: none; cursor: pointer; display: flex; gap: 0.375rem; align-items: center; justify-content: center; min-height: 2.375rem; font-weight: 600; color: var(--brand); border-radius: var(--radius); }
  .adder summary::-webkit-details-marker { display: none; }
  .adder li { border-top: 1px solid var(--line); }
  .adder li button { width: 100%; text-align: start; border: 0; background: none; padding: 0.5rem 0.75rem; display: grid; line-height: 1.35; min-height: 2.75rem; align-content: center; border-radius: var(--radius-s); }
  .adder li button:hover { background: var(--wash); }
  .adder b { font-weight: 600; }
  .how summary { cursor: pointer; font-weight: 600; min-height: 2rem; display: list-item; align-content: center; border-radius: var(--radius-s); }
  .fields { display: grid; gap: 0.625rem; padding-top: 0.25rem; }
  .go { position: sticky; bottom: 0; z-index: 2; padding-block: 0.625rem; margin-block: -0.625rem 0; background: linear-gradient(rgb(255 255 255 / 0%), var(--surface) 0.625rem); }
  .go .button { width: 100%; min-height: 2.75rem; border-radius: var(--radius); font-size: var(--text); }
  .go .note { margin-top: 0.375rem; }
  .go .button:disabled { background: #dfe4e8; border-color: #dfe4e8; color: #4d5763; cursor: default; }
  pu-budget-runs { margin-top: 1.25rem; }
`
