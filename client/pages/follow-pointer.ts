import type { PicturePlace } from './picture-extent.ts'

/** What is shorter on either side was a press, not a drag. */
export const LEAST_PIXELS = 4

export type Pair = readonly [PicturePlace, PicturePlace]

/** What becomes of gestures on a picture; places may lie outside of it. */
export interface Gestures {
  begin(): void
  /** One finger or the mouse: where it was set down and where it is now. */
  drag(from: PicturePlace, to: PicturePlace): void
  /** Two fingers: where they were at the last move and where they are now. */
  pinch(from: Pair, to: Pair): void
  /** A second finger came, or the system took the gesture: what was dragged so far was not meant. */
  takeBack(): void
}

/** Tells of what mouse and fingers do on an element. After two fingers, one that stays down does nothing more. */
export function followPointers(element: HTMLElement, gestures: Gestures): void {
  const down = new Map<number, { begun: PointerEvent; last: PointerEvent }>()
  let isPinch = false
  const places = () => [...down.values()].map(({ last }) => placeOn(element, last))
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || down.size === 2) return
    element.setPointerCapture(event.pointerId)
    down.set(event.pointerId, { begun: event, last: event })
    isPinch = down.size === 2
    if (isPinch) gestures.takeBack()
    else gestures.begin()
  })
  element.addEventListener('pointermove', (event) => {
    const pointer = down.get(event.pointerId)
    if (!pointer) return
    const before = places()
    pointer.last = event
    if (isPinch && down.size === 2) gestures.pinch(pairOf(before), pairOf(places()))
    else if (!isPinch && isDrag(pointer.begun, event))
      gestures.drag(placeOn(element, pointer.begun), placeOn(element, event))
  })
  const release = ({ pointerId }: PointerEvent) => {
    down.delete(pointerId)
    if (down.size === 0) isPinch = false
  }
  element.addEventListener('pointerup', release)
  element.addEventListener('pointercancel', (event) => {
    if (down.has(event.pointerId) && !isPinch) gestures.takeBack()
    release(event)
  })
}

function isDrag(begun: PointerEvent, now: PointerEvent): boolean {
  const sides = [now.clientX - begun.clientX, now.clientY - begun.clientY]
  return sides.some((side) => Math.abs(side) >= LEAST_PIXELS)
}

function pairOf([one = [0, 0], other = one]: readonly PicturePlace[]): Pair {
  return [one, other]
}

/** Where on an element an event of mouse or finger happened. */
export function placeOn(
  element: HTMLElement,
  { clientX, clientY }: { clientX: number; clientY: number },
): PicturePlace {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [(clientX - left) / width, (clientY - top) / height]
}
