import type { Villages } from './read-villages.ts'

/** Sums of an amount by village, and of what has no village whose figures are known. */
export class VillageAmounts {
  /** In the order of the villages. */
  readonly byVillage: Float64Array
  unplaced = 0
  readonly #at: ReadonlyMap<string, number>

  constructor({ codes }: Villages) {
    this.byVillage = new Float64Array(codes.length)
    this.#at = new Map(codes.map((code, at) => [code, at]))
  }

  add(villageCode: string | null, amount: number): void {
    const at = villageCode === null ? undefined : this.#at.get(villageCode)
    if (at === undefined) this.unplaced += amount
    else this.byVillage[at]! += amount
  }
}
