import type { Overlap } from './areal.ts'
import { visitZone } from './box-tree.ts'
import { commonArea } from './common-area.ts'
import type { PeopleSources } from './people-sources.ts'
import { type Rings, ringsArea } from './rings.ts'

/** Shares this close to 0 or 1 are a drawn line beside a border, not a piece of land: 100 m² of a village of 1 km². */
const SLIVER = 1e-4

export interface ZoneOverlap {
  readonly areaSquareMetres: number
  /** Pieces and rests, for the estimate. */
  readonly sources: readonly Overlap[]
  /** Whole villages, for bounds that suppose nothing of how people are spread; slivers are none, near-whole is whole. */
  readonly villages: readonly Overlap[]
}

/** How much of every source and village lies in the zone; rings in the equal-area plane, valid and oriented. */
export function overlapZone(given: PeopleSources, zone: Rings): ZoneOverlap {
  const restInside = new Map<number, number>()
  const villages: Overlap[] = []
  visitZone(given.villageTree, zone, {
    leaf: 0,
    inside(start, end) {
      for (let place = start; place < end; place++) addVillage(given.villageTree.order[place]!, 1)
    },
    crossed(place, _, part) {
      const village = given.villageTree.order[place]!
      addVillage(village, commonArea(part, given.villageEdges.at(village)) / given.villageArea[village]!)
    },
  })
  const sources = overlapPieces(given, zone, restInside)
  for (const [village, inside] of restInside) {
    const whole = given.restArea[village]!
    if (whole === 0) continue
    const share = Math.min(1, Math.max(0, inside / whole))
    if (share > 0) sources.push({ source: given.pieces + village, share, areaSquareMetres: share * whole })
  }
  return { areaSquareMetres: ringsArea(zone), sources, villages }

  function addVillage(village: number, raw: number): void {
    const whole = given.villageArea[village]!
    restInside.set(village, Math.min(1, raw) * whole)
    const share = raw > 1 - SLIVER ? 1 : raw
    if (share > SLIVER) villages.push({ source: village, share, areaSquareMetres: share * whole })
  }
}

/** Subtracts what is found here from `restInside`, so that only the parts of villages outside of their pieces remain there. */
function overlapPieces(given: PeopleSources, zone: Rings, restInside: Map<number, number>): Overlap[] {
  const sources: Overlap[] = []
  const add = (piece: number, raw: number) => {
    const whole = given.pieceArea[piece]!
    const share = Math.min(1, Math.max(0, raw))
    if (share === 0) return
    sources.push({ source: piece, share, areaSquareMetres: share * whole })
    const village = given.pieceVillage[piece]!
    restInside.set(village, (restInside.get(village) ?? 0) - share * whole)
  }
  visitZone(given.pieceTree, zone, {
    leaf: 0,
    inside(start, end) {
      for (let place = start; place < end; place++) add(given.pieceTree.order[place]!, 1)
    },
    crossed(place, _, part) {
      const piece = given.pieceTree.order[place]!
      add(piece, commonArea(part, given.pieceEdges.at(piece)) / given.pieceArea[piece]!)
    },
  })
  return sources
}
