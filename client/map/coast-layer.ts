import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { fromLonLat, transformExtent } from 'ol/proj.js'
import { decodeLine } from '../../core/geo/encoded-line.ts'
import { type Envelope, envelopesIntersect } from '../../core/geo/envelope.ts'
import { keysOf } from '../../core/keys-of.ts'
import { COAST_REACH, type CoastRegion } from './coasts/coast-regions.ts'
import { MapCanvas } from './map-canvas.ts'

const LAND = '#ecebe6'
const SHORE = '#cdd6d8'
/** Where Mercator's projection is cut, degrees. */
const MOST_LATITUDE = 85

interface Coasts {
  readonly default: { readonly rings: string }
}

const LOADERS: Readonly<Record<CoastRegion, () => Promise<Coasts>>> = {
  west: () => import('./coasts/coasts-west.json', { with: { type: 'json' } }),
  middle: () => import('./coasts/coasts-middle.json', { with: { type: 'json' } }),
  east: () => import('./coasts/coasts-east.json', { with: { type: 'json' } }),
  world: () => import('./coasts/coasts-world.json', { with: { type: 'json' } }),
}
const REGIONS = keysOf(COAST_REACH)

/**
 * Land beyond the district in a quiet tone, so that only the sea looks like sea. Its outline is generalised to about a
 * kilometre (data/make-coasts.ts) and comes by itself after the map has begun, of the regions that it shows. It lies under all
 * layers of WebGL.
 */
export class CoastLayer extends Layer {
  readonly #canvas = new MapCanvas()
  #origin: readonly [number, number] | null = null
  readonly #lands = new Map<CoastRegion, Path2D | null>()

  constructor() {
    super({ zIndex: -10 })
  }

  async #load(region: CoastRegion, origin: readonly [number, number]): Promise<void> {
    this.#lands.set(region, null)
    const { default: coasts } = await LOADERS[region]()
    this.#lands.set(region, landOf(coasts.rings, origin))
    this.changed()
  }

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    const { resolution, center } = frame.viewState
    this.#origin ??= [center[0] ?? 0, center[1] ?? 0]
    const [x0, y0] = this.#origin
    // Without it the map is whole in all that it says.
    for (const region of regionsIn(frame))
      if (!this.#lands.has(region)) this.#load(region, this.#origin).catch(() => {})
    const [width = 0, height = 0] = frame.size
    const scale = frame.pixelRatio / resolution
    // Relative to a place nearby: canvases draw with single precision.
    const left = (width / 2) * frame.pixelRatio + (x0 - (center[0] ?? 0)) * scale
    const top = (height / 2) * frame.pixelRatio - (y0 - (center[1] ?? 0)) * scale
    context.setTransform(scale, 0, 0, -scale, left, top)
    context.fillStyle = LAND
    context.lineWidth = resolution
    context.strokeStyle = SHORE
    for (const land of this.#lands.values()) {
      if (!land) continue
      context.fill(land)
      context.stroke(land)
    }
    return this.#canvas.element
  }
}

/** Those that have land in what is on the screen. */
function regionsIn({ extent, viewState }: FrameState): CoastRegion[] {
  if (!extent) return []
  const [west = 0, south = 0, east = 0, north = 0] = transformExtent(
    extent,
    viewState.projection,
    'EPSG:4326',
  )
  const isSeen = (reach: Envelope) => envelopesIntersect(reach, [west, south, east, north])
  return REGIONS.filter((region) => COAST_REACH[region].some(isSeen))
}

/** One path of a region's coasts in EPSG:3857 metres from `origin`. */
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
