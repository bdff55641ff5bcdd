import { atOnce } from '../workload/in-slices.ts'

/** Between two looks at the clock. */
const STEPS_AT_ONCE = 2000
/** Rows of pages that are merged as they come, while the next are waited for: some milliseconds. */
const MERGED_AT_ONCE = 20_000

/**
 * Puts texts in order as they are read, page by page, so that only the pages have to be merged at the end. By their UTF-16 units, as a
 * browser compares texts.
 */
export class TextOrder {
  readonly #texts: string[] = []
  /** Rows of some pages, in the order of their texts. */
  #runs: Uint32Array[] = []

  /** The texts of the next rows. */
  addPage(texts: readonly string[]): void {
    const first = this.#texts.length
    for (const text of texts) this.#texts.push(text)
    const rows = Uint32Array.from(texts.keys(), (at) => first + at)
    let run: Uint32Array = rows.sort((a, b) => compare(this.#texts[a]!, this.#texts[b]!))
    while (this.#runs.at(-1)?.length === run.length && run.length <= MERGED_AT_ONCE)
      run = atOnce(this.#merge(this.#runs.pop()!, run))
    this.#runs.push(run)
  }

  /** The place of each row's text among those that differ. */
  *places(): Generator<void, Uint32Array> {
    while (this.#runs.length > 1) {
      const longer: Uint32Array[] = []
      for (let at = 0; at < this.#runs.length; at += 2) {
        const [one, other] = [this.#runs[at]!, this.#runs[at + 1]]
        longer.push(other ? yield* this.#merge(one, other) : one)
      }
      this.#runs = longer
    }
    return yield* this.#placesIn(this.#runs[0] ?? new Uint32Array(0))
  }

  *#merge(one: Uint32Array, other: Uint32Array): Generator<void, Uint32Array> {
    const texts = this.#texts
    const merged = new Uint32Array(one.length + other.length)
    let [a, b] = [0, 0]
    for (let at = 0; at < merged.length; at++) {
      const isFirst = b >= other.length || (a < one.length && texts[one[a]!]! <= texts[other[b]!]!)
      merged[at] = isFirst ? one[a++]! : other[b++]!
      if (at % STEPS_AT_ONCE === 0) yield
    }
    return merged
  }

  *#placesIn(order: Uint32Array): Generator<void, Uint32Array> {
    const places = new Uint32Array(order.length)
    let place = 0
    for (let at = 0; at < order.length; at++) {
      if (at > 0 && this.#texts[order[at - 1]!] !== this.#texts[order[at]!]) place++
      places[order[at]!] = place
      if (at % STEPS_AT_ONCE === 0) yield
    }
    return places
  }
}

/** Most texts differ, so that the first comparison is mostly the only one. */
function compare(one: string, other: string): number {
  if (one < other) return -1
  return one > other ? 1 : 0
}
