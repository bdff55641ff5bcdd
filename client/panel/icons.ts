import { html, type TemplateResult } from 'lit'

function line(path: TemplateResult | string, size = 18): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path></svg>`
}

export const icons = {
  search: line('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20.5 20.5 16 16'),
  close: line('M6 6 18 18M18 6 6 18'),
  down: line('m6 9 6 6 6-6', 16),
  up: line('m6 15 6-6 6 6', 16),
  left: line('m15 6-6 6 6 6'),
  right: line('m9 6 6 6-6 6'),
  funnel: line('M4 5h16l-6.5 7.5V19l-3 1.5v-8L4 5Z', 14),
  plus: line('M12 5v14M5 12h14'),
  minus: line('M5 12h14'),
  extent: line('M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5'),
  locate: line('M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v4M12 18v4M2 12h4M18 12h4'),
  share: line(
    'M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1.2 1.2M14 10a4.5 4.5 0 0 0-6.4 0l-3 3a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2',
  ),
  map: line('m9 4-6 2.5v13L9 17l6 3 6-2.5v-13L15 7 9 4ZM9 4v13M15 7v13', 20),
  list: line('M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01', 20),
  layers: line('m12 3 9 5-9 5-9-5 9-5ZM3 13l9 5 9-5', 20),
  plan: line('M5 20V10M12 20V4M19 20v-7', 20),
  person: line('M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 20c1.5-3.5 4.5-5.5 8-5.5s6.5 2 8 5.5', 20),
  download: line('M12 4v11M7 11l5 5 5-5M4 20h16', 20),
  pin: line(
    'M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21ZM12 7.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z',
    16,
  ),
}

/** The site's mark: a pin that carries a tick, a place and a proposal that was heard. */
export const siteMark = html`<svg width="22" height="28" viewBox="0 0 22 28" aria-hidden="true">
  <path d="M11 0C4.9 0 0 4.8 0 10.8 0 18.6 11 28 11 28s11-9.4 11-17.2C22 4.8 17.1 0 11 0Z" fill="#0f6b5c"></path>
  <path d="m6 11.2 3.5 3.5 6.6-7" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"></path></svg>`
