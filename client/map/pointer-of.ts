import type MapBrowserEvent from 'ol/MapBrowserEvent.js'

/** The pointer's own event behind one of the map; null where a key made it. */
export function pointerOf({ originalEvent }: MapBrowserEvent): PointerEvent | null {
  return originalEvent instanceof PointerEvent ? originalEvent : null
}
