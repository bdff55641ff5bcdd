import type { Knex } from 'knex'
import type { LiftAnswer } from '../../core/score/find-lift.ts'
import type { PartialRanking } from '../../core/score/partial-by-method.ts'
import { isOnRaws, type MethodRanking, type RankingMethod } from '../../core/score/rank-by-method.ts'
import type { MeasuredColumns } from '../../core/score/raw-columns.ts'
import { SharedCache } from '../workload/shared-cache.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { AlternativeStore } from './alternative-store.ts'
import type { AlternativeTable } from './alternative-table.ts'
import { type Alternatives, excludedBy } from './alternatives.ts'
import { Calculator } from './calculator.ts'
import { type Choices, choiceBytes, type OrderedTexts, textBytes } from './list-texts.ts'
import { PrioritiseThreads } from './prioritise-threads.ts'
import { RobustnessJobs } from './robustness-jobs.ts'
import type { StudyColumns } from './study-columns.ts'

/** Services and caches that rankings use: the alternatives of the store, threads for long work, and results that are known already. */
export interface RankingContext {
  readonly knex: Knex
  readonly store: AlternativeStore
  readonly calculator: Calculator
  readonly rankings: SharedCache<MethodRanking>
  readonly partials: SharedCache<PartialRanking | null>
  readonly lifts: SharedCache<LiftAnswer>
  readonly tables: SharedCache<AlternativeTable>
  /** What heads of columns filter and sort by, column by column, and rows in the order that one asked for. */
  readonly texts: SharedCache<OrderedTexts>
  readonly choices: SharedCache<Choices>
  readonly lists: SharedCache<Uint32Array>
  /** What studies say of alternatives. */
  readonly studies: SharedCache<StudyColumns>
  readonly jobs: RobustnessJobs
  /** To be called when data that alternatives are read from has changed. */
  forget(): void
  close(): void
}

const MEGABYTE = 2 ** 20

/** Makes the services of rankings over one database; `onError` is called with failures that no request hears of. */
export function makeRankingContext(knex: Knex, onError: (error: unknown) => void): RankingContext {
  const calculator = new Calculator(new PrioritiseThreads({ threads: 2, queueLimit: 50 }))
  const store = new AlternativeStore({ knex, calculator, mostBytes: 256 * MEGABYTE })
  const tables = new SharedCache<AlternativeTable>({
    mostWeight: 128 * MEGABYTE,
    weightOf: ({ bytes }) => bytes,
  })
  const texts = new SharedCache<OrderedTexts>({ mostWeight: 96 * MEGABYTE, weightOf: textBytes })
  const choices = new SharedCache<Choices>({ mostWeight: 32 * MEGABYTE, weightOf: choiceBytes })
  const lists = new SharedCache<Uint32Array>({
    mostWeight: 32 * MEGABYTE,
    weightOf: (rows) => 500 + 4 * rows.length,
  })
  const jobs = new RobustnessJobs(new PrioritiseThreads({ threads: 1, queueLimit: 20 }), onError)
  return {
    knex,
    store,
    calculator,
    tables,
    jobs,
    rankings: new SharedCache<MethodRanking>({
      mostWeight: 64 * MEGABYTE,
      weightOf: ({ rank }) => 100 + 16 * rank.length,
    }),
    partials: new SharedCache<PartialRanking | null>({
      mostWeight: 32 * MEGABYTE,
      weightOf: (partial) => 100 + 20 * (partial?.incomparable.length ?? 0),
    }),
    texts,
    choices,
    lists,
    studies: new SharedCache<StudyColumns>({
      mostWeight: 32 * MEGABYTE,
      weightOf: ({ low }) => 500 + 12 * low.length,
    }),
    lifts: new SharedCache<LiftAnswer>({ mostWeight: 2 * MEGABYTE, weightOf: () => 3000 }),
    forget() {
      store.forget()
      tables.clear()
      texts.clear()
      choices.clear()
      lists.clear()
    },
    close: () => jobs.close(),
  }
}

export interface Ranked {
  readonly ranking: MethodRanking
  readonly excluded: Uint8Array | undefined
}

interface RankQuestion {
  readonly weights: readonly number[]
  readonly method: RankingMethod
  /** For a method on raw values. */
  readonly measured?: MeasuredColumns | undefined
}

/** Ranks alternatives; the same question is computed once, and no longer than somebody waits for it. */
export async function rankAmong(
  { calculator, rankings }: RankingContext,
  alternatives: Alternatives,
  { weights, method, measured }: RankQuestion,
  watch: WorkWatch = {},
): Promise<Ranked> {
  const { columns, count } = alternatives
  const excluded = excludedBy(alternatives, weights)
  const ranking = await rankings.get(
    keyOf(alternatives, { weights, method }),
    ({ signal }) =>
      calculator.run(
        'ranking',
        { columns, measured, weights, method, ...(excluded && { excluded }) },
        count * columns.length * COST_OF[method.kind],
        { signal },
      ),
    watch,
  )
  return { ranking, excluded }
}

/** What PROMETHEE I says of the same alternatives, computed once as their ranking is; null by other methods. */
export async function partialAmong(
  { calculator, partials }: RankingContext,
  alternatives: Alternatives,
  { weights, method, excluded }: RankQuestion & Pick<Ranked, 'excluded'>,
  watch: WorkWatch = {},
): Promise<PartialRanking | null> {
  if (method.kind !== 'promethee') return null
  const { columns, count } = alternatives
  return partials.get(
    keyOf(alternatives, { weights, method }),
    ({ signal }) =>
      calculator.run(
        'partial',
        { columns, weights, method, ...(excluded && { excluded }) },
        count * columns.length * COST_OF.promethee,
        { signal },
      ),
    watch,
  )
}

/** Which rows the criteria leave out follows from these too. */
export function keyOf(
  alternatives: Alternatives,
  { weights, method }: Omit<RankQuestion, 'measured'>,
): string {
  return JSON.stringify([digestFor(method, alternatives), weights, method])
}

/** The digest of what a method reads. */
export function digestFor(method: RankingMethod, { digest, raws }: Alternatives): string {
  return isOnRaws(method) && raws ? raws.digest : digest
}

/** Cost of a cell relative to the weighted sum, by method. */
export const COST_OF: Readonly<Record<RankingMethod['kind'], number>> = {
  'weighted-sum': 0.2,
  topsis: 3,
  promethee: 10,
}
