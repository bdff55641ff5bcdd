import { STATUS_GROUPS, type StatusGroup } from '../proposal/status.ts'
import { type BoxTree, packBoxes, visitZone } from './box-tree.ts'
import { type Rings, ringsHold } from './rings.ts'

/** A public place of a proposal in the equal-area plane, with what zones count and filter by. */
export interface PointGiven {
  readonly id: number
  readonly x: number
  readonly y: number
  /** NaN when nobody has estimated it. */
  readonly cost: number
  readonly group: StatusGroup
  readonly sector: string
  /** Its place is its village's point. */
  readonly atVillagePoint: boolean
}

/** Which proposals count, by id. */
export type Counted = (id: number) => boolean

export interface ProposalShare {
  count: number
  costRupiah: number
}

export interface ZoneProposals extends ProposalShare {
  /** Proposals among them of which nobody knows the cost. */
  withoutCost: number
  /** Those whose place is only known by village: they stand at the village's point. */
  atVillagePoint: number
  byStatusGroup: (ProposalShare & { group: StatusGroup })[]
  bySector: (ProposalShare & { sector: string })[]
}

/** Beyond so many changes the index is packed anew. */
const MOST_CHANGES = 2000

/** What is counted of each point, in the order of the tree. */
interface Columns {
  readonly tree: BoxTree
  readonly id: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  readonly cost: Float64Array
  readonly group: Uint8Array
  readonly sector: Uint16Array
  readonly atVillagePoint: Uint8Array
}

/** Proposals by place, kept up to date by ids. */
export class PointIndex {
  readonly #points = new Map<number, PointGiven>()
  readonly #changed = new Set<number>()
  readonly #sectors: string[] = []
  #columns: Columns = this.#makeColumns([])

  /** Points of a first reading: pack() takes them into use. */
  add(points: readonly PointGiven[]): void {
    for (const point of points) {
      this.#points.set(point.id, point)
      // Known from now on, so that a tally has a place for it before it is packed.
      this.#kindOf(point)
    }
  }

  /** Replaces the points of these ids by those given; an id without a point is gone. */
  change(ids: readonly number[], points: readonly PointGiven[]): void {
    for (const id of ids) {
      this.#points.delete(id)
      this.#changed.add(id)
    }
    this.add(points)
    if (this.#changed.size > MOST_CHANGES) this.pack()
  }

  clear(): void {
    this.#points.clear()
    this.pack()
  }

  pack(): void {
    this.#columns = this.#makeColumns([...this.#points.values()])
    this.#changed.clear()
  }

  /** Counts and sums of the proposals inside; rings in the equal-area plane. */
  tally(zone: Rings, counts?: Counted): ZoneProposals {
    const { tree, id, x, y, cost, group, sector, atVillagePoint } = this.#columns
    const tally = new Tally(this.#sectors)
    const asked = counts !== undefined || this.#changed.size > 0
    const add = (place: number) => {
      const one = id[place]!
      if (asked && (this.#changed.has(one) || counts?.(one) === false)) return
      tally.add(cost[place]!, { group: group[place]!, sector: sector[place]! }, atVillagePoint[place]!)
    }
    visitZone(tree, zone, {
      leaf: 1,
      inside(start, end) {
        for (let place = start; place < end; place++) add(place)
      },
      crossed: (start, end, part) => {
        for (let place = start; place < end; place++) if (ringsHold(part, x[place]!, y[place]!)) add(place)
      },
    })
    for (const one of this.#changed) {
      const point = this.#points.get(one)
      if (point && counts?.(one) !== false && ringsHold(zone, point.x, point.y))
        tally.add(point.cost, this.#kindOf(point), Number(point.atVillagePoint))
    }
    return tally.result()
  }

  #makeColumns(points: readonly PointGiven[]): Columns {
    const boxes = new Float64Array(4 * points.length)
    points.forEach(({ x, y }, i) => {
      boxes.set([x, y, x, y], 4 * i)
    })
    const tree = packBoxes(boxes)
    const inOrder = Array.from(tree.order, (i) => points[i]!)
    const kinds = inOrder.map((point) => this.#kindOf(point))
    return {
      tree,
      id: Int32Array.from(inOrder, ({ id }) => id),
      x: Float64Array.from(inOrder, ({ x }) => x),
      y: Float64Array.from(inOrder, ({ y }) => y),
      cost: Float64Array.from(inOrder, ({ cost }) => cost),
      group: Uint8Array.from(kinds, ({ group }) => group),
      sector: Uint16Array.from(kinds, ({ sector }) => sector),
      atVillagePoint: Uint8Array.from(inOrder, (point) => Number(point.atVillagePoint)),
    }
  }

  #kindOf({ group, sector }: PointGiven): Kind {
    const known = this.#sectors.indexOf(sector)
    return {
      group: STATUS_GROUPS.indexOf(group),
      sector: known === -1 ? this.#sectors.push(sector) - 1 : known,
    }
  }
}

/** Numbers of the status group and of the sector. */
interface Kind {
  readonly group: number
  readonly sector: number
}

class Tally {
  readonly #sectors: readonly string[]
  readonly #groupCounts = new Float64Array(STATUS_GROUPS.length)
  readonly #groupCosts = new Float64Array(STATUS_GROUPS.length)
  readonly #sectorCounts: Float64Array
  readonly #sectorCosts: Float64Array
  #withoutCost = 0
  #atVillagePoint = 0

  constructor(sectors: readonly string[]) {
    this.#sectors = sectors
    this.#sectorCounts = new Float64Array(sectors.length)
    this.#sectorCosts = new Float64Array(sectors.length)
  }

  add(cost: number, { group, sector }: Kind, atVillagePoint: number): void {
    const unknown = Number.isNaN(cost)
    this.#groupCounts[group]!++
    this.#sectorCounts[sector]!++
    this.#atVillagePoint += atVillagePoint
    if (unknown) {
      this.#withoutCost++
      return
    }
    this.#groupCosts[group]! += cost
    this.#sectorCosts[sector]! += cost
  }

  result(): ZoneProposals {
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
    return {
      count: sum(this.#groupCounts),
      costRupiah: sum(this.#groupCosts),
      withoutCost: this.#withoutCost,
      atVillagePoint: this.#atVillagePoint,
      byStatusGroup: STATUS_GROUPS.map((group, i) => ({
        group,
        count: this.#groupCounts[i]!,
        costRupiah: this.#groupCosts[i]!,
      })),
      bySector: this.#sectors
        .map((sector, i) => ({ sector, count: this.#sectorCounts[i]!, costRupiah: this.#sectorCosts[i]! }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count || (a.sector < b.sector ? -1 : 1)),
    }
  }
}
