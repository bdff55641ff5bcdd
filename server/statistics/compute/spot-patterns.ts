export type SpotPattern =
  | 'hot-all'
  | 'hot-most'
  | 'hot-some'
  | 'none'
  | 'cold-some'
  | 'cold-most'
  | 'cold-all'

/** Robustness of each cell's pattern: in all grids, in half of them or more, in fewer, in none. */
export function spotPatterns(hot: Uint16Array, cold: Uint16Array, grids: number): SpotPattern[] {
  return Array.from(hot, (hotIn, i): SpotPattern => {
    const coldIn = cold[i] ?? 0
    const times = Math.max(hotIn, coldIn)
    if (times === 0) return 'none'
    const often: 'all' | 'most' | 'some' = times === grids ? 'all' : times >= grids / 2 ? 'most' : 'some'
    return `${hotIn >= coldIn ? 'hot' : 'cold'}-${often}`
  })
}
