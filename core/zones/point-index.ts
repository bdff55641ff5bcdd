import { STATUS_GROUPS, type StatusGroup } from '../proposal/status.ts'
import { type BoxTree, packPoints, visitZone } from './box-tree.ts'
import { GrowingPoints, makePointColumns, type PointColumns, pickPoints } from './point-columns.ts'
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

/** Proposals by place, kept up to date by ids. */
export class PointIndex {
  /** In the order of the tree. */
  #packed: PointColumns = makePointColumns(0)
  #tree: BoxTree = packPoints(this.#packed)
  /** Added, and to be packed. */
  #added = new GrowingPoints()
  /** Ids that changed since they were packed, and the points that they now have. */
  readonly #changed = new Set<number>()
  readonly #loose = new Map<number, PointGiven>()
  readonly #sectors: string[] = []

  /** Points of a first reading, each once: pack() takes them into use. */
  add(points: readonly PointGiven[]): void {
    for (const point of points) this.#added.push({ ...point, ...this.#kindOf(point) })
  }

  /** Replaces the points of these ids by those given; an id without a point is gone. */
  change(ids: readonly number[], points: readonly PointGiven[]): void {
    for (const id of ids) {
      this.#loose.delete(id)
      this.#changed.add(id)
    }
    for (const point of points) {
      this.#loose.set(point.id, point)
      // Known from now on, so that a tally has a place for it before it is packed.
      this.#kindOf(point)
    }
    if (this.#changed.size > MOST_CHANGES) this.pack()
  }

  clear(): void {
    this.#packed = makePointColumns(0)
    this.#added = new GrowingPoints()
    this.#loose.clear()
    this.pack()
  }

  pack(): void {
    const all = this.#added
    const { id, x, y, cost, group, sector, atVillagePoint } = this.#packed
    all.reserve(id.length + this.#loose.size)
    for (let i = 0; i < id.length; i++) {
      if (this.#changed.has(id[i]!)) continue
      all.push({
        id: id[i]!,
        x: x[i]!,
        y: y[i]!,
        cost: cost[i]!,
        group: group[i]!,
        sector: sector[i]!,
        atVillagePoint: atVillagePoint[i] === 1,
      })
    }
    for (const point of this.#loose.values()) all.push({ ...point, ...this.#kindOf(point) })
    const { columns, length } = all
    this.#tree = packPoints({ x: columns.x.subarray(0, length), y: columns.y.subarray(0, length) })
    this.#packed = pickPoints(columns, this.#tree.order)
    this.#added = new GrowingPoints()
    this.#changed.clear()
    this.#loose.clear()
  }

  /** Counts and sums of the proposals inside; rings in the equal-area plane. */
  tally(zone: Rings, counts?: Counted): ZoneProposals {
    const { id, x, y, cost, group, sector, atVillagePoint } = this.#packed
    const tally = new Tally(this.#sectors)
    const asked = counts !== undefined || this.#changed.size > 0
    const add = (place: number) => {
      const one = id[place]!
      if (asked && (this.#changed.has(one) || counts?.(one) === false)) return
      tally.add(cost[place]!, { group: group[place]!, sector: sector[place]! }, atVillagePoint[place]!)
    }
    visitZone(this.#tree, zone, {
      leaf: 1,
      inside(start, end) {
        for (let place = start; place < end; place++) add(place)
      },
      crossed: (start, end, part) => {
        for (let place = start; place < end; place++) if (ringsHold(part, x[place]!, y[place]!)) add(place)
      },
    })
    for (const point of this.#loose.values()) {
      if (counts?.(point.id) !== false && ringsHold(zone, point.x, point.y))
        tally.add(point.cost, this.#kindOf(point), Number(point.atVillagePoint))
    }
    return tally.result()
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
