import { badParameter } from '../problem.ts'

/** A seeded stream of random numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** Integer 0 … 2³² − 1. */
  uint32(): number
  /** Uniform in [0, 1) with 53 random bits. */
  unit(): number
  /** Uniform integer 0 … count − 1, without modulo bias. */
  below(count: number): number
  /** Exponential with mean 1. */
  exponential(): number
}

type State = [number, number, number, number]

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators"), its state filled from
 * one 32-bit seed by SplitMix32. Period 2¹²⁸ − 1. Not for secrets.
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw badParameter('seed', seed, 'an integer from 0 to 4294967295')
  }
  return randomFromState(stateFromSeed(seed))
}

/** The same generator from its four 32-bit words, which must not all be zero: for checks against published streams. */
export function randomFromState(state: Readonly<State>): Random {
  if (state.every((word) => word === 0)) throw badParameter('state', state, 'four words, not all zero')
  const words = Uint32Array.from(state)
  const uint32 = () => step(words)
  const unit = () => ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000
  return { uint32, unit, below: (count) => below(uint32, count), exponential: () => -Math.log(1 - unit()) }
}

function step(s: Uint32Array): number {
  const s1 = s[1]!
  const product = Math.imul(s1, 5)
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
  s[2]! ^= s[0]!
  s[3]! ^= s1
  s[1]! ^= s[2]!
  s[0]! ^= s[3]!
  s[2]! ^= s1 << 9
  const s3 = s[3]!
  s[3] = (s3 << 11) | (s3 >>> 21)
  return result
}

/** Rejects the top remainder of 2³², so every integer is equally likely. */
function below(uint32: () => number, count: number): number {
  const limit = 0x100000000 - (0x100000000 % count)
  let drawn = uint32()
  while (drawn >= limit) drawn = uint32()
  return drawn % count
}

function stateFromSeed(seed: number): State {
  let z = seed
  const next = () => {
    z = (z + 0x9e3779b9) | 0
    let t = z ^ (z >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return (t ^ (t >>> 15)) >>> 0
  }
  return [next(), next(), next(), next() | 1]
}
