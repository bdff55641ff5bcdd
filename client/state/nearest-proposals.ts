import type { ProposalItem, ProposalPage } from '../../core/api/proposal.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import { greatCircleMetres, METRES_PER_DEGREE } from '../../core/geo/great-circle.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { fetchProposals } from '../api/petausul-api.ts'

export interface NearProposal extends ProposalItem {
  /** As the crow flies. */
  metres: number
}

export interface Nearest {
  items: NearProposal[]
  /** Nothing with a place lies farther away. */
  isAll: boolean
}

const PAGE_SIZE = 200
/** A box that adds more than these is made narrower first: its rows come in another order than ours, so that all must be read. */
const MOST_ADDED = 1_000
/** Boxes end on a grid, so that they do not tell where in its cell the device is. */
const GRID_DEGREES = 0.02
const STEP_METRES = GRID_DEGREES * METRES_PER_DEGREE
/** Wider than any province. */
const LAST_STEPS = Math.ceil(1_500_000 / STEP_METRES)

/**
 * The proposals of a filter in the order of their distance. The place itself stays in the browser: the server is asked for boxes of
 * several kilometres around it, each three times as wide as the one before, until one holds enough; where many lie, less is added
 * at a time. What was read is kept for whoever asks for more.
 */
export class NearestProposals {
  readonly #filter: URLSearchParams
  readonly #near: LonLat
  /** By code: boxes hold each other. */
  readonly #read = new Map<string, NearProposal>()
  /** Cells of the grid to each side within which all is read, and how many these boxes hold. */
  #whole = { steps: 0, count: 0 }

  constructor(filter: URLSearchParams, near: LonLat) {
    this.#filter = filter
    this.#near = near
  }

  /** The `count` nearest, nearest first. */
  async first(count: number, signal: AbortSignal): Promise<Nearest> {
    for (;;) {
      const isWhole = this.#whole.steps > LAST_STEPS
      // In the corners of the box something nearer may lie outside.
      const reach = isWhole ? Number.POSITIVE_INFINITY : this.#whole.steps * STEP_METRES
      const within = [...this.#read.values()]
        .filter(({ metres }) => metres <= reach)
        .sort((a, b) => a.metres - b.metres)
      if (within.length >= count || isWhole)
        return { items: within.slice(0, count), isAll: isWhole && within.length <= count }
      await this.#widen(signal)
    }
  }

  /** Reads all of a wider box: of the one that is three times as wide, unless too many lie in it, else nearer to the one before. */
  async #widen(signal: AbortSignal): Promise<void> {
    const { steps: least, count: known } = this.#whole
    for (let steps = Math.max(1, 3 * least); ; steps = Math.floor((least + steps) / 2)) {
      const query = new URLSearchParams(this.#filter)
      query.set('bbox', boxAround(this.#near, steps * STEP_METRES).join(','))
      const first = await this.#page(query, null, signal)
      const canNarrow = Math.floor((least + steps) / 2) > least
      if (canNarrow && first.total.count - known > MOST_ADDED) continue
      for (let { next } = first; next; ) next = (await this.#page(query, next, signal)).next
      this.#whole = { steps, count: first.total.count }
      return
    }
  }

  async #page(query: URLSearchParams, cursor: string | null, signal: AbortSignal): Promise<ProposalPage> {
    const page = await fetchProposals(query, { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) }, signal)
    for (const item of page.items) {
      if (item.point)
        this.#read.set(item.code, { ...item, metres: greatCircleMetres(this.#near, item.point) })
    }
    return page
  }
}

/** Degrees: at least `reach` metres to each side of the cell of the grid in which the place lies, whose boxes are all alike. */
export function boxAround([lon, lat]: LonLat, reach: number): Envelope {
  // Of the far side of the cell: nothing else of the place may show in how wide the box is.
  const row = Math.floor(lat / GRID_DEGREES)
  const farthest = Math.max(Math.abs(row), Math.abs(row + 1)) * GRID_DEGREES
  const up = Math.ceil(reach / STEP_METRES - ROUNDING)
  const across = Math.ceil(reach / (STEP_METRES * Math.cos((farthest * Math.PI) / 180)))
  const column = Math.floor(lon / GRID_DEGREES)
  return [
    Math.max(-180, gridded(column - across)),
    Math.max(-90, gridded(row - up)),
    Math.min(180, gridded(column + 1 + across)),
    Math.min(90, gridded(row + 1 + up)),
  ]
}

/** Of a division whose answer is a whole number of steps. */
const ROUNDING = 1e-9

function gridded(steps: number): number {
  return Number((steps * GRID_DEGREES).toFixed(2))
}
