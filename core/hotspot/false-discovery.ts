import { badParameter } from '../problem.ts'

export interface FalseDiscovery {
  readonly adjusted: Float64Array
  readonly rejected: Uint8Array
  readonly count: number
}

/**
 * Benjamini & Hochberg (1995): rejects the k smallest p for the largest k with p₍ₖ₎ ≤ k α ÷ n; adjusted
 * p₍ᵢ₎ = min over j ≥ i of min(1, n p₍ⱼ₎ ÷ j). NaN (a place that could not be judged) takes no part and stays NaN.
 */
export function falseDiscovery(p: Float64Array, alpha: number): FalseDiscovery {
  if (!(alpha > 0 && alpha < 1)) throw badParameter('alpha', alpha, 'a number between 0 and 1')
  const wrong = p.find((value) => value < 0 || value > 1)
  if (wrong !== undefined) throw badParameter('p', wrong, 'values from 0 to 1')
  const order = Uint32Array.from(p.keys())
    .filter((i) => !Number.isNaN(p[i]!))
    .sort((a, b) => p[a]! - p[b]! || a - b)
  const n = order.length
  const adjusted = new Float64Array(p.length).fill(Number.NaN)
  const rejected = new Uint8Array(p.length)
  let least = 1
  let count = 0
  for (let k = n; k >= 1; k--) {
    const i = order[k - 1]!
    least = Math.min(least, (n * p[i]!) / k)
    adjusted[i] = least
    if (count === 0 && n * p[i]! <= k * alpha) count = k
    if (k <= count) rejected[i] = 1
  }
  return { adjusted, rejected, count }
}

export interface PermutationFloor {
  /** The smallest p that R permutations can give: 1 ÷ (R + 1). */
  readonly smallest: number
  /** Whether a single place could be found among n at this α: R + 1 ≥ n ÷ α. */
  readonly enough: boolean
  readonly permutationsNeeded: number
  readonly message: { readonly id: string; readonly en: string } | null
}

/** Tells when permutations are too few for the false discovery rate to find a lone hot spot among n places. */
export function permutationFloor(places: number, permutations: number, alpha: number): PermutationFloor {
  const smallest = 1 / (permutations + 1)
  const permutationsNeeded = Math.ceil(places / alpha - 1e-9) - 1
  const enough = permutations >= permutationsNeeded
  const message = {
    id: `Dengan ${permutations} permutasi, p terkecil adalah ${smallest.toPrecision(2)}; agar satu wilayah di antara ${places} dapat terdeteksi perlu ${permutationsNeeded} permutasi.`,
    en: `With ${permutations} permutations the smallest p is ${smallest.toPrecision(2)}; to detect a single place among ${places} takes ${permutationsNeeded} permutations.`,
  }
  return { smallest, enough, permutationsNeeded, message: enough ? null : message }
}
