import type { Knex } from 'knex'
import { povertyFifths } from '../../../core/inequality/poverty-fifths.ts'
import { select, sql } from '../../database/sql-fragment.ts'

/** The people and poverty of every village whose figures are known, for fifths and incidence. */
export interface Villages {
  readonly codes: readonly string[]
  readonly population: Float64Array
  readonly povertyRate: Float64Array
  /** 1 (poorest) to 5, in the same order. */
  readonly fifths: Uint8Array
  /** Names of villages and districts by code, also of those without figures. */
  readonly names: ReadonlyMap<string, string>
}

interface Row {
  code: string
  name: string
  level: string
  population: number | null
  poverty_rate: number | null
}

/** People and poverty rate of villages that have both, and names of all; rows in order of code. */
export async function readVillages(knex: Knex): Promise<Villages> {
  const rows = await select<Row>(
    knex,
    sql`SELECT a.code, a.name, a.level, f.population, f.poverty_rate
     FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code
     WHERE a.level IN ('village', 'district') ORDER BY a.code COLLATE "C"`,
  )
  const known = rows.filter(
    ({ level, population, poverty_rate }) =>
      level === 'village' && population !== null && poverty_rate !== null,
  )
  const population = Float64Array.from(known, (row) => row.population!)
  const povertyRate = Float64Array.from(known, (row) => row.poverty_rate!)
  return {
    codes: known.map(({ code }) => code),
    population,
    povertyRate,
    fifths: povertyFifths({ poverty: povertyRate, population }),
    names: new Map(rows.map(({ code, name }) => [code, name])),
  }
}

/** The fifth (1 the poorest) of each village with figures, by its code. */
export function fifthOf({ codes, fifths }: Villages): ReadonlyMap<string, number> {
  return new Map(codes.map((code, at) => [code, fifths[at]!]))
}
