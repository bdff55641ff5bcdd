import type { Weights } from '../../../core/api/score-model.ts'
import { type Alternatives, villageName } from '../state/alternatives.ts'
import { type LiveRanking, scoreOf } from '../state/rank-live.ts'
import { type AlikeRows, alikeRows } from './alike-rows.ts'
import type { RankedRow } from './rank-row.ts'

/** What the rows of the browser's own ranking are read from. */
export interface LiveSource {
  readonly alternatives: Alternatives
  readonly ranking: LiveRanking
  readonly alike: AlikeRows
  /** By criterion as the look's criteria stand; undefined for one without a column. */
  readonly columns: readonly (Uint16Array | undefined)[]
  readonly weights: readonly number[]
}

export function liveSource(
  alternatives: Alternatives,
  ranking: LiveRanking,
  keys: readonly string[],
  weights: Weights,
): LiveSource {
  return {
    alternatives,
    ranking,
    alike: alikeRows(alternatives),
    columns: keys.map((key) => alternatives.columns.get(key)),
    weights: keys.map((key) => weights[key] ?? 0),
  }
}

/** A row of the browser's own ranking: each figure is read when it is asked for, so that an order of all costs only its own. */
export class LiveRow implements RankedRow {
  readonly #source: LiveSource
  readonly #row: number

  constructor(source: LiveSource, row: number) {
    this.#source = source
    this.#row = row
  }

  get code(): string {
    return this.#source.alternatives.codes[this.#row] ?? ''
  }

  get rank(): number {
    return this.#source.ranking.rank[this.#row] ?? 0
  }

  get title(): string {
    return this.#source.alternatives.titles[this.#row] ?? ''
  }

  get village(): string {
    return villageName(this.#source.alternatives, this.#row)
  }

  get villageCode(): string {
    const { villages } = this.#source.alternatives
    return villages.codes[villages.index[this.#row] ?? -1] ?? ''
  }

  get status(): string {
    return this.#source.alternatives.status[this.#row] ?? ''
  }

  get sector(): string {
    return this.#source.alternatives.sector[this.#row] ?? ''
  }

  get agency(): string | null {
    return this.#source.alternatives.agency[this.#row] ?? null
  }

  get cost(): number {
    return this.#source.alternatives.costRupiah[this.#row] ?? Number.NaN
  }

  get score(): number {
    return scoreOf(this.#source.ranking, this.#row)
  }

  get parts(): number[] {
    const { columns, weights, ranking } = this.#source
    return columns.map((column, c) => ((column?.[this.#row] ?? 0) * (weights[c] ?? 0)) / ranking.weightSum)
  }

  get alike(): readonly string[] {
    return this.#source.alike.get(this.code) ?? []
  }

  perMille(key: string): number {
    const { columns, missing } = this.#source.alternatives
    if (missing.get(key)?.has(this.#row)) return Number.NaN
    return columns.get(key)?.[this.#row] ?? Number.NaN
  }
}
