import { MOST_ITEMS, type PeopleServed } from '../../../core/api/portfolio.ts'
import type { PortfolioRequest } from '../../../core/api/portfolio-request.ts'
import { fetchPeopleServed } from '../budget/portfolio-api.ts'

type Filter = PortfolioRequest['filter']

/** Whom a side serves and what falls to the poorest, or why that is not known. */
export type Served =
  | { readonly state: 'known'; readonly people: PeopleServed }
  | { readonly state: 'asked' }
  | { readonly state: 'too-many' }
  | { readonly state: 'failed'; readonly failure: unknown }

/** The same without what falls to the poorest, which packages were not counted with. */
export type PeopleOf =
  | { readonly state: 'known'; readonly people: Omit<PeopleServed, 'poorest'> }
  | Exclude<Served, { readonly state: 'known' }>

const MOST_KEPT = 8

/** Whom proposals newly serve if they are funded together, asked of the server once for the same ones. Emits `change`. */
export class ServedPeople extends EventTarget {
  readonly #known = new Map<string, Served>()

  /** Of proposals that compete under a filter. */
  of(filter: Filter, codes: ReadonlySet<string>): Served {
    if (codes.size > MOST_ITEMS) return { state: 'too-many' }
    const key = JSON.stringify([filter, [...codes].sort()])
    const known = this.#known.get(key)
    if (known) return known
    void this.#ask(key, filter, codes)
    return { state: 'asked' }
  }

  /** What failed is asked again, and so is what may have changed since. */
  forget(): void {
    this.#known.clear()
    this.dispatchEvent(new Event('change'))
  }

  async #ask(key: string, filter: Filter, codes: ReadonlySet<string>): Promise<void> {
    this.#keep(key, { state: 'asked' })
    try {
      this.#keep(key, { state: 'known', people: await fetchPeopleServed(filter, [...codes]) })
    } catch (failure) {
      this.#keep(key, { state: 'failed', failure })
    }
    this.dispatchEvent(new Event('change'))
  }

  #keep(key: string, served: Served): void {
    this.#known.delete(key)
    this.#known.set(key, served)
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest)
  }
}
