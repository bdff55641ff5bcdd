import { distance, type Point } from './frame.ts'
import { nearestNode, nodePoint } from './lattice.ts'
import { resampleLine } from './lines.ts'
import type { Polygon } from './polygon.ts'
import type { RoadRecord } from './road-records.ts'
import type { Territory } from './territory.ts'
import { traceRegions } from './trace.ts'
import type { Villages } from './villages.ts'

const ALONG_STREETS_METRES = 190
const ALONG_ROADS_METRES = 150
/** Houses line the roads this far from a village's centre. */
const RIBBON_METRES = 1_150

/** By how many metres each node lies inside the band along streets, roads and centres; negative outside. */
function settledMargin(
  { lattice, label }: Territory,
  { villages }: Villages,
  roads: readonly RoadRecord[],
): Float64Array {
  const margin = new Float64Array(lattice.count).fill(-ALONG_STREETS_METRES)
  const spread = (at: Point, radius: number) => {
    const start = nearestNode(lattice, at)
    for (let row = -2; row <= 2; row++) {
      for (let column = -2; column <= 2; column++) {
        const node = start + row * lattice.columns + column
        if (node < 0 || node >= lattice.count) continue
        const inside = radius - distance(nodePoint(lattice, node), at)
        if (inside > margin[node]!) margin[node] = inside
      }
    }
  }
  for (const road of roads) {
    const street = road.category === 'lingkungan'
    for (const p of resampleLine(road.line, 60)) {
      const owner = villages[label[nearestNode(lattice, p)]!]
      if (street) spread(p, ALONG_STREETS_METRES)
      else if (owner && distance(owner.centre, p) < RIBBON_METRES) spread(p, ALONG_ROADS_METRES)
    }
  }
  for (const village of villages) spread(village.centre, 230)
  return margin
}

/** Settled land: a band along streets and along the roads next to village centres, never in water. */
export function createSettlements(
  territory: Territory,
  places: Villages,
  roads: readonly RoadRecord[],
): Polygon[] {
  const { lattice, label, surface } = territory
  const margin = settledMargin(territory, places, roads)
  const settled = Int32Array.from({ length: lattice.count }, (_, n) =>
    margin[n]! > 0 && label[n]! >= 0 && surface.shore[n]! > 0.005 ? 1 : 0,
  )
  const cut = (a: number, b: number) => {
    const [ma, mb] = [margin[a]!, margin[b]!]
    // Where water, not distance, ends the settlement, it ends well before the shore.
    if (ma > 0 === mb > 0) return settled[a] === 1 ? 0.3 : 0.7
    return Math.min(0.92, Math.max(0.08, ma / (ma - mb)))
  }
  return (
    traceRegions(lattice, settled, { cut, wanted: (region) => region === 1, smoothed: () => true }).get(1) ??
    []
  )
}
