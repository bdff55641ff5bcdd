import { filesBehind } from '../import-graph.ts'
import type { FileTimes } from './file-times.ts'

export interface Choice {
  /** Paths of the test files to run, the nearest to the change first. */
  chosen: string[]
  /** How many more the change reaches, for which there was no time. */
  left: number
  expectedMs: number
}

interface Candidate {
  path: string
  rank: number
  ms: number
}

/** A test that imports what changed through no more than this many files is about it. */
const NEAR = 2
const UNKNOWN_MS = { unit: 700, store: 3_000 }

/**
 * Of the test files that reach a changed file, the most telling for the time there is: those that changed themselves, then
 * those that import it nearly directly, then those with a word of its path in their own, then the rest by distance.
 * Paths are absolute. `times` are of the last run; a file that had none is taken for a usual one.
 */
export function chooseTests(
  tests: readonly string[],
  changed: readonly string[],
  times: FileTimes,
  budgetMs: number,
): Choice {
  const candidates = tests
    .map((path) => candidateOf(path, changed, times))
    .filter((candidate) => candidate !== undefined)
    .sort((a, b) => a.rank - b.rank || a.ms - b.ms)
  const chosen: string[] = []
  let expectedMs = 0
  for (const { path, ms } of candidates) {
    if (expectedMs + ms > budgetMs) continue
    chosen.push(path)
    expectedMs += ms
  }
  return { chosen, left: candidates.length - chosen.length, expectedMs }
}

function candidateOf(path: string, changed: readonly string[], times: FileTimes): Candidate | undefined {
  const behind = filesBehind(path)
  const steps = changed.map((file) => behind.get(file)).filter((count) => count !== undefined)
  if (steps.length === 0) return undefined
  const distance = Math.min(...steps)
  const words = wordsOf(path)
  const isNamed = changed.some((file) => [...wordsOf(file)].some((word) => words.has(word)))
  const rank = distance <= NEAR ? distance : isNamed ? NEAR + 1 : NEAR + 1 + distance
  return { path, rank, ms: timeOf(path, times) }
}

/** "server/zones/zone-figures.ts" is about zone and figure. */
function wordsOf(path: string): Set<string> {
  const own = path.replace(/^.*\/(?:core|server|client|tests)\//, '').replace(/\.(?:test\.)?ts$/, '')
  return new Set(
    own
      .split(/[/-]/)
      .map((word) => word.replace(/s$/, ''))
      .filter((word) => word.length > 3 && word !== 'http' && word !== 'unit'),
  )
}

function timeOf(path: string, times: FileTimes): number {
  const known = Object.entries(times).filter(([name]) => path.endsWith(`/${name.split(' ').at(-1)}`))
  if (known.length > 0) return Math.max(...known.map(([, ms]) => ms))
  return path.includes('/tests/unit/') ? UNKNOWN_MS.unit : UNKNOWN_MS.store
}
