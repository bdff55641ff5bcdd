import { listenerOf } from '../panel/event-control.ts'
export type SheetHeight = 'low' | 'half' | 'full'

const order: readonly SheetHeight[] = ['low', 'half', 'full']

/** The phone's panel: three heights, by dragging its handle or by its buttons. Emits `change`. */
export class Sheet extends EventTarget {
  height: SheetHeight = 'low'
  readonly #panel: HTMLElement
  #startY = 0
  #startHeight = 0

  constructor(panel: HTMLElement) {
    super()
    this.#panel = panel
  }

  set(height: SheetHeight): void {
    this.height = height
    this.#panel.style.setProperty('--sheet', cssHeight(height))
    this.dispatchEvent(new Event('change'))
  }

  step(by: 1 | -1): void {
    const next = order[order.indexOf(this.height) + by]
    if (next) this.set(next)
  }

  /** At least half open, for a list or a search that needs room. */
  open(): void {
    if (this.height === 'low') this.set('half')
  }

  readonly onPointerDown = (event: PointerEvent): void => {
    this.#startY = event.clientY
    this.#startHeight = this.#panel.offsetHeight
    this.#panel.classList.add('dragged')
    listenerOf(event).setPointerCapture(event.pointerId)
  }

  readonly onPointerMove = (event: PointerEvent): void => {
    const panel = this.#panel
    if (!panel.classList.contains('dragged')) return
    const height = Math.max(120, this.#startHeight + this.#startY - event.clientY)
    panel.style.setProperty('--sheet', `min(${height}px, 100%)`)
  }

  readonly onPointerUp = (event: PointerEvent): void => {
    const panel = this.#panel
    if (!panel.classList.contains('dragged')) return
    panel.classList.remove('dragged')
    const moved = this.#startY - event.clientY
    if (Math.abs(moved) < 6) this.set(this.height === 'low' ? 'half' : 'low')
    else this.set(nearest(panel.offsetHeight / window.innerHeight, moved))
  }
}

function cssHeight(height: SheetHeight): string {
  return { low: 'var(--sheet-low)', half: '56%', full: 'calc(100% - 4.25rem)' }[height]
}

/** The height that a let-go at `share` of the screen falls to, leaning towards the direction of the drag. */
function nearest(share: number, moved: number): SheetHeight {
  const lean = share + Math.sign(moved) * 0.08
  if (lean > 0.7) return 'full'
  return lean > 0.36 ? 'half' : 'low'
}
