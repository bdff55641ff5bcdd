/** The text in the field, list or text area that an event came from. */
export function textOf({ target }: Event): string {
  const holdsText =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  if (!holdsText) throw new TypeError('expected an event of a form field')
  return target.value
}

/** The input that an event came from. */
export function inputOf({ target }: Event): HTMLInputElement {
  if (target instanceof HTMLInputElement) return target
  throw new TypeError('expected an event of an input')
}

/** The element that listens, whatever inside it the event came from. */
export function listenerOf({ currentTarget }: Event): HTMLElement | SVGElement {
  if (currentTarget instanceof HTMLElement || currentTarget instanceof SVGElement) return currentTarget
  throw new TypeError('expected an element that listens')
}
