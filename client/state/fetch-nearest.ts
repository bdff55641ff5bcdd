import type { ProposalItem, ProposalPage } from '../../core/api/proposal.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import { greatCircleMetres } from '../../core/geo/great-circle.ts'
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
/** Pages of one box that are worth reading: the server gives them in another order than ours. */
const MOST_PAGES = 5
const FIRST_METRES = 2_000
/** Wider than any province. */
const LAST_METRES = 1_500_000
const METRES_PER_DEGREE = 111_195
/** Boxes end on a grid, so that they do not tell where in them the device is. */
const GRID_DEGREES = 0.02

/**
 * The `count` proposals of a filter that lie nearest, nearest first. The place itself stays in the browser: the server is asked for boxes
 * of several kilometres around it, each three times as wide, until one holds enough.
 */
export async function fetchNearest(
  filter: URLSearchParams,
  near: LonLat,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<Nearest> {
  for (let reach = FIRST_METRES; ; reach *= 3) {
    const found = (await readBox(filter, boxAround(near, reach), signal))
      .flatMap((item) => (item.point ? [{ ...item, metres: greatCircleMetres(near, item.point) }] : []))
      .sort((a, b) => a.metres - b.metres)
    // In the corners of the box something nearer may lie outside.
    const isWhole = reach > LAST_METRES
    const within = isWhole ? found : found.filter(({ metres }) => metres <= reach)
    if (within.length >= count || isWhole)
      return { items: within.slice(0, count), isAll: isWhole && within.length <= count }
  }
}

async function readBox(filter: URLSearchParams, box: Envelope, signal: AbortSignal): Promise<ProposalItem[]> {
  const query = new URLSearchParams(filter)
  query.set('bbox', box.join(','))
  const items: ProposalItem[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: ProposalPage = await fetchProposals(
      query,
      { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) },
      signal,
    )
    items.push(...answer.items)
    cursor = answer.next
    if (!cursor) break
  }
  return items
}

/** Degrees: at least `reach` to each side. */
export function boxAround([lon, lat]: LonLat, reach: number): Envelope {
  const up = reach / METRES_PER_DEGREE
  const across = up / Math.cos((lat * Math.PI) / 180)
  const down = (value: number, least: number) => Math.max(least, gridded(Math.floor(value / GRID_DEGREES)))
  const upper = (value: number, most: number) => Math.min(most, gridded(Math.ceil(value / GRID_DEGREES)))
  return [down(lon - across, -180), down(lat - up, -90), upper(lon + across, 180), upper(lat + up, 90)]
}

function gridded(steps: number): number {
  return Number((steps * GRID_DEGREES).toFixed(2))
}
