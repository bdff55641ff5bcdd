import { toLonLat } from 'ol/proj.js'
import type { PlanMap } from '../../map/plan-map.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { removeMarkedVertex } from '../editing/zone-steps.ts'
import { zoneText } from '../zone-words.ts'
import { ZoneLayer } from './zone-layer.ts'
import { ZonePointer } from './zone-pointer.ts'

/** Draws the zones and lets the pointer work on them, until `signal` ends. */
export function putZonesOnMap(map: PlanMap, session: ZoneSession, signal: AbortSignal): void {
  const { store, borders } = session
  const layer = new ZoneLayer(store)
  map.addLayer(layer, signal)
  const { labels } = map.underlay
  const former = labels.avoid
  labels.avoid = layer.nameBoxes
  labels.changed()
  signal.addEventListener('abort', () => {
    labels.avoid = former
    labels.changed()
  })
  const pointer = new ZonePointer(store, borders, layer, (at) => void session.pickVillageAt(at))
  map.ol.addInteraction(pointer)
  signal.addEventListener('abort', () => map.ol.removeInteraction(pointer))
  store.watch((now, before) => {
    layer.changed()
    if (now.drafts !== before.drafts) labels.changed()
    if (now.tool === before.tool) return
    pointer.cancel()
    layer.cursor = { at: null, isSnapped: false, handle: null }
  }, signal)
  claimWhileDrawing(map, session, signal)
  fetchBorders(map, session, signal)
  listenToKeys(session, signal)
}

/** While a tool draws, clicks mark no proposals. */
function claimWhileDrawing(map: PlanMap, { store }: ZoneSession, signal: AbortSignal): void {
  let claim: AbortController | null = null
  const follow = () => {
    const draws = store.state.tool !== 'edit'
    if (draws === (claim !== null)) return
    claim?.abort()
    claim = draws ? new AbortController() : null
    if (claim) map.claimPointer(claim.signal)
    const target = map.ol.getTargetElement()
    if (target) target.style.cursor = draws ? 'crosshair' : ''
  }
  store.watch(follow, signal)
  follow()
  signal.addEventListener('abort', () => {
    claim?.abort()
    const target = map.ol.getTargetElement()
    if (target) target.style.cursor = ''
  })
}

/** The borders of what is in sight, to snap to and to pick villages by. */
function fetchBorders(map: PlanMap, { borders, store }: ZoneSession, signal: AbortSignal): void {
  const fetch = () => {
    const size = map.ol.getSize()
    if (!size) return
    const [west = 0, south = 0, east = 0, north = 0] = map.ol.getView().calculateExtent(size)
    const [w = 0, s = 0] = toLonLat([west, south])
    const [e = 0, n = 0] = toLonLat([east, north])
    void borders.show([w, s, e, n])
  }
  map.ol.on('moveend', fetch)
  signal.addEventListener('abort', () => map.ol.un('moveend', fetch))
  borders.addEventListener('failed', () => store.update({ news: zoneText('failedBorders') }), { signal })
  fetch()
}

/** Undo and redo from anywhere but a field, which has its own; Delete takes the marked vertex. */
function listenToKeys({ store }: ZoneSession, signal: AbortSignal): void {
  addEventListener(
    'keydown',
    (event) => {
      const [target] = event.composedPath()
      if (target instanceof HTMLInputElement && target.type !== 'checkbox') return
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return
      const key = event.key.toLowerCase()
      const isUndo = (event.ctrlKey || event.metaKey) && key === 'z'
      if (isUndo || ((event.ctrlKey || event.metaKey) && key === 'y')) {
        event.preventDefault()
        if (isUndo && !event.shiftKey) store.undo()
        else store.redo()
      } else if ((key === 'delete' || key === 'backspace') && store.state.vertex) {
        event.preventDefault()
        removeMarkedVertex(store)
      } else if (key === 'escape' && store.state.tool !== 'edit') store.choose('edit')
    },
    { signal },
  )
}
