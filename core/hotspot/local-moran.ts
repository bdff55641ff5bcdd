import { badParameter } from '../problem.ts'
import { createRandom, type Random } from '../random/random.ts'
import { shuffleFirst } from '../random/shuffle-first.ts'
import { checkValues } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'

/** 1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 for a place without neighbours. */
export type Quadrant = 0 | 1 | 2 | 3 | 4

export interface LocalMoran {
  readonly local: Float64Array
  readonly global: number
  readonly quadrants: Uint8Array
}

export interface MoranPermutation {
  /** Two-sided: how often a permuted value lies as far from its conditional mean, (count + 1) ÷ (R + 1). */
  readonly p: Float64Array
  /** One-sided: share of permutations with I* ≥ I, without the + 1, for checks against enumeration. */
  readonly shareAsHigh: Float64Array
}

/**
 * Local Moran's I, row-standardised (Anselin 1995, eq. 12): I_i = (n − 1) z_i Σ_j w_ij z_j ÷ Σ z². A place without
 * neighbours has I = 0 and quadrant 0. All values alike: an error, since nothing can cluster.
 */
export function localMoran(values: Float64Array, neighbours: Neighbours): LocalMoran {
  const { z, squares } = deviations(values, neighbours)
  const n = values.length
  const local = new Float64Array(n)
  const quadrants = new Uint8Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    const lag = meanOfNeighbours(z, neighbours, i)
    if (Number.isNaN(lag)) continue
    local[i] = ((n - 1) * z[i]! * lag) / squares
    total += z[i]! * lag
    quadrants[i] = z[i]! > 0 ? (lag > 0 ? 1 : 4) : lag > 0 ? 2 : 3
  }
  const connected = quadrants.reduce((count, q) => count + (q > 0 ? 1 : 0), 0)
  return { local, global: connected === 0 ? Number.NaN : ((n / connected) * total) / squares, quadrants }
}

export interface PermutationOptions {
  readonly permutations: number
  readonly seed: number
  readonly onProgress?: (done: number, of: number) => void
}

/** Neighbours × permutations; about three minutes of one thread. */
const MOST_DRAWS = 5_000_000_000

/**
 * Conditional permutation (Anselin 1995, §3): the value of i stays, its neighbours' are drawn from all others without
 * return. Two-sided about the conditional mean of I_i, −z_i² ÷ Σ z². Places without neighbours get p = 1.
 */
export function permuteLocalMoran(
  values: Float64Array,
  neighbours: Neighbours,
  options: PermutationOptions,
): MoranPermutation {
  const { permutations } = options
  const { z } = deviations(values, neighbours)
  checkPermutations(neighbours, permutations)
  const random = createRandom(options.seed)
  const others = Uint32Array.from({ length: z.length - 1 }, (_, k) => k)
  const p = new Float64Array(z.length).fill(1)
  const shareAsHigh = new Float64Array(z.length)
  for (let i = 0; i < z.length; i++) {
    const count = neighbours.starts[i + 1]! - neighbours.starts[i]!
    if (count === 0) continue
    const draw = () => drawSum({ z, i }, others, count, random)
    const tally = countExtremes({ z, neighbours, i }, draw, permutations)
    p[i] = (tally.asFar + 1) / (permutations + 1)
    shareAsHigh[i] = tally.asHigh / permutations
    options.onProgress?.(i + 1, z.length)
  }
  return { p, shareAsHigh }
}

interface Place {
  readonly z: Float64Array
  readonly neighbours: Neighbours
  readonly i: number
}

/** Counts on sums of neighbours' z: I* ≥ I is z_i Σ* ≥ z_i Σ, and distance from the mean likewise. */
function countExtremes({ z, neighbours, i }: Place, draw: () => number, permutations: number) {
  const from = neighbours.starts[i]!
  const count = neighbours.starts[i + 1]! - from
  let observed = 0
  for (let k = from; k < from + count; k++) observed += z[neighbours.indices[k]!]!
  const mean = (-z[i]! * count) / (z.length - 1)
  const tolerance = 1e-9 * (Math.abs(observed) + Math.abs(mean) + Number.MIN_VALUE)
  const distance = Math.abs(observed - mean) - tolerance
  const sign = Math.sign(z[i]!)
  let asFar = 0
  let asHigh = 0
  for (let r = 0; r < permutations; r++) {
    const sum = draw()
    if (Math.abs(sum - mean) >= distance) asFar++
    if (sign * (sum - observed) >= -tolerance) asHigh++
  }
  return { asFar, asHigh }
}

/**
 * Sum of `count` of the other rows' z, drawn without return. `others` holds 0 … n − 2 in any
 * order and stays so; a number from i on stands for the row after it, so i itself is never drawn.
 */
function drawSum(
  { z, i }: Pick<Place, 'z' | 'i'>,
  others: Uint32Array,
  count: number,
  random: Random,
): number {
  shuffleFirst(others, count, random)
  let sum = 0
  for (let at = 0; at < count; at++) {
    const other = others[at]!
    sum += z[other < i ? other : other + 1]!
  }
  return sum
}

function meanOfNeighbours(z: Float64Array, neighbours: Neighbours, i: number): number {
  const from = neighbours.starts[i]!
  const to = neighbours.starts[i + 1]!
  let sum = 0
  for (let k = from; k < to; k++) sum += z[neighbours.indices[k]!]!
  return sum / (to - from)
}

function deviations(values: Float64Array, neighbours: Neighbours) {
  checkValues(values, neighbours)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const z = values.map((value) => value - mean)
  const squares = z.reduce((a, b) => a + b * b, 0)
  if (squares <= 1e-24 * values.length * mean * mean) {
    throw badParameter('values', `${values.length} times ${values[0]}`, 'values that differ')
  }
  return { z, squares }
}

function checkPermutations(neighbours: Neighbours, permutations: number): void {
  const most = Math.floor(MOST_DRAWS / Math.max(1, neighbours.indices.length))
  if (!Number.isInteger(permutations) || permutations < 99 || permutations > most) {
    throw badParameter('permutations', permutations, `an integer from 99 to ${most} for these neighbours`)
  }
}
