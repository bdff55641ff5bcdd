import { countIncomparable, partialFlows } from '../score/partial-flows.ts'
import type { PrometheeCriterion } from '../score/promethee.ts'
import type { MathsCase } from './maths-case.ts'

const f64 = (...values: number[]) => Float64Array.from(values)

const BRANS =
  'Brans, Vincke & Mareschal (1986), six power plants: sums of the published preference indices ÷ 5'

/** Manpower, power, construction cost (millions), maintenance cost, villages to evacuate, safety; six weights alike. */
const plants: readonly PrometheeCriterion[] = [
  ...[
    { values: f64(80, 65, 83, 40, 52, 94), preference: { kind: 'u-shape', q: 10 } as const },
    { values: f64(90, 58, 60, 80, 72, 96), preference: { kind: 'v-shape', p: 30 } as const },
    { values: f64(600, 200, 400, 1000, 600, 700), preference: { kind: 'linear', q: 50, p: 500 } as const },
    { values: f64(5.4, 9.7, 7.2, 7.5, 2, 3.6), preference: { kind: 'level', q: 1, p: 6 } as const },
    { values: f64(8, 1, 4, 7, 3, 5), preference: { kind: 'usual' } as const },
    { values: f64(5, 1, 7, 10, 8, 6), preference: { kind: 'gaussian', s: 5 } as const },
  ].map(({ values, preference }, c) => ({
    ...{ values, preference, weight: 1 },
    direction: c === 1 || c === 5 ? ('maximise' as const) : ('minimise' as const),
  })),
]

export const outrankingCases: readonly MathsCase[] = [
  {
    id: 'promethee-leaving',
    name: 'PROMETHEE I, six preference functions: leaving flows',
    source: BRANS,
    expected: [1.099 / 5, 1.98 / 5, 1.234 / 5, 1.644 / 5, 2.274 / 5, 1.5 / 5],
    digits: 3,
    run: () => partialFlows(plants).leaving,
  },
  {
    id: 'promethee-entering',
    name: 'PROMETHEE I, six preference functions: entering flows',
    source: BRANS,
    expected: [1.827 / 5, 1.895 / 5, 1.681 / 5, 1.746 / 5, 0.808 / 5, 1.774 / 5],
    digits: 3,
    run: () => partialFlows(plants).entering,
  },
  {
    id: 'promethee-incomparable',
    name: 'PROMETHEE I: with how many others each is incomparable',
    source: `${BRANS}; counted from the flows`,
    expected: [1, 4, 3, 2, 0, 2],
    digits: 0,
    run: () => countIncomparable(partialFlows(plants)),
  },
]
