import type { Analysis } from './compute/analysis.ts'

/** The first write of each kind after a moment. */
export interface Writes {
  proposals?: Date
  store?: Date
}

/** Since when each analysis may be out of date: the first write to what it reads after it was last looked at. */
export class Staleness {
  readonly #since = new Map<string, Writes>()
  /** Of analyses that were never looked at. */
  readonly #unseen: Writes = {}
  readonly #looks = new Set<Writes>()

  note(kind: keyof Writes, at = new Date()): void {
    for (const writes of [this.#unseen, ...this.#since.values(), ...this.#looks]) writes[kind] ??= at
  }

  /** Null while nothing that it reads was written; the content may still be the same. */
  since(analysis: Analysis): Date | null {
    return firstOf(this.#since.get(analysis.id) ?? this.#unseen, analysis)
  }

  get any(): boolean {
    const known = this.#since.size > 0 ? [...this.#since.values()] : [this.#unseen]
    return known.some(({ proposals, store }) => proposals || store)
  }

  /** Begin before the content is read: what is written from here on is not seen by the look. */
  beginLook(): Writes {
    const look: Writes = {}
    this.#looks.add(look)
    return look
  }

  /** These analyses were seen; returns what had been written before, to be given back when one is not computed after all. */
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

/** The first of the writes that concern an analysis. */
export function firstOf({ proposals, store }: Writes, { states }: Analysis): Date | null {
  const moments = [store, states.includes('proposals') ? proposals : undefined]
  return moments.reduce<Date | null>((a, b) => (b && (!a || b < a) ? b : a), null)
}
