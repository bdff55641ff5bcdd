import { subsetSums } from './enumerate-subsets.ts'

/**
 * Exact conditional distribution of local Moran's I by going through every neighbourhood of the same size: shares
 * with I* ≥ I, and with I* as far from its mean. Independent of the permutation code, for few places only.
 */
export function enumerateLocalMoran(values: Float64Array, lists: readonly (readonly number[])[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const z = Array.from(values, (value) => value - mean)
  const shares = lists.map((list, i) => {
    const others = z.filter((_, j) => j !== i)
    const observed = z[i]! * list.reduce((sum, j) => sum + z[j]!, 0)
    const all = subsetSums(others, list.length).map((sum) => z[i]! * sum)
    const centre = all.reduce((a, b) => a + b, 0) / all.length
    const share = (test: (value: number) => boolean) => all.filter(test).length / all.length
    return {
      asHigh: share((value) => value >= observed - 1e-9),
      asFar: share((value) => Math.abs(value - centre) >= Math.abs(observed - centre) - 1e-9),
    }
  })
  return { asHigh: shares.map(({ asHigh }) => asHigh), asFar: shares.map(({ asFar }) => asFar) }
}
