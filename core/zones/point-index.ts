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

/** Proposals by place, kept up to date by ids. */
export class PointIndex {
  readonly #points = new Map<number, PointGiven>()
  readonly #changed = new Set<number>()
  #packed: PointGiven[] = []
  #tree: BoxTree = packBoxes(new Float64Array(0))

  /** Points of a first reading: pack() takes them into use. */
  add(points: readonly PointGiven[]): void {
    for (const point of points) this.#points.set(point.id, point)
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
    this.#packed = [...this.#points.values()]
    const boxes = new Float64Array(4 * this.#packed.length)
    this.#packed.forEach(({ x, y }, i) => {
      boxes.set([x, y, x, y], 4 * i)
    })
    this.#tree = packBoxes(boxes)
    this.#changed.clear()
  }

  /** Counts and sums of the proposals inside; rings in the equal-area plane. */
  tally(zone: Rings, counts: Counted = () => true): ZoneProposals {
    const tally = new Tally()
    const { order } = this.#tree
    const add = (place: number) => {
      const point = this.#packed[order[place]!]!
      if (!this.#changed.has(point.id) && counts(point.id)) tally.add(point)
    }
    visitZone(this.#tree, zone, {
      leaf: 1,
      inside(start, end) {
        for (let place = start; place < end; place++) add(place)
      },
      crossed: (start, end, part) => {
        for (let place = start; place < end; place++) {
          const { x, y } = this.#packed[order[place]!]!
          if (ringsHold(part, x, y)) add(place)
        }
      },
    })
    for (const id of this.#changed) {
      const point = this.#points.get(id)
      if (point && counts(id) && ringsHold(zone, point.x, point.y)) tally.add(point)
    }
    return tally.result()
  }
}

class Tally {
  #count = 0
  #cost = 0
  #withoutCost = 0
  #atVillagePoint = 0
  readonly #groups = new Map<StatusGroup, ProposalShare>()
  readonly #sectors = new Map<string, ProposalShare>()

  add({ cost, group, sector, atVillagePoint }: PointGiven): void {
    const known = Number.isNaN(cost) ? 0 : cost
    this.#count++
    this.#cost += known
    if (Number.isNaN(cost)) this.#withoutCost++
    if (atVillagePoint) this.#atVillagePoint++
    addTo(this.#groups, group, known)
    addTo(this.#sectors, sector, known)
  }

  result(): ZoneProposals {
    const nothing = { count: 0, costRupiah: 0 }
    return {
      count: this.#count,
      costRupiah: this.#cost,
      withoutCost: this.#withoutCost,
      atVillagePoint: this.#atVillagePoint,
      byStatusGroup: STATUS_GROUPS.map((group) => ({ group, ...(this.#groups.get(group) ?? nothing) })),
      bySector: [...this.#sectors]
        .map(([sector, share]) => ({ sector, ...share }))
        .sort((a, b) => b.count - a.count || (a.sector < b.sector ? -1 : 1)),
    }
  }
}

function addTo<Key>(shares: Map<Key, ProposalShare>, key: Key, cost: number): void {
  const share = shares.get(key)
  if (share) {
    share.count++
    share.costRupiah += cost
  } else shares.set(key, { count: 1, costRupiah: cost })
}
