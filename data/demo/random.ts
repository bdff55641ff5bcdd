/** A seeded stream of random numbers: the same seed and label give the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [min, max). */
  between(min: number, max: number): number
  /** Whole number in [min, max], both included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  /** Standard normal (Box–Muller). */
  normal(): number
  pick<T>(items: readonly T[]): T
  /** Index drawn in proportion to its weight; weights need not add up to one. */
  weighted(weights: readonly number[]): number
  shuffle<T>(items: readonly T[]): T[]
}

/** FNV-1a over the label, so that adding one stream never shifts the numbers of another. */
function hashLabel(label: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/** Mulberry32: 32 bits of state are plenty for some hundred thousand draws. */
function mulberry32(state: number): () => number {
  let a = state
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function createRandom(seed: number, label: string): Random {
  const next = mulberry32(hashLabel(label, seed))
  const between = (min: number, max: number) => min + next() * (max - min)
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const weighted = (weights: readonly number[]) => {
    let rest = next() * weights.reduce((sum, w) => sum + w, 0)
    for (let i = 0; i < weights.length; i++) {
      rest -= weights[i]!
      if (rest < 0) return i
    }
    return weights.length - 1
  }
  const shuffle = <T>(items: readonly T[]) => {
    const out = items.slice()
    for (let i = out.length - 1; i > 0; i--) {
      const j = int(0, i)
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  }
  return {
    next,
    between,
    int,
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[int(0, items.length - 1)] as never,
    weighted,
    shuffle,
  }
}
