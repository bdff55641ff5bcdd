/** Sums of every choice of so many values, each place once: exact distributions to check permutations against, for few values. */
export function subsetSums(values: readonly number[], size: number): number[] {
  if (size === 0) return [0]
  return values.flatMap((value, at) => subsetSums(values.slice(at + 1), size - 1).map((sum) => sum + value))
}

/** Share of all other neighbourhoods of the same size that hold as much as the place's own or more, by place. */
export function enumerateGetis(values: Float64Array, lists: readonly (readonly number[])[]): number[] {
  return lists.map((list, i) => {
    const observed = list.reduce((sum, j) => sum + values[j]!, 0)
    const others = [...values].filter((_, j) => j !== i)
    const all = subsetSums(others, list.length)
    return all.filter((sum) => sum >= observed - 1e-9).length / all.length
  })
}
