import type { SldRemark } from '../../../core/api/style.ts'

const MOST = 50

/** Collects what is passed over while a document is read, each thing once. */
export class Remarks {
  readonly #seen = new Map<string, SldRemark>()

  add(place: string, what: string): void {
    if (this.#seen.size < MOST) this.#seen.set(`${place}\n${what}`, { place, what: what.slice(0, 200) })
  }

  get list(): SldRemark[] {
    return [...this.#seen.values()]
  }
}
