import { css } from 'lit'

export const deskStyles = css`
  :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); height: 100dvh; background: var(--surface); }
  header { display: flex; align-items: center; gap: 0.75rem; height: var(--header-height); padding: 0 1rem; border-bottom: 1px solid var(--line); }
  .home { display: flex; align-items: center; gap: 0.625rem; color: inherit; text-decoration: none; border-radius: var(--radius-s); }
  .home strong { font-weight: 800; font-size: 1.0625rem; letter-spacing: -0.02em; }
  h1 { font: inherit; font-weight: 600; margin: 0; border-inline-start: 1px solid var(--line); padding-inline-start: 0.75rem; }
  .queues { max-width: 24rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .count { margin-inline-start: auto; }
  .plain { min-height: 2.25rem; min-width: 2.25rem; padding: 0 0.625rem; border: 0; background: none; border-radius: var(--radius); color: #465260; font-weight: 600; }
  .plain:hover { background: var(--wash); color: var(--ink); }
  select, input[type=search] { font: inherit; font-size: var(--text-small); min-height: 2.25rem; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); padding: 0 0.5rem; min-width: 0; }
  .account { display: flex; align-items: center; gap: 0.5rem; max-width: 14rem; anchor-name: --account; }
  .account span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .account svg { flex: none; }
  .account-menu { position: fixed; inset: calc(var(--header-height) - 0.25rem) 0.5rem auto auto; margin: 0; border: 1px solid var(--line); border-radius: var(--radius-l); box-shadow: var(--shadow);
    padding: 0.75rem; width: min(17rem, calc(100vw - 1rem)); color: var(--ink); background: var(--surface); }
  .account-menu strong { display: block; overflow-wrap: anywhere; } .account-menu .note { margin-bottom: 0.5rem; }
  .account-menu .button { display: flex; width: 100%; justify-content: center; margin-top: 0.5rem; min-height: 2.5rem; align-items: center; }
  kbd { font: 600 0.6875rem/1 var(--font); border: 1px solid currentcolor; border-radius: 4px; padding: 0.1875rem 0.3125rem; opacity: 0.9; }

  .page { display: grid; grid-template-columns: 23rem minmax(0, 1fr) 22rem; min-height: 0; }
  .left { display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr); min-height: 0; border-inline-end: 1px solid var(--line); }
  .tabs { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; border-bottom: 1px solid var(--line); }
  .tabs button { border: 0; background: none; min-height: 3.25rem; padding: 0.25rem 0.125rem; font-size: var(--text-note); font-weight: 600; color: #465260; display: grid; align-content: center; justify-items: center; }
  .tabs b { font-size: var(--text-lead); font-weight: 800; color: var(--ink); min-height: 1.4em; }
  .tabs [aria-selected="true"] { color: var(--brand-strong); box-shadow: inset 0 -3px 0 var(--brand); }
  .tabs [aria-selected="true"] b { color: var(--brand-strong); }
  .tabs :focus-visible { outline-offset: -4px; }
  .filters { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0.625rem 0.75rem; border-bottom: 1px solid var(--line); }
  .filters .search { flex: 1 1 100%; position: relative; display: block; }
  .filters .search input { width: 100%; padding-inline-end: 2rem; }
  .filters .search kbd { position: absolute; right: 0.625rem; top: 0.625rem; color: var(--muted); pointer-events: none; }
  .filters select { flex: 1 1 8rem; }
  .list { overflow: auto; overscroll-behavior: contain; }
  .list .state { margin: 1rem; }
  .row { display: grid; grid-template-columns: 1.375rem minmax(0, 1fr) auto; gap: 0.0625rem 0.5rem; width: 100%; text-align: start; border: 0; border-bottom: 1px solid var(--line);
    background: none; padding: 0.625rem 0.75rem; align-items: baseline; }
  .row:hover { background: var(--wash); }
  .row[aria-current] { background: var(--brand-wash); box-shadow: inset 3px 0 0 var(--brand); }
  .row:focus-visible { outline-offset: -3px; }
  .row .symbol { align-self: start; margin-top: 0.0625rem; }
  .row .name { font-weight: 600; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; line-clamp: 2; -webkit-box-orient: vertical; }
  .row .age { font-size: var(--text-note); color: var(--muted); white-space: nowrap; }
  .row .note, .row .flag, .row .outcome { grid-column: 2 / -1; }
  .row .flag { font-size: var(--text-note); color: var(--warn-ink); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .row .flag.error { color: var(--error-ink); font-weight: 600; }
  .row .outcome { font-size: var(--text-note); font-weight: 700; color: var(--brand-strong); }
  .row .outcome.waits { color: var(--warn-ink); } .row .outcome.conflict, .row .outcome.refused { color: var(--error-ink); }
  .row.done .name { color: var(--muted); font-weight: 500; }
  .more { margin: 0.75rem; }
  .many { display: flex; gap: 0.5rem; padding: 0.625rem 0.75rem; border-top: 1px solid var(--line); }
  .many:not(:has(button)) { display: none; }

  .middle { position: relative; overflow: auto; display: flex; flex-direction: column; min-width: 0; background: var(--wash); }
  .middle > .state { margin: auto; max-width: 26rem; background: none; justify-items: center; text-align: center; }
  .steps { display: flex; align-items: center; gap: 0.25rem; padding: 0.375rem 1.5rem 0; }
  .steps .back { display: none; }
  .steps .note { min-width: 4.5rem; text-align: center; }
  .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius-l); padding: 1.125rem 1.5rem 1.25rem; margin: 0.375rem 1.5rem 1rem; display: grid; gap: 0.75rem; max-width: 50rem; }
  .card h2 { font-size: 1.3125rem; line-height: 1.25; font-weight: 800; letter-spacing: -0.015em; outline: none; overflow-wrap: anywhere; }
  .card .top { display: flex; justify-content: space-between; gap: 1rem; }
  .status { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
  .stage { font-size: var(--text-small); color: var(--muted); margin-top: -0.375rem; } .stage.urgent { color: var(--warn-ink); font-weight: 600; }
  .why { font-size: var(--text); max-width: 65ch; overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: 0.75rem 1.25rem; }
  dt { font-size: var(--text-note); color: var(--muted); }
  dd { font-weight: 600; overflow-wrap: anywhere; }
  dd small { display: block; font-weight: 400; font-size: var(--text-note); color: var(--muted); }
  .checks h3, .right h3 { font-size: var(--text-small); font-weight: 700; margin-bottom: 0.25rem; }
  .checks li { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr); gap: 0.5rem; padding: 0.375rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); align-items: baseline; }
  .checks .mark { font-size: var(--text-note); font-weight: 700; color: var(--muted); }
  .checks .warning .mark { color: var(--warn-ink); } .checks .error .mark { color: var(--error-ink); }
  .people legend, .ceilings h3 { font-size: var(--text-small); font-weight: 700; margin-bottom: 0.25rem; padding: 0; }
  .people label { display: grid; grid-template-columns: 1.125rem minmax(0, 1fr) auto; gap: 0 0.625rem; align-items: baseline; padding: 0.375rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); cursor: pointer; }
  .people input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--brand); align-self: center; }
  .people .note { grid-column: 2 / -1; }
  .people em { font-style: normal; font-size: var(--text-note); color: var(--warn-ink); }
  .people .fault { color: var(--error-ink); font-size: var(--text-small); font-weight: 600; }
  .ceilings li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 1rem; padding: 0.375rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); }
  .ceilings .meter { grid-column: 1 / -1; height: 0.375rem; border-radius: var(--radius-pill); background: var(--line); overflow: hidden; display: flex; }
  .ceilings .meter i { background: var(--brand); } .ceilings .meter i.own { background: var(--status-returned); } .ceilings .full i { background: var(--status-returned); } .ceilings .over { color: var(--warn-ink); font-weight: 600; }
  .ceilings .note { grid-column: 1 / -1; }
  .banner { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; background: var(--warn-wash); color: var(--warn-ink); border-radius: var(--radius); padding: 0.625rem 0.875rem; font-size: var(--text-small); }
  .banner p { flex: 1 1 16rem; } .banner.error { background: var(--error-wash); color: var(--error-ink); }
  .banner .button { color: var(--ink); } .banner .button.main { color: #fff; }
  .banner q { display: block; font-style: italic; color: var(--ink); }
  .offline { margin: 0.75rem 1.5rem 0; }
  .decide { position: sticky; flex: none; bottom: 0; margin-top: auto; background: var(--surface); border-top: 1px solid var(--line); padding: 0.75rem 1.5rem; z-index: 3; max-height: 75vh; overflow: auto; }
  .bar { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; min-height: 2.5rem; }
  .bar .button { min-height: 2.5rem; }
  .bar .rest { border-radius: var(--radius-pill); padding-inline: 0.75rem; min-height: 2.5rem; font-weight: 600; }

  .right { overflow: auto; padding: 1rem; border-inline-start: 1px solid var(--line); min-width: 0; }
  .right > h3 { margin-top: 1.25rem; }
  .history li { padding: 0.4375rem 0; border-top: 1px solid var(--line); font-size: var(--text-small); display: grid; }
  .history p { overflow-wrap: anywhere; }

  .whole { display: grid; place-content: center; padding: 2rem; background: var(--wash); }
  .spinner { width: 1.75rem; height: 1.75rem; border: 3px solid var(--line); border-top-color: var(--brand); border-radius: 50%; animation: turn 1s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }
  @media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
  .toasts { position: fixed; z-index: 6; left: 50%; top: calc(var(--header-height) + 0.5rem); transform: translateX(-50%); }
  .toast { display: flex; align-items: center; gap: 0.75rem; background: var(--ink); color: #fff; padding: 0.5rem 0.875rem; border-radius: var(--radius); box-shadow: var(--shadow); width: max-content; max-width: min(34rem, calc(100vw - 2rem)); }
  .toast button { border: 0; background: none; color: #fff; font-weight: 700; text-decoration: underline; text-underline-offset: 3px; min-height: 2rem; white-space: nowrap; }
  .toast :focus-visible { outline-color: #fff; }
  dialog.help { border: 0; border-radius: var(--radius-l); box-shadow: var(--shadow); padding: 1.25rem 1.5rem; width: min(34rem, calc(100vw - 1.5rem)); max-height: calc(100dvh - 2rem); color: var(--ink); }
  dialog.help::backdrop { background: rgb(28 39 51 / 40%); }
  .help h2 { font-size: var(--text-title); font-weight: 800; margin-bottom: 0.75rem; }
  .help dl { grid-template-columns: 1fr; gap: 0.375rem; margin-bottom: 1rem; }
  .help dl div { display: grid; grid-template-columns: 6rem 1fr; align-items: baseline; } .help dt { color: var(--ink); } .help dd { font-weight: 400; }

  @media (max-width: 1199px) {
    .page { grid-template: minmax(0, 1fr) auto / 20rem minmax(0, 1fr); }
    .left { grid-row: 1 / -1; }
    .right { grid-column: 2; border-inline-start: 0; border-top: 1px solid var(--line); max-height: 40vh; }
  }
  @media (max-width: 767px) {
    header { padding: var(--safe-top) 0.5rem 0 1rem; height: 3.25rem; gap: 0.5rem; }
    .home strong, .account span, .count, .keys { display: none; }
    .account-menu { inset-block-start: calc(var(--safe-top) + 3.25rem); } .account-menu .button { min-height: var(--target); }
    .queues { flex: 1; } .plain { min-height: var(--target); min-width: var(--target); }
    select, input[type=search] { min-height: var(--target); font-size: 1rem; }
    kbd, .filters .search kbd { display: none; }
    .page { display: block; overflow: auto; }
    .left { height: 100%; border: 0; }
    .page.card-open .left { display: none; }
    .page:not(.card-open) .middle, .page:not(.card-open) .right { display: none; }
    .middle { overflow: visible; min-height: 0; }
    .steps { padding: 0.25rem 0.5rem; position: sticky; top: 0; z-index: 4; background: var(--surface); border-bottom: 1px solid var(--line); }
    .steps .back { display: block; margin-inline-end: auto; }
    .card { margin: 0; border: 0; border-radius: 0; padding: 1rem; max-width: none; }
    dl { grid-template-columns: 1fr 1fr; gap: 0.75rem; }
    .decide { position: fixed; inset: auto 0 0; padding: 0.625rem 0.75rem calc(0.625rem + var(--safe-bottom)); box-shadow: var(--shadow); max-height: 80dvh; }
    .people label { min-height: var(--target); align-items: center; }
    .bar .button, .bar .rest { flex: 1 1 auto; min-height: var(--target); padding-inline: 0.75rem; }
    .right { border: 0; max-height: none; padding-bottom: 9rem; }
    .offline { margin: 0.5rem; }
    .chooseHint, .hint { display: none; }
    .toasts { top: auto; bottom: calc(8rem + var(--safe-bottom)); }
  }
`
