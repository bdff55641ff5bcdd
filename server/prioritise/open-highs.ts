import loader, { type Highs, type HighsCallbackMap } from 'highs'
import type { Milp, MilpAnswer, MilpStatus, SolveMilp } from '../../core/portfolio/milp.ts'

// The package's types describe its CommonJS build; as a module its default export is the loader itself.
const loadHighs = loader as unknown as () => Promise<Highs>

/** Options of the solver that the answer depends on; decision files record them. */
export const HIGHS_OPTIONS = { mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0 } as const

const PROGRESS_EVERY_MS = 100

export interface MilpProgress {
  readonly seconds: number
  readonly best: number
  readonly bound: number
}

/** Loads HiGHS (WebAssembly, one thread) and gives it as a solver. Solving blocks its thread: run it in a worker. */
export async function openHighs(onProgress?: (progress: MilpProgress) => void): Promise<{
  readonly solve: SolveMilp
  readonly version: string
}> {
  const highs = await loadHighs()
  const solve: SolveMilp = (model, seconds) => solveWithHighs(highs, model, seconds, onProgress)
  return { solve, version: `HiGHS ${highs.version.string}` }
}

function solveWithHighs(
  highs: Highs,
  milp: Milp,
  seconds: number,
  onProgress: ((progress: MilpProgress) => void) | undefined,
): MilpAnswer {
  if (milp.objective.length === 0) return solveEmpty(milp)
  return highs.withModel(toModelData(highs, milp), (model) => {
    model.options.set({ ...HIGHS_OPTIONS, output_flag: false, time_limit: seconds })
    model.run(onProgress ? watchSearch(highs, onProgress) : {})
    const status = statusOf(highs, model.getModelStatus())
    const feasible = model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible
    if (!feasible || status === 'infeasible') {
      return { status, objective: Number.NaN, bound: Number.NaN, gap: Number.NaN, x: null }
    }
    const objective = model.getObjectiveValue()
    const isMip = milp.integer.includes(1)
    const bound = isMip ? Number(model.info.get('mip_dual_bound')) : objective
    const gap = objective === bound ? 0 : Math.abs(bound - objective) / Math.abs(objective)
    const { colValue, rowDual } = model.getSolution()
    const answer = { status, objective, bound, gap, x: Float64Array.from(colValue) }
    return isMip ? answer : { ...answer, prices: Float64Array.from(rowDual) }
  })
}

/**
 * Reports progress from the mipInterrupt callback, which runs thousands of times a second: mipLogging is silent when the solver's
 * output is off.
 */
function watchSearch(highs: Highs, onProgress: (progress: MilpProgress) => void): HighsCallbackMap {
  let due = 0
  return {
    [highs.constants.callbackType.mipInterrupt](event) {
      if (performance.now() < due) return
      due = performance.now() + PROGRESS_EVERY_MS
      const { running_time = 0, mip_primal_bound = Number.NaN, mip_dual_bound = Number.NaN } = event.data
      onProgress({ seconds: running_time, best: mip_primal_bound, bound: mip_dual_bound })
    },
  }
}

function toModelData(highs: Highs, milp: Milp) {
  const { variableType, objectiveSense } = highs.constants
  const numRows = milp.rowLower.length
  const numCols = milp.objective.length
  return {
    numCols,
    numRows,
    sense: objectiveSense.maximize,
    offset: 0,
    colCost: milp.objective,
    colLower: milp.lower,
    colUpper: milp.upper,
    rowLower: milp.rowLower,
    rowUpper: milp.rowUpper,
    matrix: {
      format: 'csr' as const,
      numRows,
      numCols,
      starts: milp.starts,
      indices: milp.indices,
      values: milp.values,
    },
    integrality: Int32Array.from(milp.integer, (whole) =>
      whole ? variableType.integer : variableType.continuous,
    ),
  }
}

function statusOf(highs: Highs, code: number): MilpStatus {
  const { modelStatus } = highs.constants
  switch (code) {
    case modelStatus.optimal:
    case modelStatus.empty:
      return 'optimal'
    // Every column with a positive objective is bounded, so "unbounded or infeasible" means infeasible.
    case modelStatus.infeasible:
    case modelStatus.unboundedOrInfeasible:
      return 'infeasible'
    case modelStatus.timeLimit:
      return 'time-limit'
    default:
      return 'failed'
  }
}

/** Without columns every row's activity is 0. */
function solveEmpty(milp: Milp): MilpAnswer {
  const met = milp.rowLower.every((lower, r) => lower <= 0 && milp.rowUpper[r]! >= 0)
  return met
    ? { status: 'optimal', objective: 0, bound: 0, gap: 0, x: new Float64Array(0) }
    : { status: 'infeasible', objective: Number.NaN, bound: Number.NaN, gap: Number.NaN, x: null }
}
