import { setImmediate as nextTurn } from 'node:timers/promises'
import KDBush from 'kdbush'
import type { Knex } from 'knex'
import { greatCircleMetres } from '../../../core/geo/great-circle.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { Problem } from '../../../core/problem.ts'
import { select, sql } from '../../database/sql-fragment.ts'
import type { Candidate } from './read-items.ts'

/** People of need cells that one and the same set of proposals would bring within a service's standard. */
export interface ServedGroup {
  readonly service: string
  readonly people: number
  readonly codes: readonly string[]
  /** Village in which most of the cell's settled land lies. */
  readonly villageCode: string | null
}

export interface ServiceNeed {
  readonly service: string
  readonly standardMetres: number
  /** People beyond the standard today, whether a proposal reaches them or not. */
  readonly beyond: number
}

export interface PeopleNeed {
  readonly services: readonly ServiceNeed[]
  readonly groups: readonly ServedGroup[]
}

interface Cell {
  lon: number
  lat: number
  population: number
  village_code: string | null
}

/** Yields to the event loop at least this often. */
const SLICE_MS = 8
const MOST_PAIRS = 2_000_000
/** A little under a degree of latitude everywhere on the sphere, so that the search box is never too small. */
const METRES_PER_DEGREE = 111_000

/**
 * Who beyond a standard would come within it: for each service that any candidate concerns, the cells of the need grid
 * beyond its standard, and the candidates of that service whose place lies within the standard distance of the cell's
 * middle (great circle, inclusive: the same rule as the join's). Cells of one village with the same set are one group.
 */
export async function readPeopleNeed(knex: Knex, candidates: readonly Candidate[]): Promise<PeopleNeed> {
  const concerned = Map.groupBy(candidates, ({ service }) => service)
  const rows = await select<{ service: string; max_distance_m: number }>(
    knex,
    sql`SELECT service, max_distance_m FROM service_standards ORDER BY service`,
  )
  const services: ServiceNeed[] = []
  const groups: ServedGroup[] = []
  for (const { service, max_distance_m: standardMetres } of rows) {
    const cells = await readCellsBeyond(knex, service)
    services.push({ service, standardMetres, beyond: cells.reduce((sum, cell) => sum + cell.population, 0) })
    const near = (concerned.get(service) ?? []).filter(({ place }) => place !== null)
    if (near.length > 0) groups.push(...(await groupCells(cells, near, { service, standardMetres })))
  }
  return { services, groups }
}

async function readCellsBeyond(knex: Knex, service: string): Promise<Cell[]> {
  const rows = await select<Cell>(
    knex,
    sql`SELECT ST_X(c.point) AS lon, ST_Y(c.point) AS lat, c.population, c.village_code
     FROM need_coverage n JOIN need_cells c ON c.id = n.cell_id
     WHERE n.service = ${service} AND n.beyond AND c.population > 0 ORDER BY c.cell COLLATE "C"`,
  )
  return rows
}

async function groupCells(
  cells: readonly Cell[],
  near: readonly Candidate[],
  { service, standardMetres }: { service: string; standardMetres: number },
): Promise<ServedGroup[]> {
  const findWithin = indexPlaces(
    near.map(({ place }) => place!),
    standardMetres,
  )
  const groups = new Map<string, { people: number; rows: number[]; villageCode: string | null }>()
  let until = performance.now() + SLICE_MS
  let pairs = 0
  for (const cell of cells) {
    if (performance.now() > until) {
      await nextTurn()
      until = performance.now() + SLICE_MS
    }
    const rows = findWithin([cell.lon, cell.lat])
    if (rows.length === 0) continue
    pairs += rows.length
    if (pairs > MOST_PAIRS) throw tooDense(service)
    const key = `${cell.village_code} ${rows.join()}`
    const group = groups.get(key)
    if (group) group.people += cell.population
    else groups.set(key, { people: cell.population, rows, villageCode: cell.village_code })
  }
  return [...groups.values()].map(({ people, rows, villageCode }) => ({
    service,
    people,
    codes: rows.map((row) => near[row]!.code),
    villageCode,
  }))
}

function tooDense(service: string): Problem {
  return new Problem({
    title: 'Too many proposals',
    status: 400,
    detail: `filter: expected fewer proposals of ${service} near one another; narrow it by year, area or status`,
    parameter: 'filter',
    received: `more than ${MOST_PAIRS} pairs of cells and proposals of ${service}`,
    expected: `at most ${MOST_PAIRS}`,
  })
}

/** Rows of the places within a distance of a position, ascending. */
function indexPlaces(places: readonly LonLat[], metres: number): (middle: LonLat) => number[] {
  const index = new KDBush(places.length)
  for (const [lon, lat] of places) index.add(lon, lat)
  index.finish()
  const high = metres / METRES_PER_DEGREE
  return (middle) => {
    const [lon, lat] = middle
    const wide = high / Math.cos(((Math.abs(lat) + high) * Math.PI) / 180)
    return index
      .range(lon - wide, lat - high, lon + wide, lat + high)
      .filter((row) => greatCircleMetres(middle, places[row]!) <= metres)
      .sort((a, b) => a - b)
  }
}
