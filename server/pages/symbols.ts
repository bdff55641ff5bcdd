import type { LocationQuality } from '../../core/proposal/location-quality.ts'
import { isProposalStatus, type StatusGroup, statusGroup } from '../../core/proposal/status.ts'
import { symbolShapes } from '../../core/style/status-symbol.ts'
import { type Html, html, trusted } from './html.ts'

/** The map's symbol beside text that says the same in words. */
export function symbolIcon(group: StatusGroup, quality: LocationQuality = 'point', size = 20): Html {
  return html`<svg class="symbol" width="${size}" height="${size}" viewBox="5 5 38 38" aria-hidden="true">${trusted(symbolShapes(group, quality))}</svg>`
}

/** The group of a status as stored; one that we do not know counts as in process, the group that claims least. */
export function groupOf(status: string): StatusGroup {
  return isProposalStatus(status) ? statusGroup(status) : 'process'
}

function line(path: string, size = 18): Html {
  return html`<svg class="icon" width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"></path></svg>`
}

export const icons = {
  map: line('m9 4-6 2.5v13L9 17l6 3 6-2.5v-13L15 7 9 4ZM9 4v13M15 7v13', 20),
  list: line('M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01', 20),
  plan: line('M5 20V10M12 20V4M19 20v-7', 20),
  back: line('m15 6-6 6 6 6'),
  next: line('m9 6 6 6-6 6'),
  search: line('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20.5 20.5 16 16'),
  share: line(
    'M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1.2 1.2M14 10a4.5 4.5 0 0 0-6.4 0l-3 3a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2',
  ),
  print: line('M7 9V3h10v6M7 18H4v-9h16v9h-3M7 14h10v7H7z'),
  download: line('M12 4v11M7 11l5 5 5-5M4 20h16'),
  filter: line('M4 6h16M7 12h10M10 18h4'),
  tick: line('m5 12.5 4.5 4.5L19 7.5', 14),
}

/** A pin that carries a tick: a place and a proposal that was heard. */
export const mark = trusted(
  '<svg width="22" height="28" viewBox="0 0 22 28" aria-hidden="true"><path d="M11 0C4.9 0 0 4.8 0 10.8 0 18.6 11 28 11 28s11-9.4 11-17.2C22 4.8 17.1 0 11 0Z" fill="#0f6b5c"/><path d="m6 11.2 3.5 3.5 6.6-7" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>',
)
