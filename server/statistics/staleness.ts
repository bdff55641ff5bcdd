import type { Analysis } from '../analyses/analysis.ts'
import { readsProposals } from './input-states.ts'

/** Time of the first write of each kind after a check. */
export interface Writes {
  proposals?: Date
  store?: Date
}

/** Tracks since when each analysis may be out of date: the time of the first write to its inputs after its last check. */
export class Staleness {
  readonly #since = new Map<string, Writes>()
  /** Writes that concern analyses which were never checked. */
  readonly #unseen: Writes = {}
  readonly #looks = new Set<Writes>()

  note(kind: keyof Writes, at = new Date()): void {
    for (const writes of [this.#unseen, ...this.#since.values(), ...this.#looks]) writes[kind] ??= at
  }

  /** Null while none of its inputs was written. After a write the content may still be the same. */
  since(analysis: Analysis): Date | null {
    return firstOf(this.#since.get(analysis.id) ?? this.#unseen, analysis)
  }

  get any(): boolean {
    const known = this.#since.size > 0 ? [...this.#since.values()] : [this.#unseen]
    return known.some(({ proposals, store }) => proposals || store)
  }

  /** Begins a check; call it before the content is read, since later writes are not part of the check. */
  beginLook(): Writes {
    const look: Writes = {}
    this.#looks.add(look)
    return look
  }

  /** Ends a check of these analyses. Returns the former state, to be restored for an analysis that is not computed after all. */
  endLook(look: Writes, ids: readonly string[]): ReadonlyMap<string, Writes> {
    this.#looks.delete(look)
    const before = new Map(ids.map((id) => [id, this.#since.get(id) ?? { ...this.#unseen }]))
    for (const id of ids) this.#since.set(id, { ...look })
    return before
  }

  giveBack(id: string, before: Writes): void {
    this.#since.set(id, { ...this.#since.get(id), ...before })
  }
}

/** Time of the earliest write that concerns an analysis. */
export function firstOf({ proposals, store }: Writes, analysis: Analysis): Date | null {
  const moments = [store, readsProposals(analysis) ? proposals : undefined]
  return moments.reduce<Date | null>((a, b) => (b && (!a || b < a) ? b : a), null)
}
