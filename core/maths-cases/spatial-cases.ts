import { kernelDensity } from '../density/kernel-density.ts'
import { lonLatToTile } from '../geo/tile.ts'
import { falseDiscovery } from '../hotspot/false-discovery.ts'
import { getisOrd } from '../hotspot/getis-ord.ts'
import { localMoran, permuteLocalMoran } from '../hotspot/local-moran.ts'
import { neighboursFromLists, neighboursWithin } from '../hotspot/neighbours.ts'
import { permuteGetisOrd } from '../hotspot/permute-getis-ord.ts'
import { empiricalBayes } from '../statistics/empirical-bayes.ts'
import { type Decay, type Reach, twoStepCatchment } from '../statistics/two-step-catchment.ts'
import { arealRate, arealTotal, type Overlap } from '../zones/areal.ts'
import { enumerateLocalMoran } from './enumerate-moran.ts'
import { enumerateGetis } from './enumerate-subsets.ts'
import type { MathsCase } from './maths-case.ts'
import { births, infantDeaths } from './north-carolina.ts'

const ESDA = 'esda, tests/test_getisord.py (Getis & Ord 1992)'
const sixPlaces = Float64Array.of(2, 3, 3.2, 5, 8, 7)
const sixNeighbours = () =>
  neighboursWithin(Float64Array.of(10, 20, 40, 15, 30, 30), Float64Array.of(10, 10, 10, 20, 20, 30), 15)
const sixLists = [[1, 3], [0, 3, 4], [4], [0, 1, 4], [1, 2, 3, 5], [4]]

const gi: MathsCase[] = [
  {
    id: 'gi',
    name: 'Getis–Ord Gi, z',
    source: ESDA,
    expected: [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941],
    digits: 7,
    run: () => getisOrd(sixPlaces, sixNeighbours(), false).z,
  },
  {
    id: 'gi-star',
    name: 'Getis–Ord Gi*, z',
    source: ESDA,
    expected: [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331],
    digits: 8,
    run: () => getisOrd(sixPlaces, sixNeighbours(), true).z,
  },
  {
    id: 'gi-star-p',
    name: 'Getis–Ord Gi*, two-sided p of the sixth place',
    source: ESDA,
    expected: [0.042945],
    digits: 6,
    run: () => getisOrd(sixPlaces, sixNeighbours(), true).p.slice(5),
  },
  {
    id: 'gi-star-enumeration',
    name: 'Getis–Ord Gi*, share of neighbourhoods with as much, by enumeration',
    source: 'values and neighbours of esda, tests/test_getisord.py; counts by hand',
    expected: [9 / 10, 6 / 10, 1 / 5, 7 / 10, 1 / 5, 1 / 5],
    digits: 12,
    run: () => enumerateGetis(sixPlaces, sixLists),
  },
  {
    id: 'gi-star-permutation',
    name: 'Getis–Ord Gi*, share of neighbourhoods with less than the first has, by 99,999 conditional permutations',
    source: 'esda, tests/test_getisord.py: p_sim 0.102 of 999 (1 in 10 by enumeration)',
    expected: [0.1],
    digits: 2,
    run: () => [
      1 - permuteGetisOrd(sixPlaces, sixNeighbours(), { permutations: 99_999, seed: 1 }).shareAsHigh[0]!,
    ],
  },
]

const DESMITH = 'libpysal, examples/desmith (de Smith, Goodchild & Longley)'
const desmith = Float64Array.of(2.24, 3.1, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06)
const desmithLists = [
  [1, 3],
  [0, 4],
  [3, 6],
  [0, 2, 4, 7],
  [1, 3, 5, 8],
  [4, 9],
  [2, 7],
  [3, 6, 8],
  [4, 7, 9],
  [5, 8],
]
const desmithNeighbours = () => neighboursFromLists(desmithLists)
const enumerated = [27 / 36, 26 / 36, 19 / 36, 95 / 126, 9 / 126, 3 / 36, 1 / 36, 53 / 84, 30 / 84, 9 / 36]

const moran: MathsCase[] = [
  {
    id: 'local-moran',
    name: "Local Moran's I",
    source: DESMITH,
    expected: [
      -0.114093, -0.199405, -0.133514, -0.517704, 0.48095, 0.122081, 1.191483, -0.581443, 0.071014, 0.343143,
    ],
    digits: 6,
    run: () => localMoran(desmith, desmithNeighbours()).local,
  },
  {
    id: 'global-moran',
    name: "Global Moran's I",
    source: DESMITH,
    expected: [0.0736124],
    digits: 7,
    run: () => [localMoran(desmith, desmithNeighbours()).global],
  },
  {
    id: 'moran-quadrants',
    name: 'Local Moran, quadrants',
    source: DESMITH,
    expected: [4, 4, 4, 2, 3, 3, 1, 4, 3, 3],
    digits: 0,
    run: () => localMoran(desmith, desmithNeighbours()).quadrants,
  },
  {
    id: 'moran-enumeration',
    name: 'Local Moran, P(I* ≥ I) by enumeration of all neighbourhoods',
    source: `${DESMITH}; counts by hand`,
    expected: enumerated,
    digits: 12,
    run: () => enumerateLocalMoran(desmith, desmithLists).asHigh,
  },
  {
    id: 'moran-permutation',
    name: 'Local Moran, P(I* ≥ I) by 99,999 random permutations',
    source: `${DESMITH}; enumeration above`,
    expected: enumerated,
    digits: 2,
    run: () => permuteLocalMoran(desmith, desmithNeighbours(), { permutations: 99_999, seed: 1 }).shareAsHigh,
  },
  {
    id: 'moran-two-sided',
    name: 'Local Moran, two-sided p by 99,999 random permutations against enumeration',
    source: `${DESMITH}; enumeration`,
    expected: enumerateLocalMoran(desmith, desmithLists).asFar,
    digits: 2,
    run: () => permuteLocalMoran(desmith, desmithNeighbours(), { permutations: 99_999, seed: 2 }).p,
  },
]

const discoveries = Float64Array.of(
  ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719],
  ...[0.6528, 0.759, 1],
)

const discovery: MathsCase[] = [
  {
    id: 'fdr',
    name: 'False discovery rate, adjusted p',
    source: 'Benjamini & Hochberg (1995), table 1',
    expected: [
      ...[0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486],
      ...[0.58118182, 0.714875, 0.75323077, 0.81321429, 1],
    ],
    digits: 8,
    run: () => falseDiscovery(discoveries, 0.05).adjusted,
  },
  {
    id: 'fdr-count',
    name: 'False discovery rate, rejected at 0.05',
    source: 'Benjamini & Hochberg (1995), section 4.1',
    expected: [4],
    digits: 0,
    run: () => [falseDiscovery(discoveries, 0.05).count],
  },
]

const HOSPITAL = 'access, tests/test_hospital_example.py'
const people = Float64Array.of(100, 50, 10)
const beds = Float64Array.of(15, 20, 100)
const pairs: Reach[] = [
  ...[0, 1, 2].map((i) => ({ demand: i, supply: i, cost: 1 })),
  ...[
    [0, 2],
    [2, 0],
    [1, 2],
    [2, 1],
  ].map(([demand, supply]) => ({ demand: demand!, supply: supply!, cost: 40 })),
  { demand: 0, supply: 1, cost: 80 },
  { demand: 1, supply: 0, cost: 80 },
]
const plain: Decay = [{ upTo: 61, weight: 1 }]
const stepped: Decay = [
  { upTo: 20, weight: 1 },
  { upTo: 40, weight: 0.68 },
  { upTo: 60, weight: 0.22 },
]

const access: MathsCase[] = [
  {
    id: '2sfca',
    name: 'Two-step floating catchment',
    source: HOSPITAL,
    expected: [0.7613636, 0.9583333, 1.094697],
    digits: 7,
    run: () => twoStepCatchment(people, beds, pairs, plain).access,
  },
  {
    id: 'e2sfca',
    name: 'Enhanced two-step floating catchment',
    source: HOSPITAL,
    expected: [0.7475922953, 0.9592555332, 1.2277993806],
    digits: 10,
    run: () => twoStepCatchment(people, beds, pairs, stepped).access,
  },
  {
    id: '2sfca-conservation',
    name: 'Σ population × access = Σ supply, both ways',
    source: HOSPITAL,
    expected: [135, 135],
    digits: 9,
    run: () =>
      [plain, stepped].map((decay) =>
        twoStepCatchment(people, beds, pairs, decay).access.reduce((sum, a, i) => sum + a * people[i]!, 0),
      ),
  },
]

const densityAt = (rule: 'scott' | 'silverman') =>
  kernelDensity(Float64Array.of(-7, -5, 1, 4, 5), Float64Array.of(-10, -5, 0, 5, 10), rule)

const density: MathsCase[] = [
  {
    id: 'kde-scott',
    name: 'Kernel density, Scott',
    source: 'scipy.stats.gaussian_kde, documentation',
    expected: [0.02463386, 0.04689208, 0.05395444, 0.05337754, 0.01664475],
    digits: 8,
    run: () => densityAt('scott'),
  },
  {
    id: 'kde-silverman',
    name: 'Kernel density, Silverman',
    source: 'scipy.stats.gaussian_kde, documentation',
    expected: [0.02476365, 0.04608646, 0.05401151, 0.05155544, 0.01779076],
    digits: 8,
    run: () => densityAt('silverman'),
  },
]

const squares: Overlap[] = [
  { source: 0, share: 0.5, areaSquareMetres: 0.5 },
  { source: 1, share: 0.25, areaSquareMetres: 0.25 },
]

const interpolation: MathsCase[] = [
  {
    id: 'areal',
    name: 'Areal interpolation: population, poor, rate, coverage',
    source: 'by hand: two unit squares, zone x from 0.5 to 1.25',
    expected: [125, 40, 0.32, 1],
    digits: 12,
    run: () => {
      const population = Float64Array.of(100, 300)
      const poor = Float64Array.of(50, 60)
      const { rate, coverage } = arealRate(squares, poor, population, 0.75)
      return [
        arealTotal(squares, population, 0.75).total,
        arealTotal(squares, poor, 0.75).total,
        rate,
        coverage,
      ]
    },
  },
  {
    id: 'areal-missing',
    name: 'Areal interpolation with the second square unknown: population, coverage, lower bound',
    source: 'by hand: a missing value stays missing',
    expected: [50, 2 / 3, 0],
    digits: 12,
    run: () => {
      const { total, coverage, lower } = arealTotal(squares, Float64Array.of(100, Number.NaN), 0.75)
      return [total, coverage, lower]
    },
  },
]

const smoothing: MathsCase[] = [
  {
    id: 'empirical-bayes',
    name: 'Empirical Bayes rates of infant deaths in 100 counties, the first five',
    source: 'esda, tests/test_smoothing.py (sids2; Marshall 1991)',
    expected: [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349],
    digits: 7,
    run: () =>
      empiricalBayes(Float64Array.from(infantDeaths), Float64Array.from(births)).smoothed.slice(0, 5),
  },
]

const tiles: MathsCase[] = [
  {
    id: 'tile',
    name: 'Tile of 111.6255° east, 2.6871° south at zoom 14: column and row',
    source: 'by the formula of OGC 17-083r4, WebMercatorQuad',
    expected: [13272, 8314],
    digits: 0,
    run: () => {
      const { x, y } = lonLatToTile(111.6255, -2.6871, 14)
      return [x, y]
    },
  },
]

export const spatialCases: readonly MathsCase[] = [
  ...gi,
  ...moran,
  ...discovery,
  ...access,
  ...density,
  ...interpolation,
  ...smoothing,
  ...tiles,
]
