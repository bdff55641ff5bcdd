import type { Knex } from 'knex'
import type { Competition } from '../../core/api/competition.ts'
import { PROPOSALS_FROM, proposalLayerWith } from '../catalogue/proposal-layer.ts'
import { type CriterionColumns, criterionColumns } from '../criteria/columns/criterion-columns.ts'
import { readStoredCriteria, type StoredCriterion } from '../criteria/columns/criterion-store.ts'
import { readDefaultModel } from '../criteria/columns/score-model-store.ts'
import { type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { type Competitors, competitorsOf, readCompetition } from '../proposals/competition.ts'
import { SharedCache } from '../workload/shared-cache.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import { type AlternativeFilter, conditionOf, filterKey } from './alternative-filter.ts'
import {
  type AlternativePage,
  type PackedPage,
  type PageSpan,
  packedPageSql,
  unpackPage,
} from './alternative-page.ts'
import { type Alternatives, bytesOf, type RawColumns } from './alternatives.ts'
import type { AssembleRequest } from './assemble-alternatives.ts'
import type { Calculator } from './calculator.ts'

export interface AlternativeSet {
  readonly alternatives: Alternatives
  /** In the order of the columns. */
  readonly criteria: readonly StoredCriterion[]
  /** As it was asked, with the years and statuses that competed. */
  readonly filter: AlternativeFilter
  readonly competition: Competition
}

export interface MeasuredSet extends AlternativeSet {
  readonly raws: RawColumns
}

export interface AlternativeStoreOptions {
  readonly knex: Knex
  readonly calculator: Calculator
  readonly mostBytes: number
  /** Of one page of the reading. */
  readonly pageRows?: number
}

/** Rows of a page: few enough that neither reading nor unpacking it delays other requests. */
const PAGE_ROWS = 20_000
/** Share of the time that reading takes; the rest is assembling the columns. */
const READING = 0.85

/** The alternatives of each filter, read once and kept until something in the store changes. */
export class AlternativeStore {
  readonly #options: AlternativeStoreOptions
  readonly #known: SharedCache<AlternativeSet>

  constructor(options: AlternativeStoreOptions) {
    this.#options = options
    this.#known = new SharedCache({
      mostWeight: options.mostBytes,
      weightOf: ({ alternatives }) => bytesOf(alternatives),
    })
  }

  /** @throws the reason of the watch's signal once it has fired; the reading ends when all who wait for it have left */
  async get(asked: AlternativeFilter, watch: WorkWatch = {}): Promise<AlternativeSet> {
    return this.#get(asked, false, watch)
  }

  /** The same with what the criteria measured, of one reading with the values that come of it. */
  async getWithRaws(asked: AlternativeFilter, watch: WorkWatch = {}): Promise<MeasuredSet> {
    const set = await this.#get(asked, true, watch)
    return { ...set, raws: set.alternatives.raws! }
  }

  async #get(asked: AlternativeFilter, withRaws: boolean, watch: WorkWatch): Promise<AlternativeSet> {
    const competitors = await competitorsOf(this.#options.knex, asked)
    // Whether a year was asked for decides what is told of other years.
    const key = [...[competitors.filter, competitors.whole].map(filterKey), withRaws].join(' ')
    return this.#known.get(key, (own) => this.#read(competitors, withRaws, own), watch)
  }

  /** To be called when data that alternatives are read from has changed. */
  forget(): void {
    this.#known.clear()
  }

  async #read(
    competitors: Competitors,
    withRaws: boolean,
    watch: Required<WorkWatch>,
  ): Promise<AlternativeSet> {
    const { filter } = competitors
    const { knex, calculator, pageRows = PAGE_ROWS } = this.#options
    const model = await readDefaultModel(knex)
    const stored = await readStoredCriteria(knex)
    const columns = criterionColumns('proposals', stored, model)
    const criteria = stored.filter(({ key }) => columns?.columns.has(key))
    const request: AssembleRequest = {
      pages: await readPages(
        knex,
        { ...packedQuery(filter, criteria, columns), pageRows, withRaws },
        partOf(watch, 0, READING),
      ),
      criteria: criteria.map(({ key, version }) => ({ key, version })),
      withRaws,
    }
    const rows = request.pages.reduce((sum, { count }) => sum + count, 0)
    const cells = request.pages.length > 1 ? rows * criteria.length : 0
    const rest = partOf(watch, READING, 1)
    const alternatives = await calculator.run('alternatives', request, cells, rest)
    const competition = await readCompetition(knex, competitors)
    return { alternatives, criteria, filter, competition: { ...competition, competing: alternatives.count } }
  }
}

interface PackedQuery {
  readonly criteria: number
  page(span: PageSpan): SqlFragment
  /** The greatest key among the rows to be read. */
  readonly end: SqlFragment
}

/** One statement a page, so that the embedded engine's one session is free for others between them. */
async function readPages(
  knex: Knex,
  {
    page,
    end,
    criteria,
    pageRows,
    withRaws,
  }: PackedQuery & Pick<PageSpan, 'withRaws'> & { readonly pageRows: number },
  { signal, onProgress }: WorkWatch,
): Promise<AlternativePage[]> {
  const pages: AlternativePage[] = []
  let span: KeySpan | undefined
  let after: number | null = -1
  while (after !== null) {
    signal?.throwIfAborted()
    const rows: PackedPage[] = await select<PackedPage>(knex, page({ after, most: pageRows, withRaws }))
    const packed: PackedPage = rows[0]!
    if (packed.count > 0) pages.push(unpackPage(packed, criteria))
    after = packed.count < pageRows ? null : packed.last
    if (after === null) break
    span ??= { first: packed.first ?? 0, last: await readLastKey(knex, end) }
    onProgress?.({ done: after - span.first, of: Math.max(1, span.last - span.first, after - span.first) })
  }
  return pages
}

/** Keys of the matching rows: the position of a page's last key among them is the progress of the reading. */
interface KeySpan {
  readonly first: number
  readonly last: number
}

async function readLastKey(knex: Knex, end: SqlFragment): Promise<number> {
  const [last] = await select<{ id: number }>(knex, end)
  return last?.id ?? 0
}

function packedQuery(
  filter: AlternativeFilter,
  criteria: readonly StoredCriterion[],
  columns: CriterionColumns | null,
): PackedQuery {
  const where = conditionOf(filter)
  const cells = criteria.flatMap(({ key, scale: { low, high } }) => {
    const column = columns?.columns.get(key)
    return column ? [{ ...column, low, high }] : []
  })
  const { from } = proposalLayerWith(columns)
  return {
    criteria: criteria.length,
    page: (span) => packedPageSql({ from, where }, cells, span),
    end: sql`SELECT p.id ${rowsOf({ from: PROPOSALS_FROM, where })} ORDER BY p.id DESC LIMIT 1`,
  }
}
