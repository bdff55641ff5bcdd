import type { SnapResult, ZonePortfolio, ZoneStatistics, ZoneVillage } from '../../core/api/zone.ts'
import { equalAreaX, equalAreaY } from '../../core/geo/equal-area.ts'
import { greatCircleMetres } from '../../core/geo/great-circle.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { isProposalStatus, statusGroup } from '../../core/proposal/status.ts'
import { visitBox } from '../../core/zones/box-tree.ts'
import { overlapZone } from '../../core/zones/overlap-zone.ts'
import {
  buildPeopleSources,
  type CellGiven,
  type PeopleSources,
  type PieceGiven,
  type VillageGiven,
} from '../../core/zones/people-sources.ts'
import { type PointGiven, PointIndex, type ProposalShare } from '../../core/zones/point-index.ts'
import { type Rings, ringsBox } from '../../core/zones/rings.ts'
import { snapZone } from '../../core/zones/snap-zone.ts'
import {
  type ServedCells,
  type ZoneRules,
  type ZoneService,
  zonePeople,
} from '../../core/zones/zone-figures.ts'
import { shapeToGeoJson, shapeToPlane } from '../../core/zones/zone-shape.ts'
import { readPolygons } from '../geometry/read-polygons.ts'
import type {
  CellRow,
  ChosenProposals,
  PieceRow,
  PointRow,
  SnapRequest,
  StatisticsRequest,
  VillageRow,
} from './zone-messages.ts'

/** Most villages that an answer names; all are counted. */
const MOST_VILLAGES = 200
/** Selections of proposals that are cached between the requests of one drag. */
const MOST_REMEMBERED = 8

/** All data that zone figures are computed from; lives in the zones' thread. */
export class ZoneRegistry {
  readonly #points = new PointIndex()
  readonly #selections = new Map<string, ReadonlySet<number>>()
  readonly #served = new Map<string, ServedCells>()
  #rules: ZoneRules = { services: [], smallCell: 0 }
  #villages: VillageRow[] = []
  #cells: CellRow[] = []
  #pieces: PieceRow[] = []
  #sources: PeopleSources | undefined
  #middles: LonLat[] = []
  /** Cleaned borders of each village in degrees. */
  #borders: number[][][] = []

  begin(rules: ZoneRules): void {
    this.#rules = rules
    this.#villages = []
    this.#cells = []
    this.#pieces = []
  }

  addVillages(rows: VillageRow[]): void {
    this.#villages.push(...rows)
  }

  addCells(rows: CellRow[]): void {
    this.#cells.push(...rows)
  }

  addPieces(rows: PieceRow[]): void {
    this.#pieces.push(...rows)
  }

  /** Applies what was added. */
  build(): void {
    const villageAt = new Map(this.#villages.map(({ code }, i) => [code, i]))
    const cellAt = new Map(this.#cells.map(({ id }, i) => [id, i]))
    const pieces = this.#pieces.flatMap((row): PieceGiven[] => {
      const [cell, village] = [cellAt.get(row.cell_id), villageAt.get(row.village_code)]
      if (cell === undefined || village === undefined) return []
      return [{ cell, village, population: known(row.population), poor: known(row.poor_population) }]
    })
    const { length } = this.#rules.services
    this.#sources = buildPeopleSources(this.#villages.map(villageOf), this.#cells.map(cellOf), pieces, length)
    this.#borders = this.#villages.map(({ wkb }) => readPolygons(wkb))
    this.#middles = this.#cells.map(({ lon, lat }) => [lon, lat])
    this.#served.clear()
    this.begin(this.#rules)
  }

  changePoints(ids: readonly number[], rows: readonly PointRow[]): void {
    this.#points.change(ids, rows.map(pointOf))
  }

  beginPoints(): void {
    this.#points.clear()
  }

  addPoints(rows: readonly PointRow[]): void {
    this.#points.add(rows.map(pointOf))
  }

  buildPoints(): void {
    this.#points.pack()
  }

  statistics({ polygons, counted, portfolio }: StatisticsRequest): ZoneStatistics {
    const sources = this.#sources
    if (!sources) throw new Error('the places of zones have not been read')
    const zone = shapeToPlane(polygons)
    const overlap = overlapZone(sources, zone)
    const served = portfolio && this.#servedCells(portfolio)
    const selection = counted && this.#select(counted)
    const chosen = portfolio && this.#select({ key: portfolio.key, ids: portfolio.chosen.ids })
    const inside = chosen && this.#points.tally(zone, (id) => chosen.has(id))
    const people = zonePeople(sources, overlap, this.#rules, served)
    return {
      ...people,
      villages: listVillages(sources.villages, overlap.villages),
      proposals: this.#points.tally(zone, selection && ((id) => selection.has(id))),
      ...(portfolio && inside ? { portfolio: insideOf(portfolio.chosen, inside, people.services) } : {}),
    }
  }

  snap({ polygons, toleranceMetres }: SnapRequest): SnapResult {
    if (!this.#sources) throw new Error('the places of zones have not been read')
    const [west, south, east, north] = ringsBox(shapeToPlane(polygons))
    const margin = 10 * toleranceMetres
    const near: number[][] = []
    visitBox(
      this.#sources.villageTree,
      [west - margin, south - margin, east + margin, north + margin],
      (village) => near.push(...this.#borders[village]!),
    )
    const { polygons: snapped, ...counts } = snapZone(polygons, near, toleranceMetres)
    return { geometry: shapeToGeoJson(snapped), ...counts }
  }

  #select({ key, ids }: { key: string; ids: Int32Array }): ReadonlySet<number> {
    return remember(this.#selections, key, () => new Set(ids))
  }

  #servedCells({ key, chosen }: { key: string; chosen: ChosenProposals }): ServedCells {
    return remember(this.#served, key, () =>
      this.#rules.services.map(({ service, standardMetres }) =>
        servedBy(this.#middles, chosen.places[service] ?? new Float64Array(0), standardMetres),
      ),
    )
  }
}

function insideOf(
  { id, title }: ChosenProposals,
  { count, costRupiah }: ProposalShare,
  services: readonly ZoneService[],
): ZonePortfolio {
  const gains = services.flatMap(({ newlyServed }) => newlyServed ?? [])
  const newlyServed = gains.length > 0 ? gains.reduce((sum, gain) => sum + gain, 0) : null
  return { id, title, proposals: count, costRupiah, newlyServed }
}

function remember<Value>(memory: Map<string, Value>, key: string, make: () => Value): Value {
  const known = memory.get(key)
  if (known !== undefined) return known
  const value = make()
  memory.set(key, value)
  if (memory.size > MOST_REMEMBERED) memory.delete(memory.keys().next().value ?? '')
  return value
}

/** Cells whose centre lies within the standard distance of a place: the rule by which portfolios count people newly served. */
function servedBy(middles: readonly LonLat[], places: Float64Array, metres: number): Uint8Array {
  const served = new Uint8Array(middles.length)
  const reach = metres / 111_000
  middles.forEach((middle, cell) => {
    for (let i = 0; i < places.length && !served[cell]; i += 2) {
      if (Math.abs(places[i + 1]! - middle[1]) > reach) continue
      if (greatCircleMetres(middle, [places[i]!, places[i + 1]!]) <= metres) served[cell] = 1
    }
  })
  return served
}

function listVillages(
  villages: PeopleSources['villages'],
  overlaps: readonly { source: number; share: number }[],
): ZoneStatistics['villages'] {
  const sorted = overlaps.toSorted(
    (a, b) => b.share - a.share || (villages[a.source]!.code < villages[b.source]!.code ? -1 : 1),
  )
  const items = sorted.slice(0, MOST_VILLAGES).map(({ source, share }): ZoneVillage => {
    const { code, name } = villages[source]!
    return { code, name, sharePercent: Math.round(share * 1000) / 10 }
  })
  const whole = overlaps.filter(({ share }) => share === 1).length
  return { touched: overlaps.length, whole, items, truncated: overlaps.length > items.length }
}

function villageOf({ code, name, wkb, population, poor, beyond }: VillageRow): VillageGiven {
  return {
    code,
    name,
    rings: inPlane(readPolygons(wkb)),
    population: known(population),
    poor: known(poor),
    beyond: beyond.map(known),
  }
}

function cellOf({ wkb, beyond }: CellRow): CellGiven {
  const [ring = []] = inPlane(readPolygons(wkb))
  return { ring: [...ring], beyond: beyond.map((value) => (value === null ? Number.NaN : Number(value))) }
}

function inPlane(rings: readonly (readonly number[])[]): Rings {
  return shapeToPlane([[...rings]])
}

function pointOf({ id, lon, lat, cost, status, sector, quality }: PointRow): PointGiven {
  return {
    id,
    x: equalAreaX(lon),
    y: equalAreaY(lat),
    cost: known(cost),
    group: isProposalStatus(status) ? statusGroup(status) : 'process',
    sector,
    atVillagePoint: quality !== 'point',
  }
}

function known(value: number | null): number {
  return value ?? Number.NaN
}
