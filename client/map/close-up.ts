import type { Rule } from 'ol/style/flat.js'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { denominatorAtZoom, zoomAtDenominator } from '../../core/geo/scale-denominator.ts'
import { isNeighbour, isSettled, isWater } from '../../core/style/layer-kinds.ts'
import type { LayerStyle, TextSymbolizer } from '../../core/style/layer-style.ts'
import { nameField } from '../../core/style/viewer-properties.ts'
import type { Expression } from './style-expression.ts'

/** From here on a village fills the screen, and lines are drawn as wide as what they stand for. */
const CLOSE_ZOOM = 12.5
const NAMES_ZOOM = 13.5

const close: Expression = ['>', ['zoom'], CLOSE_ZOOM]
const growing = (from: number, to: number): Expression => [
  'interpolate',
  ['linear'],
  ['zoom'],
  CLOSE_ZOOM,
  from,
  17,
  to,
]
const round = { 'stroke-line-cap': 'round', 'stroke-line-join': 'round' } as const

/** A line of the base in one colour. */
function isPlainLine({ geometry, group, legend }: MapLayer): boolean {
  return geometry === 'line' && group === 'base' && (legend === null || legend.kind === 'line')
}

/** What is drawn over lines of the base that nobody styled once the map is close: roads white in a casing, rivers broad. */
export function closeUpRules(layer: MapLayer): Rule[] {
  if (!isPlainLine(layer)) return []
  if (isWater(layer))
    return [{ filter: close, style: { 'stroke-color': '#b5d0de', 'stroke-width': growing(2, 8), ...round } }]
  return [
    { filter: close, style: { 'stroke-color': '#b0a697', 'stroke-width': growing(2.5, 11), ...round } },
    { filter: close, style: { 'stroke-color': '#ffffff', 'stroke-width': growing(1, 8.5), ...round } },
  ]
}

/** The names that a layer of the base carries, as labels; null where it has none, or where someone chose its style. */
export function nameLabels(layer: MapLayer): LayerStyle | null {
  const isOwnArea = layer.id.startsWith('areas-')
  const field = nameField(layer.fields)
  if (layer.group !== 'base' || isOwnArea || !field || !layer.style.generated) return null
  const around = isNeighbour(layer)
  const face: TextSymbolizer = {
    kind: 'Text',
    label: `{{${field}}}`,
    size: 11,
    color: around ? '#7d7768' : isWater(layer) ? '#3f6f86' : '#4d463c',
    haloColor: around ? '#ecebe6' : '#ffffff',
    haloWidth: 1.5,
  }
  const scaleDenominator = { max: denominatorAtZoom(around ? 7.5 : NAMES_ZOOM) }
  return { name: 'names', rules: [{ name: '', scaleDenominator, symbolizers: [face] }] }
}

/** From afar roads, streams and settled land are a grey haze that weighs more than all else. */
const LINES_ZOOM = 11.5

/** The zoom from which a layer draws anything, for its tiles not to be asked for before; none where it always does. */
export function firstZoom(layer: MapLayer): number | undefined {
  const { generated, document } = layer.style
  if (generated && (isPlainLine(layer) || isSettled(layer))) return LINES_ZOOM
  const zooms = document.rules.map(({ scaleDenominator }) =>
    scaleDenominator?.max ? zoomAtDenominator(scaleDenominator.max) : 0,
  )
  const first = Math.min(...zooms)
  return first > 0 && Number.isFinite(first) ? first : undefined
}
