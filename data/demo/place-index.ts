import type { Facility } from './facilities.ts'
import type { Line, Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { boundsOf } from './lines.ts'
import { polygonsContain } from './polygon.ts'
import type { RiverRecord } from './river-records.ts'
import type { RoadRecord } from './road-records.ts'
import type { World } from './world.ts'

/** What lies in each village, by its index: drawn from when needs get their place. */
export interface PlaceIndex {
  streets: RoadRecord[][]
  through: RoadRecord[][]
  rivers: RiverRecord[][]
  facilities: Facility[][]
  /** Is a point on dry land inside the village's polygons? */
  contains(village: number, point: Point): boolean
  containsLine(village: number, line: Line): boolean
}

function byVillage<T>(count: number, items: readonly T[], villagesOf: (item: T) => Iterable<number>): T[][] {
  const out = Array.from({ length: count }, (): T[] => [])
  for (const item of items) for (const village of villagesOf(item)) out[village]?.push(item)
  return out
}

export function createPlaceIndex(world: World, facilities: readonly Facility[]): PlaceIndex {
  const { villages, territory } = world
  const count = villages.length
  const passed = (line: Line) =>
    new Set(line.map((p) => territory.label[nearestNode(territory.lattice, p)]!).filter((v) => v >= 0))
  const boxes = villages.map((v) => boundsOf(v.polygons.flat(2)))
  const contains = (village: number, point: Point) => {
    const [west, south, east, north] = boxes[village]!
    if (point[0] < west || point[0] > east || point[1] < south || point[1] > north) return false
    return polygonsContain(villages[village]?.polygons ?? [], point)
  }
  return {
    streets: byVillage(
      count,
      world.roads.filter((r) => r.category === 'lingkungan'),
      (r) => [r.village],
    ),
    through: byVillage(
      count,
      world.roads.filter((r) => r.category === 'desa' || r.category === 'kabupaten'),
      (r) => passed(r.line),
    ),
    rivers: byVillage(count, world.rivers, (r) => passed(r.line)),
    facilities: byVillage(count, facilities, (f) => [f.village]),
    contains,
    containsLine: (village, line) => line.every((p) => contains(village, p)),
  }
}
