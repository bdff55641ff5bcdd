import type { ExpressionValue } from 'ol/expr/expression.js'
import type { FlatStyle, Rule } from 'ol/style/flat.js'
import { PROPOSAL_STATUSES, type StatusGroup, statusGroup } from '../../core/proposal/status.ts'
import { statusColours, symbolCell, symbolOffset, symbolSprite } from './status-symbol.ts'

type Expression = ExpressionValue[]

/** `[status, value, status, value, …]` with the value of each status' group. */
function byStatus<T extends ExpressionValue>(value: (group: StatusGroup) => T): ExpressionValue[] {
  return PROPOSAL_STATUSES.flatMap((status): ExpressionValue[] => [status, value(statusGroup(status))])
}

const colour: Expression = [
  'match',
  ['get', 'status'],
  ...byStatus((group) => statusColours[group]),
  '#666666',
]

const column: Expression = [
  'match',
  ['get', 'status'],
  ...byStatus((group) => symbolOffset(group, 'point')[0]),
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

const size: Expression = ['interpolate', ['linear'], ['zoom'], 8, 0.24, 11, 0.36, 14, 0.5]

const symbol: FlatStyle = {
  'icon-src': symbolSprite(),
  'icon-size': [symbolCell, symbolCell],
  'icon-offset': ['array', column, row],
  'icon-scale': size,
  'icon-declutter-mode': 'none',
}

/**
 * Lines and areas by their status under a white casing, points by the symbols of `status-symbol`. Points
 * that stand for several (`point_count`) are left to the bubbles of `CountBubbleLayer`.
 */
export function proposalStyle(): Rule[] {
  return [
    { filter: ['==', ['geometry-type'], 'Polygon'], style: { 'fill-color': ['color', 15, 107, 92, 0.12] } },
    {
      filter: ['!=', ['geometry-type'], 'Point'],
      style: [
        {
          'stroke-color': '#ffffff',
          'stroke-width': 6,
          'stroke-line-cap': 'round',
          'stroke-line-join': 'round',
        },
        {
          'stroke-color': colour,
          'stroke-width': 3,
          'stroke-line-cap': 'round',
          'stroke-line-join': 'round',
        },
      ],
    },
    { filter: ['!', ['has', 'point_count']], style: symbol },
  ]
}
