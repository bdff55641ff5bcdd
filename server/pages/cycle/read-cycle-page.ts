import type { Knex } from 'knex'
import { isWithin } from '../../../core/access/grant.ts'
import type { CycleSummary } from '../../../core/api/cycle.ts'
import type { Ceiling } from '../../../core/cycle/ceiling.ts'
import { wallClock } from '../../../core/cycle/wall-clock.ts'
import { AREA_CODE } from '../../cycles/cycle-request.ts'
import {
  findCycle,
  listCycles,
  readAllCeilings,
  readClock,
  readCycle,
  type StoredCycle,
} from '../../cycles/read-cycles.ts'
import { type AreaOptions, readAreaOptions } from '../list/read-area-options.ts'
import { type StageView, viewStages } from './stage-view.ts'

export interface CyclePageData {
  /** The latest plan year first. */
  cycles: readonly CycleSummary[]
  shown: ShownCycle | undefined
}

export interface ShownCycle {
  cycle: StoredCycle
  /** What is looked at: the region, or an area of it. */
  area: string
  options: AreaOptions
  views: readonly StageView[]
  /** By the clock on the wall of the region. */
  now: string
  /** Names of areas by their codes. */
  names: ReadonlyMap<string, string>
  /** Of stages that have any, by their keys. */
  ceilings: ReadonlyMap<string, readonly Ceiling[]>
}

export interface CycleAsked {
  year: string | undefined
  region: string | undefined
  area: string | undefined
}

/** What the page of cycles shows: the cycle that is asked for, or else the one that is nearest to today. */
export async function readCyclePage(knex: Knex, asked: CycleAsked): Promise<CyclePageData> {
  const cycles = await listCycles(knex)
  const at = await readClock(knex)
  const chosen = chooseCycle(cycles, asked, at)
  if (!chosen) return { cycles, shown: undefined }
  const cycle = await readCycle(knex, await findCycle(knex, chosen))
  const area = asked.area !== undefined && isWithin(asked.area, cycle.region) ? asked.area : cycle.region
  const ceilings = await readAllCeilings(knex, cycle.id)
  const shown = {
    ...{ cycle, area, ceilings },
    options: await readAreaOptions(knex, area),
    views: viewStages(cycle, area, at),
    now: wallClock(at, cycle.timeZone),
    names: await readAreaNames(knex, cycle, ceilings, area),
  }
  return { cycles, shown }
}

/** Of the region and year that are asked for; else the one in whose forums, plan or works today lies, or the latest. */
function chooseCycle(
  cycles: readonly CycleSummary[],
  { year, region }: CycleAsked,
  at: Date,
): CycleSummary | undefined {
  const wanted = cycles.filter((one) => region === undefined || one.region === region)
  const ofYear = wanted.find(({ planYear }) => String(planYear) === year)
  if (ofYear) return ofYear
  const thisYear = at.getUTCFullYear()
  return wanted.find(({ forumYear }) => forumYear <= thisYear) ?? wanted[0] ?? cycles[0]
}

export async function readAreaNames(
  knex: Knex,
  cycle: StoredCycle,
  ceilings: ReadonlyMap<string, readonly Ceiling[]>,
  area: string,
): Promise<ReadonlyMap<string, string>> {
  const codes = new Set([cycle.region, area])
  for (const stage of cycle.stages) for (const one of stage.areas) codes.add(one.area)
  for (const list of ceilings.values()) for (const one of list) if (one.area !== null) codes.add(one.area)
  const rows = await knex('areas')
    .whereIn('code', [...codes])
    .select<{ code: string; name: string }[]>('code', 'name')
  const region: [string, string][] = cycle.regionName === null ? [] : [[cycle.region, cycle.regionName]]
  return new Map([...region, ...rows.map(({ code, name }): [string, string] => [code, name])])
}

/** Regions that a cycle can be made for: the widest areas that were imported, then those below them. */
export async function readRegions(knex: Knex): Promise<{ code: string; name: string }[]> {
  const known = await knex('areas')
    .whereIn('level', ['province', 'regency', 'district'])
    .orderBy('code')
    .limit(MOST_REGIONS)
    .select<{ code: string; name: string; level: string }[]>('code', 'name', 'level')
  // Packages may bring villages and districts alone: the regency is then known by its code and the package's name.
  const packages = await knex('packages')
    .orderBy('id')
    .select<{ code: string; name: string }[]>('id AS code', 'name')
  const named = packages.filter(({ code }) => AREA_CODE.test(code) && !known.some((one) => one.code === code))
  return [...named, ...known.map(({ code, name }) => ({ code, name }))].toSorted(
    (one, other) => one.code.length - other.code.length || one.code.localeCompare(other.code),
  )
}

const MOST_REGIONS = 2000
