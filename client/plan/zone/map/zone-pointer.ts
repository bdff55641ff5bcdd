import Interaction from 'ol/interaction/Interaction.js'
import type MapBrowserEvent from 'ol/MapBrowserEvent.js'
import { pointerOf } from '../../../map/pointer-of.ts'
import type { VillageBorders } from '../borders/village-borders.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import type { Position } from '../shape/shape.ts'
import { boxGesture } from './box-gesture.ts'
import { EditGesture } from './edit-gesture.ts'
import { type Gesture, type PointerPlace, positionOf } from './gesture.ts'
import { PointGesture } from './point-gesture.ts'
import type { ZoneLayer } from './zone-layer.ts'

const [mousePixels, touchPixels] = [9, 22]
const METRES_PER_DEGREE = 111_319.49

/** Leads the map's pointer and keys to the tool in use. */
export class ZonePointer extends Interaction {
  readonly #store: ZoneStore
  readonly #borders: VillageBorders
  readonly #gestures: { edit: Gesture; points: PointGesture; box: Gesture; villages: Gesture }
  #holds = false
  /** To whom the last two clicks went. */
  #clicked: readonly Gesture[] = []

  constructor(
    store: ZoneStore,
    borders: VillageBorders,
    layer: ZoneLayer,
    pickVillage: (at: Position) => void,
  ) {
    super()
    this.#store = store
    this.#borders = borders
    this.#gestures = {
      edit: new EditGesture(store, layer),
      points: new PointGesture(store, layer),
      box: boxGesture(store, layer),
      villages: {
        click: ({ event }) => {
          pickVillage(positionOf(event))
          return true
        },
        // Two villages picked quickly do not ask to come nearer.
        doubleClick: () => true,
      },
    }
  }

  get #gesture(): Gesture {
    const { tool } = this.#store.state
    if (tool === 'edit' || tool === 'villages') return this.#gestures[tool]
    return tool === 'polygon' || tool === 'split' || tool === 'hole'
      ? this.#gestures.points
      : this.#gestures.box
  }

  /** Gives up what the pointer is in the middle of. */
  cancel(): void {
    this.#holds = false
    const all: Gesture[] = Object.values(this.#gestures)
    for (const gesture of all) gesture.cancel?.()
  }

  override handleEvent(event: MapBrowserEvent): boolean {
    if (event.originalEvent instanceof KeyboardEvent) return !this.#gestures.points.key(event)
    const gesture = this.#gesture
    switch (event.type) {
      case 'pointerdown':
        return this.#down(gesture, event)
      case 'pointerdrag':
        if (this.#holds) gesture.drag?.(this.#place(event))
        return !this.#holds
      case 'pointerup':
        if (!this.#holds) return true
        this.#holds = false
        gesture.up?.(this.#place(event))
        return false
      case 'pointermove':
        if (!event.dragging && !isTouch(event)) gesture.move?.(this.#place(event))
        return true
      case 'click':
        this.#clicked = [...this.#clicked.slice(-1), gesture]
        return !gesture.click?.(this.#place(event))
      case 'dblclick':
        return !this.#doubleClick(this.#place(event))
      default:
        return true
    }
  }

  /**
   * Two clicks in quick succession, wherever they were. They belong to the tools that had them: the first may have ended
   * a drawing, and then the map is not to zoom because the pointer edits again.
   */
  #doubleClick(place: PointerPlace): boolean {
    return this.#clicked.some((gesture) => gesture.doubleClick?.(place))
  }

  #down(gesture: Gesture, event: MapBrowserEvent): boolean {
    if ((event.activePointers?.length ?? 1) > 1) {
      this.cancel()
      return true
    }
    this.#holds = pointerOf(event)?.button === 0 && gesture.down?.(this.#place(event)) === true
    return !this.#holds
  }

  #place(event: MapBrowserEvent): PointerPlace {
    const resolution = event.map.getView().getResolution() ?? 1
    const pixels = isTouch(event) ? touchPixels : mousePixels
    const pixelDegrees = resolution / METRES_PER_DEGREE
    const free = positionOf(event)
    const { snaps } = this.#store.state
    const { altKey } = event.originalEvent
    const snapped = snaps && !altKey ? this.#borders.snap(free, pixelDegrees * (pixels + 3)) : null
    const [x = 0, y = 0] = event.coordinate
    return {
      position: snapped ?? free,
      isSnapped: snapped !== null,
      coordinate: [x, y],
      pixelDegrees,
      reach: resolution * pixels,
      event,
    }
  }
}

function isTouch(event: MapBrowserEvent): boolean {
  return pointerOf(event)?.pointerType === 'touch'
}
