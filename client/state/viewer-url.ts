import { filterQuery, readFilters } from './filters.ts'
import type { HeatWeight, MapView, ViewerState } from './viewer-state.ts'

const weights: readonly string[] = ['count', 'cost', 'poor']

/**
 * The address that restores a view: `?map=zoom/lat/lon&layers=id,id:opacity&mode=heat&weight=cost`, the
 * filters under their HTTP names, `usulan` for the open proposal. Angles are WGS 84 degrees with five
 * decimals (1 m), zoom two.
 */
export function writeViewerUrl(state: ViewerState, lang: string): string {
  const query = filterQuery(state.filters)
  if (state.view) {
    const { zoom, lat, lon } = state.view
    query.set('map', `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`)
  }
  if (state.layers) query.set('layers', [...state.layers].map(writeLayer).join(','))
  if (state.mode === 'heat') {
    query.set('mode', 'heat')
    query.set('weight', state.weight)
  }
  if (state.selected) query.set('usulan', state.selected)
  if (lang !== 'id') query.set('lang', lang)
  // Commas and slashes are legal in a query and keep the link readable.
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
  return search ? `?${search}` : '/'
}

export function readViewerUrl(search: string): ViewerState {
  const query = new URLSearchParams(search)
  const weight = query.get('weight') ?? ''
  return {
    view: readView(query.get('map')),
    layers: query.has('layers') ? readLayers(query.get('layers') ?? '') : null,
    mode: query.get('mode') === 'heat' ? 'heat' : 'points',
    weight: weights.includes(weight) ? (weight as HeatWeight) : 'count',
    filters: readFilters(query),
    selected: query.get('usulan'),
  }
}

function writeLayer([id, opacity]: readonly [string, number]): string {
  return opacity === 1 ? id : `${id}:${opacity.toFixed(2)}`
}

function readLayers(text: string): Map<string, number> {
  const layers = new Map<string, number>()
  for (const part of text.split(',').filter(Boolean)) {
    const [id = '', opacity = '1'] = part.split(':')
    const value = Number(opacity)
    layers.set(id, value >= 0 && value <= 1 ? value : 1)
  }
  return layers
}

function readView(text: string | null): MapView | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map(Number)
  if (zoom === undefined || lat === undefined || lon === undefined) return null
  const valid = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
  return valid ? { zoom, lat, lon } : null
}
