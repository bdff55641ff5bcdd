import type { Weights } from '../../../core/api/score-model.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { ScaleName } from '../../../core/score/scale-words.ts'

/** What a ranking is made by; null weights before any are known. */
export interface RankingChoice {
  readonly weights: Weights | null
  readonly method: RankingMethodName
  /** Of TOPSIS; per mille where none is said. */
  readonly scale?: ScaleName
}

const MOST_STEPS = 200

/** Steps of weights and method to go back and forth by. A slider's whole move is one step. */
export class WeightHistory {
  #past: RankingChoice[] = []
  #future: RankingChoice[] = []
  #before: RankingChoice | null = null

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Remembers what was before a move; further calls until it settles change nothing. */
  begin(present: RankingChoice): void {
    this.#before ??= present
  }

  settle(present: RankingChoice, chosen: RankingChoice): void {
    const before = this.#before ?? present
    this.#before = null
    if (before.weights === null || sameChoice(before, chosen)) return
    this.#past = [...this.#past, before].slice(-MOST_STEPS)
    this.#future = []
  }

  undo(present: RankingChoice): RankingChoice | null {
    const step = this.#past.pop()
    if (!step) return null
    if (present.weights) this.#future.push(present)
    return step
  }

  redo(present: RankingChoice): RankingChoice | null {
    const step = this.#future.pop()
    if (!step) return null
    if (present.weights) this.#past.push(present)
    return step
  }
}

export function same(a: Weights, b: Weights): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => (a[key] ?? 0) === (b[key] ?? 0))
}

/** Whether both rank alike. */
export function sameChoice(a: RankingChoice, b: RankingChoice): boolean {
  const sameWay = a.method === b.method && (a.scale ?? 'per-mille') === (b.scale ?? 'per-mille')
  return sameWay && a.weights !== null && b.weights !== null && same(a.weights, b.weights)
}
