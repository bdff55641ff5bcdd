import { ahpWeights } from '../weights/ahp.ts'
import { criticWeights } from '../weights/critic.ts'
import { entropyWeights } from '../weights/entropy.ts'
import type { MathsCase } from './maths-case.ts'

const f64 = (...values: number[]) => Float64Array.from(values)

const WANG = 'Wang & Chin (2011)'
const wang = [
  [1, 4, 3, 1, 3, 4],
  [1 / 4, 1, 7, 3, 1 / 5, 1],
  [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
  [1, 1 / 3, 5, 1, 1, 1 / 3],
  [1 / 3, 5, 5, 1, 1, 3],
  [1 / 4, 1, 6, 3, 1 / 3, 1],
]
const three = [
  [1, 3, 5],
  [1 / 3, 1, 2],
  [1 / 5, 1 / 2, 1],
]

export const weightingCases: readonly MathsCase[] = [
  {
    id: 'entropy',
    name: 'Entropy weights',
    source: 'by hand from Shannon (1948)',
    expected: [0.358889, 0.641111],
    digits: 6,
    run: () => entropyWeights([f64(1, 4), f64(2, 16)]),
  },
  {
    id: 'entropy-per-mille',
    name: 'Entropy weights of the same table on 0–1,000: both columns are 0 and 1,000 there',
    source: 'by hand: equal columns',
    expected: [0.5, 0.5],
    digits: 12,
    run: () => entropyWeights([f64(0, 1000), f64(0, 1000)]),
  },
  {
    id: 'critic',
    name: 'CRITIC weights of eight pharmaceutical companies',
    source:
      'Diakoulaki, Mavrotas & Papayannakis (1995), scikit-criteria, tests/preprocessing/test_weighters.py',
    expected: [0.20222554, 0.48090173, 0.31687273],
    digits: 8,
    run: () =>
      criticWeights([
        f64(61, 20.7, 16.3, 9, 5.4, 4, -6.1, -34.6),
        f64(1.08, 0.26, 1.98, 3.29, 2.77, 4.12, 3.52, 3.31),
        f64(4.33, 4.34, 2.53, 1.65, 2.33, 1.21, 2.1, 0.98),
      ]),
  },
  {
    id: 'ahp-inconsistent',
    name: 'AHP, six criteria: weights',
    source: WANG,
    expected: [0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391],
    digits: 4,
    run: () => ahpWeights(wang).weights,
  },
  {
    id: 'ahp-lambda',
    name: 'AHP, six criteria: λ',
    source: WANG,
    expected: [7.41987],
    digits: 5,
    run: () => [ahpWeights(wang).lambda],
  },
  {
    id: 'ahp-ratio',
    name: 'AHP, six criteria: consistency ratio, and flagged (0 = inconsistent)',
    source: WANG,
    expected: [0.229, 0],
    digits: 4,
    run: () => [ahpWeights(wang).consistencyRatio, Number(ahpWeights(wang).consistent)],
  },
  {
    id: 'ahp-three',
    name: 'AHP, three criteria: weights and consistency ratio',
    source: 'Saaty (1980), by the cubic equation',
    expected: [0.648329, 0.229651, 0.12202, 0.003185],
    digits: 6,
    run: () => [...ahpWeights(three).weights, ahpWeights(three).consistencyRatio],
  },
  {
    id: 'ahp-three-lambda',
    name: 'AHP, three criteria: λ',
    source: 'Saaty (1980), by the cubic equation',
    expected: [3.0036946],
    digits: 7,
    run: () => [ahpWeights(three).lambda],
  },
]
