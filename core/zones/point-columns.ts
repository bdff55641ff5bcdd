import { keysOf } from '../keys-of.ts'
/** The counted properties of points, column by column: a million take 34 MB, where objects would take 200 MB. */
export interface PointColumns {
  readonly id: Int32Array
  /** In the equal-area plane. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Rupiah; NaN when nobody has estimated it. */
  readonly cost: Float64Array
  /** Numbers of the status group and of the sector. */
  readonly group: Uint8Array
  readonly sector: Uint16Array
  readonly atVillagePoint: Uint8Array
}

export interface PointValues {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly cost: number
  readonly group: number
  readonly sector: number
  readonly atVillagePoint: boolean
}

export function makePointColumns(length: number): PointColumns {
  return {
    id: new Int32Array(length),
    x: new Float64Array(length),
    y: new Float64Array(length),
    cost: new Float64Array(length),
    group: new Uint8Array(length),
    sector: new Uint16Array(length),
    atVillagePoint: new Uint8Array(length),
  }
}

/** The points at the places given, in their order. */
export function pickPoints(columns: PointColumns, places: Uint32Array): PointColumns {
  const picked = makePointColumns(places.length)
  for (const name of keysOf(picked)) {
    const [from, to] = [columns[name], picked[name]]
    for (let i = 0; i < places.length; i++) to[i] = from[places[i]!]!
  }
  return picked
}

/** Columns that points are added to, twice as long each time they are full. */
export class GrowingPoints {
  columns = makePointColumns(0)
  length = 0

  /** Reserves capacity for so many more points. */
  reserve(more: number): void {
    const wanted = this.length + more
    if (wanted <= this.columns.id.length) return
    const larger = makePointColumns(wanted)
    for (const name of keysOf(larger)) larger[name].set(this.columns[name].subarray(0, this.length))
    this.columns = larger
  }

  push({ id, x, y, cost, group, sector, atVillagePoint }: PointValues): void {
    if (this.length === this.columns.id.length) this.reserve(Math.max(1024, this.length))
    const at = this.length++
    const { columns } = this
    columns.id[at] = id
    columns.x[at] = x
    columns.y[at] = y
    columns.cost[at] = cost
    columns.group[at] = group
    columns.sector[at] = sector
    columns.atVillagePoint[at] = Number(atVillagePoint)
  }
}
