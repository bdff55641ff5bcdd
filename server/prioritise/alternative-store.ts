import type { Knex } from 'knex'
import { type CriterionColumns, criterionColumns } from '../criteria/criterion-columns.ts'
import { readStoredCriteria, type StoredCriterion } from '../criteria/criterion-store.ts'
import { readDefaultModel } from '../criteria/score-model-store.ts'
import { PROPOSALS_FROM } from '../layers/proposal-layer.ts'
import { type AlternativeFilter, conditionOf, filterKey } from './alternative-filter.ts'
import { type AlternativePage, type PackedPage, packedPageSql, unpackPage } from './alternative-page.ts'
import { type Alternatives, bytesOf } from './alternatives.ts'
import type { AssembleRequest } from './assemble-alternatives.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { Calculator } from './calculator.ts'

export interface AlternativeSet {
  readonly alternatives: Alternatives
  /** In the order of the columns. */
  readonly criteria: readonly StoredCriterion[]
}

export interface AlternativeStoreOptions {
  readonly knex: Knex
  readonly calculator: Calculator
  readonly mostBytes: number
}

/** Rows of one page: small enough that neither its reading nor its unpacking holds other requests up. */
const PAGE_ROWS = 20_000

/** The alternatives of each filter, read once and kept until something in the store changes. */
export class AlternativeStore {
  readonly #options: AlternativeStoreOptions
  readonly #known: BoundedCache<AlternativeSet>

  constructor(options: AlternativeStoreOptions) {
    this.#options = options
    this.#known = new BoundedCache(options.mostBytes, ({ alternatives }) => bytesOf(alternatives))
  }

  /** @throws the reason of `signal` once it has fired; the reading ends when all who wait for it have left */
  get(filter: AlternativeFilter, signal?: AbortSignal): Promise<AlternativeSet> {
    return this.#known.get(filterKey(filter), (stop) => this.#read(filter, stop), signal)
  }

  /** Something that alternatives are made of has changed. */
  forget(): void {
    this.#known.clear()
  }

  async #read(filter: AlternativeFilter, signal: AbortSignal): Promise<AlternativeSet> {
    const { knex, calculator } = this.#options
    const model = await readDefaultModel(knex)
    const stored = await readStoredCriteria(knex)
    const columns = criterionColumns('proposals', stored, model)
    const criteria = stored.filter(({ key }) => columns?.columns.has(key))
    const request: AssembleRequest = {
      pages: await readPages(knex, packedQuery(filter, criteria, columns), criteria.length, signal),
      criteria: criteria.map(({ key, version }) => ({ key, version })),
    }
    const rows = request.pages.reduce((sum, { count }) => sum + count, 0)
    const cells = request.pages.length > 1 ? rows * criteria.length : 0
    return { alternatives: await calculator.run('alternatives', request, cells, { signal }), criteria }
  }
}

interface PackedQuery {
  readonly sql: string
  /** Without the last two: the key to go on from and the most rows. */
  readonly bindings: readonly unknown[]
}

/** One statement a page, so that the embedded engine's one session is free for others between them. */
async function readPages(
  knex: Knex,
  query: PackedQuery,
  criteria: number,
  signal: AbortSignal,
): Promise<AlternativePage[]> {
  const pages: AlternativePage[] = []
  let after: number | null = -1
  while (after !== null) {
    signal.throwIfAborted()
    const bindings = [...query.bindings, after, PAGE_ROWS]
    const { rows } = await knex.raw<{ rows: PackedPage[] }>(query.sql, bindings as never)
    const packed: PackedPage = rows[0]!
    if (packed.count > 0) pages.push(unpackPage(packed, criteria))
    after = packed.count < PAGE_ROWS ? null : packed.last
  }
  return pages
}

function packedQuery(
  filter: AlternativeFilter,
  criteria: readonly StoredCriterion[],
  columns: CriterionColumns | null,
): PackedQuery {
  const condition = conditionOf(filter)
  const cells = criteria.flatMap(({ key, scale: { low, high } }) => {
    const column = columns?.columns.get(key)
    return column ? [{ ...column, low, high }] : []
  })
  const { scales = '', values = '', bindings } = columns ?? {}
  return {
    sql: packedPageSql(`${scales}${PROPOSALS_FROM}${values} WHERE ${condition.sql}`, cells),
    bindings: [...(bindings?.scales ?? []), ...(bindings?.values ?? []), ...condition.bindings],
  }
}
