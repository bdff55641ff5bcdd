import { badParameter } from '../problem.ts'
import { createRandom } from '../random/random.ts'
import { checkUncertainty, sampleWeights, type WeightUncertainty } from '../random/sample-weights.ts'
import { checkColumns } from './check-weights.ts'
import { netFlow } from './promethee.ts'
import { QUANTISED, quantise } from './quantise.ts'
import { radixOrder } from './radix-order.ts'
import type { RankingMethod } from './rank-by-method.ts'
import { type TopsisOptions, topsis } from './topsis.ts'

export interface AcceptabilityOptions {
  readonly samples: number
  readonly seed: number
  readonly uncertainty: WeightUncertainty
  /** How each sample of weights ranks; by weighted sum when left out. */
  readonly method?: RankingMethod
  /** The line: the best `top` alternatives, or those funded down the list until the first that does not fit. */
  readonly line: { readonly top: number } | { readonly budget: number; readonly costs: Float64Array }
  /** As rankByMethod takes it: decision files did not always pass over the last bits. */
  readonly ties?: 'quantised' | 'unequal'
  /** Called after each sample's share of the work; throw in it to stop. */
  readonly onProgress?: (done: number, of: number) => void
}

export interface Acceptability {
  /** Share of weight samples in which the alternative comes first (rank acceptability b¹). */
  readonly first: Float64Array
  /** Share of samples in which it is above the line. */
  readonly aboveLine: Float64Array
  readonly meanRank: Float64Array
  readonly bestRank: Uint32Array
  readonly worstRank: Uint32Array
  /** Ranks that hold the middle 90 % of samples; null when alternatives × samples would not fit in memory. */
  readonly interval: { readonly low: Uint32Array; readonly high: Uint32Array } | null
  /** Largest standard error of a share: √(¼ ÷ samples). */
  readonly standardError: number
}

const MOST_RANKS_KEPT = 20_000_000
/** Alternatives × criteria × samples; about three minutes of one thread. */
const MOST_WORK = 5_000_000_000

/** How many samples so many values (alternatives × criteria) may be ranked under. */
export function mostSamples(cells: number, method?: RankingMethod): number {
  const each = method?.kind === 'topsis' ? 4 : 1
  return Math.max(1, Math.min(1_000_000, Math.floor(MOST_WORK / each / Math.max(1, cells))))
}

/**
 * SMAA-2 (Lahdelma & Salminen 2001): shares of sampled weights under which each alternative is first and above the
 * line, and its ranks. Columns hold per mille values or 0–1000 floats, for a method on raw values those of preferredRaws; rows
 * are in code order, which settles ties.
 * Scores are compared in steps of 2⁻²² of a per mille, closeness and net flows of 2⁻³⁰. Deterministic for a seed.
 */
export function acceptability(
  columns: readonly (Uint16Array | Float64Array)[],
  options: AcceptabilityOptions,
): Acceptability {
  const rows = checkColumns(columns)
  checkOptions(columns.length, rows, options)
  const tally = startTally(rows, options.samples)
  const random = createRandom(options.seed)
  const weights = new Float64Array(columns.length)
  const score = scorerOf(columns, rows, options)
  for (let s = 0; s < options.samples; s++) {
    sampleWeights(random, options.uncertainty, weights)
    const order = radixOrder(score(weights))
    addSample(tally, order, lineOf(order, options.line), s)
    options.onProgress?.(s + 1, options.samples)
  }
  return summarise(tally, options.samples)
}

type Tally = ReturnType<typeof startTally>

function startTally(rows: number, samples: number) {
  return {
    first: new Float64Array(rows),
    aboveLine: new Float64Array(rows),
    meanRank: new Float64Array(rows),
    bestRank: new Uint32Array(rows).fill(rows),
    worstRank: new Uint32Array(rows),
    ranks: rows * samples <= MOST_RANKS_KEPT ? new Uint32Array(rows * samples) : null,
  }
}

type Columns = readonly (Uint16Array | Float64Array)[]

/** Steps of a per mille that weighted sums are compared in: a power of two, as in quantise.ts, that 32 bits hold. */
const STEPS = 2 ** 22
/** Of decision files from before: simple fractions lie on the border between two steps, where rounding tells ties apart. */
const ODD_STEPS = 4_294_967

/** Scores under some weights as whole numbers. Net flows are a weighted sum too, of flows that no weight changes. */
function scorerOf(columns: Columns, rows: number, { method, ties }: AcceptabilityOptions) {
  const odd = ties === 'unequal'
  if (method?.kind === 'topsis') return closenessOf(columns, method.normalisation, odd)
  if (method?.kind !== 'promethee') return steppedSums(columns, rows, odd ? ODD_STEPS : STEPS)
  const flows = columns.map((column, c) => netFlow(new Float64Array(column), method.preferences[c]!))
  return odd
    ? steppedSums(
        flows.map((column) => column.map((flow) => 500 * (flow + 1))),
        rows,
        ODD_STEPS,
      )
    : steppedSums(
        flows.map((column) => column.map((flow) => flow + 1)),
        rows,
        QUANTISED,
      )
}

function closenessOf(columns: Columns, normalisation: TopsisOptions['normalisation'], odd: boolean) {
  const values = columns.map((column) => new Float64Array(column))
  const directions = values.map(() => 'maximise' as const)
  return (weights: Float64Array) => {
    const found = topsis(values, { weights: Array.from(weights), directions, normalisation })
    return odd
      ? Uint32Array.from(found, (closeness) => Math.round(closeness * (1000 * ODD_STEPS)))
      : quantise(found)
  }
}

function steppedSums(columns: Columns, rows: number, steps: number) {
  return (weights: Float64Array): Uint32Array => {
    const scores = new Float64Array(rows)
    columns.forEach((column, c) => {
      const weight = weights[c]! * steps
      for (let i = 0; i < rows; i++) scores[i] = scores[i]! + weight * column[i]!
    })
    return Uint32Array.from(scores, Math.round)
  }
}

function lineOf(order: Uint32Array, line: AcceptabilityOptions['line']): number {
  if ('top' in line) return Math.min(line.top, order.length)
  let spent = 0
  const stop = order.findIndex((row) => {
    spent += line.costs[row]!
    return spent > line.budget
  })
  return stop === -1 ? order.length : stop
}

function addSample(tally: Tally, order: Uint32Array, line: number, sample: number): void {
  const rows = order.length
  if (rows > 0) tally.first[order[0]!] = tally.first[order[0]!]! + 1
  for (let at = 0; at < rows; at++) {
    const row = order[at]!
    const rank = at + 1
    if (rank <= line) tally.aboveLine[row] = tally.aboveLine[row]! + 1
    tally.meanRank[row] = tally.meanRank[row]! + rank
    if (rank < tally.bestRank[row]!) tally.bestRank[row] = rank
    if (rank > tally.worstRank[row]!) tally.worstRank[row] = rank
    if (tally.ranks) tally.ranks[row * (tally.ranks.length / rows) + sample] = rank
  }
}

function summarise(tally: Tally, samples: number): Acceptability {
  const share = (counts: Float64Array) => counts.map((count) => count / samples)
  return {
    first: share(tally.first),
    aboveLine: share(tally.aboveLine),
    meanRank: share(tally.meanRank),
    bestRank: tally.bestRank,
    worstRank: tally.worstRank,
    interval: tally.ranks && middle(tally.ranks, tally.bestRank.length, samples),
    standardError: Math.sqrt(0.25 / samples),
  }
}

function middle(ranks: Uint32Array, rows: number, samples: number) {
  const low = new Uint32Array(rows)
  const high = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    const own = ranks.subarray(row * samples, (row + 1) * samples).sort()
    low[row] = own[Math.floor(0.05 * (samples - 1))]!
    high[row] = own[Math.ceil(0.95 * (samples - 1))]!
  }
  return { low, high }
}

function checkOptions(criteria: number, rows: number, options: AcceptabilityOptions): void {
  const { samples, uncertainty, line } = options
  if (criteria === 0) throw badParameter('columns', 0, 'one or more criteria')
  const most = mostSamples(rows * criteria, options.method)
  if (!Number.isInteger(samples) || samples < 1 || samples > most) {
    throw badParameter('samples', samples, `an integer from 1 to ${most} for ${rows} alternatives`)
  }
  checkUncertainty(uncertainty, criteria)
  if ('top' in line) {
    if (!Number.isInteger(line.top) || line.top < 0)
      throw badParameter('top', line.top, 'an integer of 0 or more')
    return
  }
  if (!(line.budget >= 0)) throw badParameter('budget', line.budget, 'rupiah of 0 or more')
  if (line.costs.length !== rows) throw badParameter('costs', line.costs.length, `${rows} costs`)
  const wrong = line.costs.findIndex((cost) => !(cost >= 0))
  if (wrong !== -1) throw badParameter(`costs[${wrong}]`, line.costs[wrong], 'rupiah of 0 or more')
}
