import { describeTrouble } from '../editing/describe-trouble.ts'
import { attempt, changeOpen } from '../editing/zone-steps.ts'
import type { ZoneStore, ZoneTrouble } from '../editing/zone-store.ts'
import { insertVertex, moveShape, moveVertex, removeVertex } from '../shape/edit-vertices.ts'
import { findCrossing } from '../shape/find-crossing.ts'
import { type Position, type Shape, shapeHolds, vertexCount } from '../shape/shape.ts'
import { ZoneFaultError } from '../shape/zone-fault.ts'
import { findHandle, type Handle } from './find-handle.ts'
import type { Gesture, PointerPlace } from './gesture.ts'
import type { ZoneLayer } from './zone-layer.ts'

/** Larger zones are checked for crossings when they are let go, not at every move. */
const MOST_CHECKED = 3000

/** What is being dragged, and the shape as it was before. */
interface Drag {
  readonly handle: Handle | null
  readonly from: Position
  readonly shape: Shape
  isMoved: boolean
}

/** Moves, inserts and deletes vertices of the open zone, moves it as a whole, and opens zones by a click. */
export class EditGesture implements Gesture {
  readonly #store: ZoneStore
  readonly #layer: ZoneLayer
  #drag: Drag | null = null

  constructor(store: ZoneStore, layer: ZoneLayer) {
    this.#store = store
    this.#layer = layer
  }

  down({ coordinate, reach, position, event }: PointerPlace): boolean {
    const shape = this.#store.open?.shape ?? []
    const handle = findHandle(shape, coordinate, reach)
    const { shiftKey } = event.originalEvent
    if (!handle && !(shiftKey && shapeHolds(shape, position))) return false
    this.#drag = { handle, from: position, shape, isMoved: false }
    return true
  }

  drag(place: PointerPlace): void {
    const drag = this.#drag
    if (!drag) return
    drag.isMoved = true
    const preview = dragged(drag, place.position)
    this.#store.update({ preview, trouble: vertexCount(preview) < MOST_CHECKED ? crossingOf(preview) : null })
    const { handle } = drag
    const shown =
      handle?.kind === 'edge' ? { ...handle, kind: 'vertex' as const, vertex: handle.vertex + 1 } : handle
    this.#layer.cursor = { at: place.position, isSnapped: place.isSnapped, handle: shown }
  }

  up(): void {
    const drag = this.#drag
    this.#drag = null
    if (!drag) return
    const { preview } = this.#store.state
    if (drag.isMoved && preview) attempt(this.#store, () => changeOpen(this.#store, preview))
    else if (drag.handle?.kind === 'vertex') {
      const { polygon, ring, vertex } = drag.handle
      this.#store.update({ vertex: { polygon, ring, vertex }, trouble: null })
    }
  }

  move({ coordinate, reach, position, isSnapped, event }: PointerPlace): void {
    const handle = findHandle(this.#store.open?.shape ?? [], coordinate, reach)
    this.#layer.cursor = { at: handle ? position : null, isSnapped, handle }
    const target = event.map.getTargetElement()
    if (target && (handle || target.style.cursor === 'grab')) target.style.cursor = handle ? 'grab' : ''
  }

  click({ coordinate, reach, position, event }: PointerPlace): boolean {
    const { open, state } = this.#store
    const handle = findHandle(open?.shape ?? [], coordinate, reach)
    if (handle?.kind === 'vertex') {
      const { altKey } = event.originalEvent
      if (altKey && open)
        attempt(this.#store, () => changeOpen(this.#store, removeVertex(open.shape, handle)))
      return true
    }
    if (state.vertex) this.#store.update({ vertex: null })
    if (open && shapeHolds(open.shape, position)) return false
    const under = state.drafts.zones.findLast(({ shape }) => shapeHolds(shape, position))
    if (under) this.#store.update({ drafts: { ...state.drafts, open: under.id }, trouble: null })
    return under !== undefined
  }

  cancel(): void {
    if (!this.#drag) return
    this.#drag = null
    this.#store.update({ preview: null })
  }
}

function crossingOf(shape: Shape): ZoneTrouble | null {
  const at = findCrossing(shape)
  return at && describeTrouble(new ZoneFaultError('crosses-itself', at))
}

function dragged({ handle, from, shape }: Drag, to: Position): Shape {
  if (!handle) return moveShape(shape, [to[0] - from[0], to[1] - from[1]])
  return handle.kind === 'vertex' ? moveVertex(shape, handle, to) : insertVertex(shape, handle, to)
}
