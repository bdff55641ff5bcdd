import type { SnapAnswer, ZoneStatistics } from '../../core/api/zone.ts'
import { proposalLayer } from '../catalogue/proposal-layer.ts'
import type { Database } from '../database/database.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { type FilterQuery, proposalCondition } from '../proposals/filter.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { type CheckedZone, checkZone, makeSound } from './check-zone.ts'
import { dissolveVillages } from './dissolve-villages.ts'
import { readChoice } from './portfolio-choice.ts'
import type { ZoneFigures } from './zone-figures.ts'
import type { ChosenProposals } from './zone-messages.ts'
import type { SnapBody, StatisticsBody } from './zone-request.ts'

const MOST_REMEMBERED = 8

export interface CountedZone {
  zone: CheckedZone
  statistics: ZoneStatistics
}

/** Computations about zones for the office: their figures, and snapping them to borders. */
export class ZoneCalculator {
  readonly #database: Database
  readonly #figures: ZoneFigures
  readonly #selections = new Map<string, Promise<Int32Array>>()
  readonly #choices = new Map<string, Promise<ChosenProposals>>()

  constructor(database: Database, figures: ZoneFigures) {
    this.#database = database
    this.#figures = figures
  }

  /**
   * Figures of a drawn zone; throws a Problem that explains what is wrong with it. The watch hears of the reading that the first
   * question after a start or an import waits for.
   */
  async count(
    { geometry, portfolioId, filter }: StatisticsBody,
    watch: WorkWatch = {},
  ): Promise<CountedZone> {
    const zone = await checkZone(this.#database.read, geometry)
    const version = this.#figures.version
    const counted =
      filter && Object.values(filter).some(Boolean) ? await this.#select(filter, version) : undefined
    const portfolio = portfolioId ? await this.#choose(portfolioId, version) : undefined
    const question = {
      kind: 'statistics' as const,
      polygons: zone.polygons,
      ...(counted ? { counted } : {}),
      ...(portfolio ? { portfolio } : {}),
    }
    const statistics = await this.#figures.ask(question, watch)
    return { zone, statistics }
  }

  /** Whole villages as one zone; or a zone with its edges on village borders where they run close by. */
  async snap({ geometry, toleranceMetres, villages }: SnapBody, watch: WorkWatch = {}): Promise<SnapAnswer> {
    const { read } = this.#database
    if (villages) return { geometry: await dissolveVillages(read, villages) }
    const { polygons } = await checkZone(read, geometry)
    const snapped = await this.#figures.ask({ kind: 'snap', polygons, toleranceMetres }, watch)
    return { ...snapped, geometry: await makeSound(read, snapped.geometry) }
  }

  async #select(filter: FilterQuery, version: number): Promise<{ key: string; ids: Int32Array }> {
    const key = JSON.stringify([version, Object.entries(filter).sort()])
    const ids = await remember(this.#selections, key, async () => {
      const [row] = await select<{ ids: number[] | null }>(
        this.#database.read,
        sql`SELECT array_agg(p.id) AS ids ${rowsOf(proposalLayer, proposalCondition(filter))}`,
      )
      return Int32Array.from(row?.ids ?? [])
    })
    return { key, ids }
  }

  async #choose(portfolioId: string, version: number): Promise<{ key: string; chosen: ChosenProposals }> {
    const key = JSON.stringify([version, portfolioId])
    return {
      key,
      chosen: await remember(this.#choices, key, () => readChoice(this.#database.read, portfolioId)),
    }
  }
}

/** Called many times a second while a zone is dragged; concurrent calls share one query. */
async function remember<Value>(
  memory: Map<string, Promise<Value>>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const known = memory.get(key)
  if (known) return await known
  const value = read()
  memory.set(key, value)
  if (memory.size > MOST_REMEMBERED) memory.delete(memory.keys().next().value ?? '')
  try {
    return await value
  } catch (error) {
    memory.delete(key)
    throw error
  }
}
