import type { Weights } from '../../../core/api/score-model.ts'
import { RANKING_METHODS } from '../../../core/score/ranking-methods.ts'
import { sitePath } from '../../api/site-path.ts'
import { filterQuery, readFilters } from '../../state/filters.ts'
import type { MapView } from '../../state/viewer-state.ts'
import { competesByRule } from './competing-filters.ts'
import { DEFAULT_TOP } from './line-rule.ts'
import { PLAN_TABS, type PlanState, type SharedPlanState, WEIGHT_MODES } from './plan-state.ts'

const ID = /^[\w.@-]{1,80}$/
const KEY = /^[a-z][A-Za-z0-9]{0,59}$/

/**
 * The address that restores the page: `?tab=zones&w=urgency:80,impact:60&model=…&cara=topsis&alas=poverty`, the filters under
 * their HTTP names, `map=zoom/lat/lon`, `usulan` for the open proposal.
 */
export function writePlanUrl(state: SharedPlanState, lang: string): string {
  const query = filterQuery(state.filters)
  // Without a status those of the rule compete.
  if (competesByRule(state.filters.statuses)) query.delete('status')
  const put = (name: string, value: string | null) => {
    if (value) query.set(name, value)
  }
  put('tab', state.tab === 'priority' ? null : state.tab)
  put('map', state.view && writeView(state.view))
  put('w', state.weights && writeWeights(state.weights))
  put('model', state.model)
  put('cara', state.method === 'weighted-sum' ? null : state.method)
  put('skala', state.scale === 'raw' ? 'asli' : null)
  put('garis', state.top === DEFAULT_TOP ? null : String(state.top))
  put('dana', state.lineRupiah === null ? null : String(state.lineRupiah))
  put('bobot', state.weightMode === 'sliders' ? null : state.weightMode)
  put('alas', state.underlay === null ? '-' : (state.underlay ?? null))
  put('usulan', state.opened)
  put('paket', state.portfolio)
  put('zona', state.zone)
  put('a', state.scenarioA)
  put('b', state.scenarioB)
  put('forum', state.forum ? '1' : null)
  put('lang', lang === 'id' ? null : lang)
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
  return search ? `?${search}` : sitePath('/rencana')
}

export function readPlanUrl(search: string): SharedPlanState {
  const query = new URLSearchParams(search)
  const id = (name: string) => {
    const value = query.get(name) ?? ''
    return ID.test(value) ? value : null
  }
  const underlay = query.get('alas')
  return {
    tab: PLAN_TABS.find((tab) => tab === query.get('tab')) ?? 'priority',
    filters: readFilters(query),
    view: readView(query.get('map')),
    weights: readWeights(query.get('w')),
    model: id('model'),
    method: RANKING_METHODS.find((method) => method === query.get('cara')) ?? 'weighted-sum',
    scale: query.get('cara') === 'topsis' && query.get('skala') === 'asli' ? 'raw' : 'per-mille',
    top: readTop(query.get('garis')),
    lineRupiah: readRupiah(query.get('dana')),
    weightMode: WEIGHT_MODES.find((mode) => mode === query.get('bobot')) ?? 'sliders',
    underlay: underlay === '-' ? null : (id('alas') ?? undefined),
    opened: query.get('usulan')?.slice(0, 200) ?? null,
    portfolio: id('paket'),
    zone: id('zona'),
    scenarioA: id('a'),
    scenarioB: id('b'),
    forum: query.get('forum') === '1',
  }
}

/** The state of a page that has just been opened at an address. */
export function startPlanState(search: string): PlanState {
  return {
    ...readPlanUrl(search),
    screen: 'map',
    district: null,
    catalogue: [],
    criteria: [],
    criterionSet: null,
    models: [],
    alternatives: null,
    moving: false,
    loading: true,
    loadingShare: 0,
    stopped: false,
    failure: null,
    selection: new Set(),
    hovered: null,
    areas: new Set(),
    search: '',
    robustness: null,
    groups: [],
    packages: null,
  }
}

function writeWeights(weights: Weights): string {
  return Object.entries(weights)
    .map(([key, weight]) => `${key}:${weight}`)
    .join(',')
}

/** Null when the address names none that can be used. */
function readWeights(text: string | null): Weights | null {
  const weights: Record<string, number> = {}
  for (const part of (text ?? '').split(',').slice(0, 60)) {
    const [key = '', value = ''] = part.split(':')
    const weight = Number(value)
    if (KEY.test(key) && /^\d{1,3}$/.test(value) && weight <= 100) weights[key] = weight
  }
  return Object.keys(weights).length > 0 ? weights : null
}

function readTop(text: string | null): number {
  const top = Number(text)
  return Number.isInteger(top) && top >= 1 && top <= 100_000 ? top : DEFAULT_TOP
}

function readRupiah(text: string | null): number | null {
  const rupiah = Number(text)
  return /^\d{1,16}$/.test(text ?? '') && rupiah <= 1e15 ? rupiah : null
}

function writeView({ zoom, lat, lon }: MapView): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`
}

function readView(text: string | null): MapView | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map(Number)
  if (zoom === undefined || lat === undefined || lon === undefined) return null
  const valid = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
  return valid ? { zoom, lat, lon } : null
}
