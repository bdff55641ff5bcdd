/** Puts an opened popover below its button, inside the window; on a phone it fills the width above the bottom edge. */
export function placePopover(popover: HTMLElement, button: HTMLElement): void {
  if (window.innerWidth < 768) {
    popover.style.cssText = ''
    return
  }
  const edge = button.getBoundingClientRect()
  const left = Math.max(8, Math.min(edge.left, window.innerWidth - popover.offsetWidth - 8))
  popover.style.cssText = `left:${left}px;top:${edge.bottom + 6}px;max-height:${window.innerHeight - edge.bottom - 24}px`
}
