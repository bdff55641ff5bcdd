import type { LocationQuality } from '../proposal/location-quality.ts'
import type { StatusGroup } from '../proposal/status.ts'

/** Colours of the groups as in tokens.css; OpenLayers and pictures cannot read custom properties. */
export const statusColours: Record<StatusGroup, string> = {
  process: '#e0a41f',
  accepted: '#23908a',
  done: '#2a6a32',
  returned: '#c98a0b',
  rejected: '#8c95a1',
}

/**
 * SVG shapes of one symbol around (24, 24) in a 48 px square: the group's shape and colour. A place known
 * only by its village is pale with a dashed rim; one to be checked carries a red mark.
 */
export function symbolShapes(group: StatusGroup, quality: LocationQuality): string {
  const colour = statusColours[group]
  const pale = quality === 'area'
  const fill = group === 'returned' ? '#fff' : pale ? paleColour(group) : colour
  const rim = pale || group === 'returned' ? colour : '#fff'
  const width = group === 'returned' && !pale ? 6 : 3.5
  const dash = pale ? ' stroke-dasharray="6 3.2"' : ''
  const paint = `fill="${fill}" stroke="${rim}" stroke-width="${width}"${dash}`
  const halo =
    pale || group === 'returned' ? outline(group, 'fill="#fff" stroke="#fff" stroke-width="8"') : ''
  return halo + outline(group, paint) + (quality === 'conflict' ? CONFLICT_MARK : '')
}

function outline(group: StatusGroup, paint: string): string {
  if (group === 'done') return `<rect x="12.5" y="12.5" width="23" height="23" rx="2.5" ${paint}/>`
  if (group === 'rejected') return `<path d="M24 9 39 24 24 39 9 24Z" stroke-linejoin="round" ${paint}/>`
  return `<circle cx="24" cy="24" r="${group === 'returned' ? 11.5 : 13}" ${paint}/>`
}

const CONFLICT_MARK =
  '<circle cx="36" cy="12" r="10" fill="#b42318" stroke="#fff" stroke-width="3"/>' +
  '<path d="M36 6.5v6.5M36 16.6v1.4" stroke="#fff" stroke-width="3.4" stroke-linecap="round"/>'

/** The group's colour where a place is known only by its village. */
export function paleColour(group: StatusGroup): string {
  const hex = statusColours[group]
  const channel = (at: number) => Math.round(Number.parseInt(hex.slice(at, at + 2), 16) * 0.42 + 255 * 0.58)
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, '0')).join('')}`
}
