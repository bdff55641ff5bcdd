import type { Knex } from 'knex'
import type { Peers } from '../../core/desk/check-proposal.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'

/** Fewer say nothing of what is usual. */
const LEAST_PEERS = 8
/** Costs of a regency are read anew at most so often, however much is announced meanwhile. */
const LEAST_AGE_MS = 30_000
const MOST_KEPT = 200

/** Which proposals are of a kind. */
export interface PeerKind {
  /** Code of its regency: 62.01. */
  regency: string
  year: number
  sector: string
  unit: string | null
}

type Costs = ReadonlyMap<string, Peers>
interface Kept {
  at: number
  version: string
  costs: Promise<Costs>
}

interface PeerRow {
  sector: string
  unit: string | null
  count: number
  quartiles: [number, number, number]
}

/** What proposals of a kind cost in a regency and year: for one unit, or as a whole where too few have the unit. */
export class PeerCosts {
  readonly #read: Knex
  readonly #version: { readonly current: string }
  readonly #kept = new Map<string, Kept>()

  constructor(read: Knex, version: { readonly current: string }) {
    this.#read = read
    this.#version = version
  }

  async of({ regency, year, sector, unit }: PeerKind): Promise<Peers | null> {
    const costs = await this.#costs(regency, year)
    return (
      (unit === null ? undefined : costs.get(nameOf(sector, unit))) ?? costs.get(nameOf(sector, null)) ?? null
    )
  }

  #costs(regency: string, year: number): Promise<Costs> {
    const key = `${regency} ${year}`
    const known = this.#kept.get(key)
    const { current } = this.#version
    if (known && (known.version === current || Date.now() - known.at < LEAST_AGE_MS)) return known.costs
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear()
    const kept = { at: Date.now(), version: current, costs: this.#readCosts(regency, year) }
    this.#kept.set(key, kept)
    kept.costs.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key)
    })
    return kept.costs
  }

  async #readCosts(regency: string, year: number): Promise<Costs> {
    const rows = await select<PeerRow>(this.#read, quartilesSql(regency, year))
    return new Map(
      rows.map(({ sector, unit, count, quartiles: [lowerQuartile, median, upperQuartile] }) => [
        nameOf(sector, unit),
        { count, lowerQuartile, median, upperQuartile, unit },
      ]),
    )
  }
}

const nameOf = (sector: string, unit: string | null) => `${sector} ${unit ?? ''}`

const QUARTILES = catalogued('percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP')

function quartilesSql(regency: string, year: number) {
  const least = bound(LEAST_PEERS, 'int')
  return sql`WITH peers AS MATERIALIZED (
      SELECT p.sector, p.unit, p.cost_rupiah::float8 AS cost, p.volume FROM proposals p
      WHERE p.year = ${bound(year, 'int')} AND starts_with(p.village_code, ${bound(`${regency}.`, 'text')})
        AND p.cost_rupiah > 0 AND ${visibleProposal()})
    SELECT sector, NULL AS unit, count(*)::int AS count, ${QUARTILES} (ORDER BY cost) AS quartiles
    FROM peers GROUP BY sector HAVING count(*) >= ${least}
    UNION ALL
    SELECT sector, unit, count(*)::int, ${QUARTILES} (ORDER BY cost / volume)
    FROM peers WHERE volume > 0 AND unit IS NOT NULL GROUP BY sector, unit HAVING count(*) >= ${least}`
}
