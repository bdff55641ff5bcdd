import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { fromLonLat } from 'ol/proj.js'
import { decodeLine } from '../../core/geo/encoded-line.ts'
import { MapCanvas } from './map-canvas.ts'

const LAND = '#ecebe6'
const SHORE = '#cdd6d8'
/** Where Mercator's projection is cut, degrees. */
const MOST_LATITUDE = 85

/**
 * Land beyond the district in a quiet tone, so that only the sea looks like sea. Its outline is generalised to about a
 * kilometre (data/make-coasts.ts) and comes by itself after the map has begun. It lies under all layers of WebGL.
 */
export class CoastLayer extends Layer {
  readonly #canvas = new MapCanvas()
  #origin: readonly [number, number] = [0, 0]
  #land: Path2D | null = null

  constructor() {
    super({ zIndex: -10 })
    // Without it the map is whole in all that it says.
    this.#load().catch(() => {})
  }

  async #load(): Promise<void> {
    const { default: coasts } = await import('./coasts.json', { with: { type: 'json' } })
    const center = this.getMapInternal()?.getView().getCenter() ?? [0, 0]
    this.#origin = [center[0] ?? 0, center[1] ?? 0]
    this.#land = landOf(coasts.rings, this.#origin)
    this.changed()
  }

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    if (!this.#land) return this.#canvas.element
    const { resolution, center } = frame.viewState
    const [width = 0, height = 0] = frame.size
    const scale = frame.pixelRatio / resolution
    // Relative to a place nearby: canvases draw with single precision.
    const left = (width / 2) * frame.pixelRatio + (this.#origin[0] - (center[0] ?? 0)) * scale
    const top = (height / 2) * frame.pixelRatio - (this.#origin[1] - (center[1] ?? 0)) * scale
    context.setTransform(scale, 0, 0, -scale, left, top)
    context.fillStyle = LAND
    context.fill(this.#land)
    context.lineWidth = resolution
    context.strokeStyle = SHORE
    context.stroke(this.#land)
    return this.#canvas.element
  }
}

/** One path of all coasts in EPSG:3857 metres from `origin`. */
function landOf(rings: string, [x0, y0]: readonly [number, number]): Path2D {
  const path = new Path2D()
  for (const ring of rings.split(' ')) {
    const flat = decodeLine(ring)
    for (let i = 0; i < flat.length; i += 2) {
      const lat = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, flat[i + 1] ?? 0))
      const [x = 0, y = 0] = fromLonLat([flat[i] ?? 0, lat])
      if (i === 0) path.moveTo(x - x0, y - y0)
      else path.lineTo(x - x0, y - y0)
    }
    path.closePath()
  }
  return path
}
