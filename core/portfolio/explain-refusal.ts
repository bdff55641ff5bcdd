import { badParameter } from '../problem.ts'
import type { SolveMilp } from './milp.ts'
import { overYears } from './over-years.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { solveBest } from './solve-best.ts'

export interface Refusal {
  /** Best worth if this proposal had to be funded; NaN when that is impossible. */
  readonly worthWith: number
  /** What everyone else would lose by it, against the best choice. */
  readonly loss: number
  /** Proposals that would give way, and others that would come in. */
  readonly displaced: readonly string[]
  readonly cameIn: readonly string[]
  /** False when time ran out or the solver alone stands for it: the loss is then an upper bound. */
  readonly proven: boolean
  /** `undecided`: time ran out; `failed`: the solver did, and more time would not help. */
  readonly reason: 'no-cost' | 'conflicts' | 'worth-less' | 'as-good' | 'undecided' | 'failed'
}

/**
 * "Why not mine?": solves again with the proposal forced in and compares with the best choice (`chosen` codes, of
 * worth `worth`). `as-good` means that another best choice holds it; `conflicts` that the constraints forbid it.
 */
export function explainRefusal(
  problem: PortfolioProblem,
  best: { readonly chosen: readonly string[]; readonly worth: number },
  code: string,
  { solve, secondsLeft }: { readonly solve: SolveMilp; readonly secondsLeft: () => number },
): Refusal {
  const item = problem.items.find((one) => one.code === code)
  if (!item) throw badParameter('code', code, 'the code of a proposal in the list')
  if (best.chosen.includes(code)) throw badParameter('code', code, 'a proposal that was not chosen')
  const none = { worthWith: Number.NaN, loss: Number.NaN, displaced: [], cameIn: [] }
  if (Number.isNaN(item.costRupiah)) return { ...none, proven: true, reason: 'no-cost' }
  const force = { id: `why not ${code}`, kind: 'force', code, funded: true } as const
  const asked = overYears({ ...problem, constraints: [...problem.constraints, force] })
  const forced = solveBest(asked, solve, secondsLeft)
  if (forced.chosen === null) {
    const proven = forced.status === 'infeasible'
    const unknown = forced.status === 'failed' ? 'failed' : 'undecided'
    return { ...none, proven, reason: proven ? 'conflicts' : unknown }
  }
  const now = new Set(asked.items.filter((_, i) => forced.chosen![i]).map((one) => one.code))
  const loss = best.worth - forced.worth
  return {
    worthWith: forced.worth,
    loss,
    displaced: best.chosen.filter((other) => !now.has(other)),
    cameIn: [...now].filter((other) => other !== code && !best.chosen.includes(other)),
    proven: forced.proof === 'exact',
    reason: loss > 1e-9 * Math.max(1, best.worth) ? 'worth-less' : 'as-good',
  }
}
