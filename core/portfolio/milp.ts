/** A mixed-integer linear model: maximise cost · x, rowLower ≤ A x ≤ rowUpper, lower ≤ x ≤ upper; A by rows (CSR). */
export interface Milp {
  readonly objective: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** 1 where the column must be whole. */
  readonly integer: Uint8Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

export type MilpStatus = 'optimal' | 'infeasible' | 'time-limit' | 'failed'

export interface MilpAnswer {
  readonly status: MilpStatus
  /** Value of the best solution found; NaN when there is none. */
  readonly objective: number
  /** No solution can be better than this; NaN when unknown. */
  readonly bound: number
  /** |bound − objective| ÷ |objective|, 0 when proven; NaN without a solution. */
  readonly gap: number
  /** One value a column; null when no solution was found. */
  readonly x: Float64Array | null
  /** Of a model without whole numbers: what a unit of each row's limit is worth. Left out by solvers that do not tell. */
  readonly prices?: Float64Array
}

/** Solves a model exactly (relative gap 0) within the seconds left. How is the caller's matter: core has no solver. */
export type SolveMilp = (model: Milp, secondsLeft: number) => MilpAnswer
