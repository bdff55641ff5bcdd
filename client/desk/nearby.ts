import type { ProposalItem } from '../../core/api/proposal.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import { greatCircleMetres, METRES_PER_DEGREE } from '../../core/geo/great-circle.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { fetchProposals } from '../api/petausul-api.ts'

export interface Nearby extends ProposalItem {
  point: LonLat
  metres: number
}

/** As many as a small map can show. */
const MOST = 100

/** The box of a square picture around a place. */
export function boxAround([lon, lat]: LonLat, reachMetres: number): Envelope {
  const high = reachMetres / METRES_PER_DEGREE
  const wide = high / Math.cos((lat * Math.PI) / 180)
  return [lon - wide, lat - high, lon + wide, lat + high]
}

/** The other proposals of that year and the one before around a place, nearest first, as everyone sees them. */
export async function fetchNearby(
  { code, year, point }: { code: string; year: number; point: LonLat },
  reachMetres: number,
  signal: AbortSignal,
): Promise<Nearby[]> {
  const box = boxAround(point, reachMetres).map((degrees) => degrees.toFixed(5))
  const query = new URLSearchParams({ bbox: box.join(), year: `${year - 1},${year}` })
  const { items } = await fetchProposals(query, { limit: MOST }, signal)
  return items
    .flatMap((item) =>
      item.point && item.code !== code
        ? [{ ...item, point: item.point, metres: greatCircleMetres(point, item.point) }]
        : [],
    )
    .sort((one, other) => one.metres - other.metres)
}
