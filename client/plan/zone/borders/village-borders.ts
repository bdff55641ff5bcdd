import type { Envelope } from '../../../../core/geo/envelope.ts'
import { getJson } from '../../../api/get-json.ts'
import { isAbort } from '../../../api/problem-response.ts'
import { type Position, type Shape, shapeHolds, shapeOf } from '../shape/shape.ts'
import { BorderIndex } from './border-index.ts'

export interface Village {
  readonly code: string
  readonly name: string
  readonly shape: Shape
}

/** Districts of so few villages are fetched at once; of more, only what a near view shows. */
const FEW = 400
/** Degrees of a view that is near enough for its villages to be fetched. */
const NEAR_DEGREES = 0.6

type Features = {
  features: { geometry: unknown; properties: { code: string; name: string } }[]
}

/** Villages with their borders, as far as they were looked at. Emits `change` when more have come. */
export class VillageBorders extends EventTarget {
  readonly villages = new Map<string, Village>()
  readonly #extent: Envelope
  readonly #fetchesAll: boolean
  readonly #signal: AbortSignal
  #fetched: Envelope[] = []
  #index: BorderIndex | null = null
  #running = false

  constructor(district: { extent: Envelope; villages: number }, signal: AbortSignal) {
    super()
    this.#extent = district.extent
    this.#fetchesAll = district.villages <= FEW
    this.#signal = signal
  }

  /** Whether every village is here. */
  get isWhole(): boolean {
    return this.#fetchesAll && this.#fetched.length > 0
  }

  /** Fetches what a view shows, unless it is here or the view is too wide. A failure is tried again by the next view. */
  async show(view: Envelope): Promise<void> {
    const box = this.#fetchesAll ? this.#extent : view
    const isNear = box[2] - box[0] <= NEAR_DEGREES && box[3] - box[1] <= NEAR_DEGREES
    if (this.#running || this.#fetched.some((done) => holdsBox(done, box))) return
    if (!this.#fetchesAll && !isNear) return
    this.#running = true
    try {
      await this.fetch(box)
    } catch (error) {
      if (!isAbort(error)) this.dispatchEvent(new CustomEvent('failed', { detail: error }))
    }
    this.#running = false
  }

  /** Fetches the villages in a box, for instance around one that was searched for. */
  async fetch(box: Envelope): Promise<void> {
    const wide = widened(box)
    const answer = await getJson<Features>(
      '/data/areas-village.geojson',
      new URLSearchParams({ bbox: wide.map((degrees) => degrees.toFixed(6)).join(',') }),
      this.#signal,
    )
    for (const { geometry, properties } of answer.features) {
      const { code, name } = properties
      if (!this.villages.has(code)) this.villages.set(code, { code, name, shape: shapeOf(geometry) })
    }
    this.#fetched = [...this.#fetched, wide]
    this.#index = null
    this.dispatchEvent(new Event('change'))
  }

  villageAt(position: Position): Village | undefined {
    for (const village of this.villages.values()) if (shapeHolds(village.shape, position)) return village
    return undefined
  }

  /** The nearest vertex or place on a border within so many degrees. */
  snap(position: Position, degrees: number): Position | null {
    this.#index ??= new BorderIndex([...this.villages.values()].map(({ shape }) => shape))
    return this.#index.nearest(position, degrees)
  }
}

function holdsBox(outer: Envelope, inner: Envelope): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

/** Half as large again, so that a small move needs nothing new. */
function widened([west, south, east, north]: Envelope): Envelope {
  const [x, y] = [(east - west) / 4, (north - south) / 4]
  return [
    Math.max(-180, west - x),
    Math.max(-90, south - y),
    Math.min(180, east + x),
    Math.min(90, north + y),
  ]
}
