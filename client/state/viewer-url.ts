import { sitePath } from '../api/site-path.ts'
import { filterQuery, readFilters } from './filters.ts'
import type { HeatWeight, LinkedState, MapView, ViewerState } from './viewer-state.ts'

const weights: readonly HeatWeight[] = ['count', 'cost', 'poor']

/**
 * The address that restores a view on its own page: `?map=zoom/lat/lon&layers=id,id:opacity&mode=heat&weight=cost`, the
 * filters under their HTTP names, `usulan` for the open proposal. Angles are WGS 84 degrees with five
 * decimals (1 m), zoom two.
 */
export function writeViewerUrl(state: LinkedState, lang: string): string {
  const query = filterQuery(state.filters)
  if (state.view) query.set('map', writeView(state.view))
  if (state.layers) query.set('layers', [...state.layers].map(writeLayer).join(','))
  if (state.mode === 'heat') {
    query.set('mode', 'heat')
    query.set('weight', state.weight)
  }
  if (state.selected) query.set('usulan', state.selected)
  if (lang !== 'id') query.set('lang', lang)
  return query.size > 0 ? `?${readable(query)}` : sitePath('/')
}

/** The same from any page. */
export function viewerAddress(state: LinkedState, lang: string): string {
  const address = writeViewerUrl(state, lang)
  return address.startsWith('?') ? sitePath(`/${address}`) : address
}

/** The planner's page with the filters, the part of the map and the open proposal of a view. */
export function planAddress({ filters, view, selected }: LinkedState, lang: string): string {
  const query = filterQuery(filters)
  if (view) query.set('map', writeView(view))
  if (selected) query.set('usulan', selected)
  if (lang !== 'id') query.set('lang', lang)
  return sitePath(query.size > 0 ? `/rencana?${readable(query)}` : '/rencana')
}

/** Commas and slashes are legal in a query and keep the link readable. */
function readable(query: URLSearchParams): string {
  return query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
}

function writeView({ zoom, lat, lon }: MapView): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`
}

export function readViewerUrl(search: string): ViewerState {
  const query = new URLSearchParams(search)
  const weight = query.get('weight') ?? ''
  return {
    view: readView(query.get('map')),
    layers: query.has('layers') ? readLayers(query.get('layers') ?? '') : null,
    mode: query.get('mode') === 'heat' ? 'heat' : 'points',
    covered: new Map(),
    weight: weights.find((known) => known === weight) ?? 'count',
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
    const [, id = part, opacity = '1'] = /^((?:context:)?[^:]*)(?::([^:]*))?$/.exec(part) ?? []
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
