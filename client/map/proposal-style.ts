import type { FlatStyle, Rule } from 'ol/style/flat.js'
import { PUBLIC_STATUSES } from '../../core/proposal/process.ts'
import {
  PROPOSAL_STATUSES,
  STATUS_GROUPS,
  type StatusGroup,
  statusGroup,
} from '../../core/proposal/status.ts'
import { statusColours } from '../../core/style/status-symbol.ts'
import { SYMBOL_CELL, symbolOffset, symbolSprite } from './status-symbol.ts'
import type { Expression } from './style-expression.ts'

const column: Expression = [
  'match',
  ['get', 'status'],
  ...PROPOSAL_STATUSES.flatMap((status) => [status, symbolOffset(statusGroup(status), 'point')[0]]),
  0,
]

const row: Expression = [
  'match',
  ['get', 'locationQuality'],
  'area',
  symbolOffset('process', 'area')[1],
  'conflict',
  symbolOffset('process', 'conflict')[1],
  0,
]

const symbol: FlatStyle = {
  'icon-src': symbolSprite(),
  'icon-size': [SYMBOL_CELL, SYMBOL_CELL],
  'icon-offset': ['array', column, row],
  'icon-scale': ['interpolate', ['linear'], ['zoom'], 7, 0.2, 9, 0.27, 11, 0.38, 14, 0.5],
}

const round = { 'stroke-line-cap': 'round', 'stroke-line-join': 'round' } as const
const isPoint: Expression = ['==', ['geometry-type'], 'Point']
// A missing number reads as −9999999 here; `has` does not work for a property that is not read elsewhere.
const standsForOne: Expression = ['<', ['get', 'point_count'], 0]

/**
 * Lines and areas by their status over a white casing, points by the symbols of `status-symbol`. Points that
 * stand for several (`point_count`) are left to `CountBubbleLayer`. Colours are chosen by rules, which compare
 * before rasterising: a comparison in the fragment shader sees interpolated values and misses some pixels.
 */
export function proposalStyle(): Rule[] {
  return [
    { filter: ['==', ['geometry-type'], 'Polygon'], style: { 'fill-color': 'rgba(255, 255, 255, 0.45)' } },
    { filter: ['!', isPoint], style: { 'stroke-color': '#ffffff', 'stroke-width': 6, ...round } },
    ...STATUS_GROUPS.map(strokeOf),
    { filter: ['all', isPoint, standsForOne], style: symbol },
  ]
}

function strokeOf(group: StatusGroup): Rule {
  const ofGroup = PUBLIC_STATUSES.filter((status) => statusGroup(status) === group)
  const filter: Expression = ['all', ['!', isPoint], ['in', ['get', 'status'], ['literal', ofGroup]]]
  return { filter, style: { 'stroke-color': statusColours[group], 'stroke-width': 3.2, ...round } }
}
