import type { Weights } from './criterion-info.ts'

const MOST_STEPS = 200

/** Steps of weights to go back and forth by. A slider's whole move is one step. */
export class WeightHistory {
  #past: Weights[] = []
  #future: Weights[] = []
  #before: Weights | null = null

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Remembers what was before a move; further calls until it settles change nothing. */
  begin(present: Weights | null): void {
    this.#before ??= present
  }

  settle(present: Weights | null, chosen: Weights): void {
    const before = this.#before ?? present
    this.#before = null
    if (before === null || same(before, chosen)) return
    this.#past = [...this.#past, before].slice(-MOST_STEPS)
    this.#future = []
  }

  undo(present: Weights | null): Weights | null {
    const step = this.#past.pop()
    if (!step) return null
    if (present) this.#future.push(present)
    return step
  }

  redo(present: Weights | null): Weights | null {
    const step = this.#future.pop()
    if (!step) return null
    if (present) this.#past.push(present)
    return step
  }
}

export function same(a: Weights, b: Weights): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => (a[key] ?? 0) === (b[key] ?? 0))
}
