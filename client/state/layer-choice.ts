import type { District } from '../../core/api/district.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { isBuilding, isNeighbour, isSettled, isWater } from '../../core/style/layer-kinds.ts'
import { type Filters, hasFilters } from './filters.ts'
import type { ProposalMode, ViewerState } from './viewer-state.ts'

/** Areas filled by a value hide each other, so only one of them is shown at a time. */
export function isFill(layer: MapLayer): boolean {
  const valued = ['classes', 'categories', 'bivariate'].includes(layer.legend?.kind ?? '')
  return valued && layer.geometry === 'polygon'
}

/** The visible layers after `layer` was switched; a fill takes the place of another, with its opacity kept. */
export function toggleLayer(
  visible: ReadonlyMap<string, number> | null,
  layer: MapLayer,
  catalogue: readonly MapLayer[],
): Map<string, number> {
  const layers = new Map(visible)
  if (layers.delete(layer.id)) return layers
  if (isFill(layer)) for (const other of catalogue) if (isFill(other)) layers.delete(other.id)
  return layers.set(layer.id, 1)
}

/**
 * The state after proposals are drawn in another way. Colours of densities over those of areas would be neither: they take
 * their place, and give it back where nothing else was put there meanwhile.
 */
export function switchMode(
  { layers: visible, covered }: Pick<ViewerState, 'layers' | 'covered'>,
  mode: ProposalMode,
  catalogue: readonly MapLayer[],
): Pick<ViewerState, 'mode' | 'layers' | 'covered'> {
  const layers = new Map(visible)
  const fills = catalogue.filter((layer) => isFill(layer) && layers.has(layer.id))
  if (mode === 'heat') {
    const taken = new Map(fills.map(({ id }) => [id, layers.get(id) ?? 1]))
    for (const id of taken.keys()) layers.delete(id)
    return { mode, layers, covered: taken }
  }
  if (fills.length === 0) for (const [id, opacity] of covered) layers.set(id, opacity)
  return { mode, layers, covered: new Map() }
}

/**
 * What an address without layers shows: proposals over poverty, roads and waters for orientation; and the
 * newest year, unless the address asks for something.
 */
export function firstVisit(
  { years }: District,
  catalogue: readonly MapLayer[],
  filters: Filters,
): Pick<ViewerState, 'layers' | 'filters'> {
  const newest = years.slice(0, 1)
  return {
    layers: firstLayers(catalogue),
    filters: hasFilters(filters) ? filters : { ...filters, years: newest },
  }
}

/** Lines, waters, settlements, buildings and what lies around help to find one's way; other outlines of the base only repeat borders. */
function orients(layer: MapLayer): boolean {
  const kinds = [isWater, isSettled, isBuilding, isNeighbour]
  const helps =
    layer.geometry === 'line' || layer.id === 'areas-district' || kinds.some((isOf) => isOf(layer))
  return layer.group === 'base' && helps
}

function firstLayers(catalogue: readonly MapLayer[]): Map<string, number> {
  const shown = catalogue.filter(
    (layer) => layer.id === 'proposals' || layer.id === 'poverty' || orients(layer),
  )
  return new Map(shown.map(({ id }) => [id, 1]))
}
