import type { PicturePlace } from './picture-extent.ts'

/** What is shorter on either side was a press, not a box. */
const LEAST_PIXELS = 4

/** Tells of a box while mouse or finger draws it on an element: the corner where it was begun, and the one opposite. */
export function followPointer(
  element: HTMLElement,
  tell: (from: PicturePlace, to: PicturePlace) => void,
): void {
  let begun: PointerEvent | null = null
  element.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return
    begun = event
    element.setPointerCapture(event.pointerId)
  })
  element.addEventListener('pointermove', (event) => {
    if (begun?.pointerId !== event.pointerId) return
    const sides = [event.clientX - begun.clientX, event.clientY - begun.clientY]
    if (sides.some((side) => Math.abs(side) < LEAST_PIXELS)) return
    tell(placeOn(element, begun), placeOn(element, event))
  })
  for (const end of ['pointerup', 'pointercancel'] as const)
    element.addEventListener(end, () => {
      begun = null
    })
}

function placeOn(element: HTMLElement, { clientX, clientY }: PointerEvent): PicturePlace {
  const { left, top, width, height } = element.getBoundingClientRect()
  const within = (share: number) => Math.min(1, Math.max(0, share))
  return [within((clientX - left) / width), within((clientY - top) / height)]
}
