import { concentrationIndex, quintileIncidence } from '../inequality/concentration.ts'
import { gini } from '../inequality/gini.ts'
import { povertyFifths } from '../inequality/poverty-fifths.ts'
import { theil } from '../inequality/theil.ts'
import { williamson } from '../inequality/williamson.ts'
import type { MathsCase } from './maths-case.ts'

const tens = Float64Array.of(10, 20, 30, 40, 50)
const halves = () => {
  const { total, between, within } = theil(Float64Array.of(0, 0, 0, 10, 10, 10), [1, 1, 1, 2, 2, 2])
  return [total, between, within]
}
const fifths = {
  poverty: Float64Array.of(5, 4, 3, 2, 1),
  population: Float64Array.of(1, 1, 1, 1, 1),
  benefit: Float64Array.of(30, 25, 20, 15, 10),
}

export const inequalityCases: readonly MathsCase[] = [
  {
    id: 'gini',
    name: 'Gini of 10, 20, 30, 40, 50',
    source: 'by hand: 4/15',
    expected: [0.2666667],
    digits: 7,
    run: () => [gini(tens)],
  },
  {
    id: 'gini-weighted',
    name: 'Gini of 10, 10, 10, 50: as heads, and as two places weighted by heads',
    source: 'by hand: 120/320',
    expected: [0.375, 0.375],
    digits: 12,
    run: () => [gini(Float64Array.of(50, 10, 10, 10)), gini(Float64Array.of(10, 50), Float64Array.of(3, 1))],
  },
  {
    id: 'theil',
    name: 'Theil of 10, 20, 30, 40, 50',
    source: 'inequality (PySAL); by hand',
    expected: [0.11968759],
    digits: 8,
    run: () => [theil(tens, [1, 1, 1, 1, 1]).total],
  },
  {
    id: 'theil-groups',
    name: 'Theil of 0, 0, 0, 10, 10, 10: total, between, within',
    source: 'by hand: ln 2, ln 2, 0',
    expected: [Math.LN2, Math.LN2, 0],
    digits: 12,
    run: halves,
  },
  {
    id: 'theil-people',
    name: 'Theil of two places, 3 a head for 100 people and 0 for 200, by people: total, between',
    source: 'by hand: ln 3; as 300 people one by one',
    expected: [Math.log(3), Math.log(3)],
    digits: 12,
    run: () => {
      const { total, between } = theil(Float64Array.of(3, 0), ['a', 'b'], Float64Array.of(100, 200))
      return [total, between]
    },
  },
  {
    id: 'williamson',
    name: 'Williamson index of 10, 20, 30, 40, 50 for as many people; of 3 a head for 100 people and 0 for 200',
    source: 'by hand, from V_w of Williamson (1965): √200 ÷ 30; √2',
    expected: [Math.sqrt(200) / 30, Math.SQRT2],
    digits: 12,
    run: () => [
      williamson(tens, Float64Array.of(1, 1, 1, 1, 1)),
      williamson(Float64Array.of(3, 0), Float64Array.of(100, 200)),
    ],
  },
  {
    id: 'concentration',
    name: 'Concentration index of shares 30/25/20/15/10 from the poorest',
    source: 'by hand',
    expected: [-0.2],
    digits: 12,
    run: () => [concentrationIndex(fifths)],
  },
  {
    id: 'quintiles',
    name: 'Quintile incidence: two places of equal size share the middle fifth',
    source: 'by hand: 40 and 60 over 2.5 fifths each',
    expected: [16, 16, 20, 24, 24],
    digits: 12,
    run: () =>
      quintileIncidence({
        poverty: Float64Array.of(2, 1),
        population: Float64Array.of(5, 5),
        benefit: Float64Array.of(40, 60),
      }),
  },
  {
    id: 'quintiles-alike',
    name: 'Quintile incidence: five places equally poor, all of 100 to the first listed',
    source: 'by hand: 20 each, since nothing tells them apart',
    expected: [20, 20, 20, 20, 20],
    digits: 12,
    run: () =>
      quintileIncidence({
        poverty: Float64Array.of(7, 7, 7, 7, 7),
        population: Float64Array.of(3, 3, 3, 3, 3),
        benefit: Float64Array.of(100, 0, 0, 0, 0),
      }),
  },
  {
    id: 'quintiles-whole',
    name: 'The fifth of each place as a whole: 10, 30 and 60 % of the people, the poorest first',
    source: 'by hand: middles at 5, 25 and 70 %',
    expected: [1, 2, 4],
    digits: 0,
    run: () => povertyFifths({ poverty: Float64Array.of(3, 2, 1), population: Float64Array.of(10, 30, 60) }),
  },
]
