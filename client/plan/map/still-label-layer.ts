import type { FrameState } from 'ol/Map.js'
import { AreaLabelLayer } from '../../map/area-label-layer.ts'

/** Names that are drawn again only when the view or they themselves have changed, not with each step of a slider. */
export class StillLabelLayer extends AreaLabelLayer {
  #drawn = ''
  #element: HTMLElement | null = null

  override render(frame: FrameState): HTMLElement {
    const { center, resolution } = frame.viewState
    const now = [...center, resolution, ...frame.size, frame.pixelRatio, this.getRevision()].join(' ')
    if (this.#element && now === this.#drawn) return this.#element
    this.#drawn = now
    this.#element = super.render(frame)
    return this.#element
  }
}
