import { PERMUTATION_SEED } from '../../../core/hotspot/permutations-for.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisReport, BarChart } from '../../../core/statistics/analysis-report.ts'
import { spotColours } from '../../../core/style/analysis-palettes.ts'
import type { UnplacedInput } from '../../analyses/inputs/unplaced.ts'
import type { AnalysisInput, AnalysisOutput } from './analysis.ts'
import { type GridCells, gridCells, SIZES } from './hotspot-cells.ts'
import { impossible } from './impossible.ts'
import { landOf } from './land.ts'
import { categoriesOf } from './legends.ts'
import { areaSquareMetres, readOutlines } from './read-outlines.ts'
import type { SpotPattern } from './spot-patterns.ts'
import { villageHotspots } from './village-hotspots.ts'
import { figure, inBoth, metres, missingCount, parameter, proposalsUnit } from './words.ts'

const ALPHA = 0.05
const MOST_CELLS = 15_000
const STEP_METRES = 250
const FEWEST_POINTS = 30

const method = {
  id: 'Gi* (Getis & Ord) jumlah dan rupiah usulan pada kisi bujur sangkar di darat, tetangga delapan sel sekitar; diulang pada beberapa ukuran dan letak kisi. Per desa: Gi* dengan desa yang berbatasan. p jumlah usulan dari sebaran normal; p rupiah dan usulan per penduduk dari permutasi bersyarat dua sisi (Anselin 1995): nilai tetangga diacak, sehingga beberapa usulan mahal tidak menjadi titik panas sendiri. Lalu FDR Benjamini–Hochberg.',
  en: 'Gi* (Getis & Ord) of the count and the rupiah of proposals on grids of squares over land, the eight cells around as neighbours; repeated over sizes and origins of the grid. By village: Gi* with the villages next to it. p of counts from the normal distribution; p of rupiah and of proposals a head from conditional permutations, two-sided (Anselin 1995): values of neighbours are shuffled, so that a few dear proposals make no hot spot of their own. Then Benjamini–Hochberg FDR.',
}

/** Gi* on nine grids and on villages. Only proposals at a place of their own count on grids; villages count all. */
export function computeHotspots(input: AnalysisInput): AnalysisOutput {
  const { points } = input
  const n = points.x.length
  const outlines = readOutlines(input.outlines)
  if (n < FEWEST_POINTS || outlines.length < 3) {
    const reason = {
      id: `Perlu sedikitnya ${FEWEST_POINTS} usulan dengan tempat sendiri dan 3 desa.`,
      en: `At least ${FEWEST_POINTS} proposals with a place of their own and 3 villages are needed.`,
    }
    return impossible(method, reason, { n, unit: proposalsUnit })
  }
  const land = landOf(outlines)
  const cellMetres = chooseCell(areaSquareMetres(outlines), n)
  const cells = gridCells(points, land, { alpha: ALPHA, cellMetres, onProgress: input.onProgress })
  const village = villageHotspots(input, outlines)
  const report = describe(input, cells, cellMetres)
  return {
    report: {
      ...report,
      figures: [...report.figures, ...village.figures],
      warnings: [...report.warnings, ...village.warnings],
      charts: [...report.charts, ...village.charts],
      layers: { ...report.layers, ...village.stories },
    },
    areas: { 'hotspots-village': village.areas },
    cells: { hotspots: cells.rows },
  }
}

/** Twice the land a point has (Greig-Smith 1952), in steps of 250 m; larger where there would be too many cells. */
export function chooseCell(areaSquareMetres: number, points: number): number {
  const wanted = Math.sqrt((2 * areaSquareMetres) / points)
  const least = Math.sqrt(areaSquareMetres / MOST_CELLS)
  return Math.max(STEP_METRES, Math.ceil(Math.max(wanted, least) / STEP_METRES) * STEP_METRES)
}

export const gridPatterns = [
  {
    value: 'hot-all',
    colour: spotColours['hot-all'],
    label: { id: 'panas di semua kisi', en: 'hot in all grids' },
  },
  {
    value: 'hot-most',
    colour: spotColours['hot-most'],
    label: { id: 'panas di sebagian besar kisi', en: 'hot in most grids' },
  },
  {
    value: 'hot-some',
    colour: spotColours['hot-some'],
    label: { id: 'lemah: panas hanya di sebagian kecil kisi', en: 'weak: hot in a few grids only' },
  },
  {
    value: 'none',
    colour: spotColours.none,
    label: { id: 'tidak beda dari kebetulan', en: 'no different from chance' },
  },
  {
    value: 'cold-some',
    colour: spotColours['cold-some'],
    label: { id: 'lemah: dingin hanya di sebagian kecil kisi', en: 'weak: cold in a few grids only' },
  },
  {
    value: 'cold-most',
    colour: spotColours['cold-most'],
    label: { id: 'dingin di sebagian besar kisi', en: 'cold in most grids' },
  },
  {
    value: 'cold-all',
    colour: spotColours['cold-all'],
    label: { id: 'dingin di semua kisi', en: 'cold in all grids' },
  },
] as const

function describe(input: AnalysisInput, cells: GridCells, cellMetres: number): AnalysisReport {
  const n = input.points.x.length
  const count = (value: SpotPattern) => cells.patterns.filter((other) => other === value).length
  const finding = inBoth(
    (say) => `${say(count('hot-all'))} dari ${say(cells.rows.length)} sel panas di semua ${cells.grids} kisi`,
    (say) =>
      `${say(count('hot-all'))} of ${say(cells.rows.length)} cells are hot in all ${cells.grids} grids`,
  )
  const hotRupiah = cells.rupiahPatterns.filter((pattern) => pattern === 'hot-all').length
  const rupiahFinding = inBoth(
    (say) =>
      `${say(hotRupiah)} dari ${say(cells.rows.length)} sel panas menurut rupiah di semua ${cells.grids} kisi`,
    (say) =>
      `${say(hotRupiah)} of ${say(cells.rows.length)} cells are hot by rupiah in all ${cells.grids} grids`,
  )
  const perCell = n / cells.rows.length
  return {
    possible: true,
    method,
    finding,
    n,
    unit: proposalsUnit,
    parameters: parametersOf(cellMetres, cells),
    missing: missingOf(input),
    warnings: [...(perCell < 5 ? [sparse(perCell)] : []), ...weakSpots(cells)],
    crs: input.crs,
    figures: [
      figure('cells', ['Sel', 'Cells'], cells.rows.length),
      ...gridPatterns.map(({ value, label }) => figure(value, [label.id, label.en], count(value))),
    ],
    charts: [patternChart(cells)],
    layers: {
      hotspots: { legend: categoriesOf('pattern', cells.patterns, gridPatterns), finding },
      'hotspots-rupiah': {
        legend: categoriesOf('rupiahPattern', cells.rupiahPatterns, gridPatterns),
        finding: rupiahFinding,
      },
    },
  }
}

function sparse(perCell: number) {
  return inBoth(
    (say) => `Rata-rata hanya ${say(perCell, 2)} usulan per sel: p dari sebaran normal hanya pendekatan.`,
    (say) =>
      `Only ${say(perCell, 2)} proposals per cell on average: p from the normal distribution is an approximation.`,
  )
}

/**
 * A cell gets as many chances to be hot as there are grids, and FDR holds for each grid by itself. One that is weak by both
 * measures counts once.
 */
function weakSpots({ patterns, rupiahPatterns, grids }: GridCells): Label[] {
  const isWeak = (pattern: SpotPattern | null | undefined) =>
    pattern === 'hot-some' || pattern === 'cold-some'
  const count = patterns.filter((pattern, i) => isWeak(pattern) || isWeak(rupiahPatterns[i])).length
  if (count === 0) return []
  const found = inBoth(
    (say) =>
      `${say(count)} sel hanya panas atau dingin, menurut jumlah atau rupiah, di sebagian kecil dari ${grids} kisi. Itu bukti lemah: tiap sel diuji ${grids} kali, dan polanya hilang bila kisinya digeser.`,
    (say) =>
      `${say(count)} cells are hot or cold, by count or by rupiah, in a few of the ${grids} grids only. That is weak evidence: each cell is tested ${grids} times, and the pattern goes when the grid is moved.`,
  )
  return [found]
}

function parametersOf(cellMetres: number, { grids, permutations }: GridCells) {
  return [
    parameter('alpha', ['α setelah FDR', 'α after FDR'], ALPHA),
    parameter('cellMetres', ['Sisi sel acuan', 'Side of the reference cell'], cellMetres, metres),
    parameter(
      'sizes',
      ['Sisi sel kisi lain', 'Sides in the other grids'],
      SIZES.map((size) => size * cellMetres).join(', '),
      metres,
    ),
    parameter(
      'origins',
      ['Geseran titik asal (bagian sel)', 'Shifts of the origin (of a cell)'],
      '0, 1/3, 2/3',
    ),
    parameter('grids', ['Jumlah kisi', 'Grids'], grids),
    parameter(
      'permutations',
      ['Permutasi rupiah, kisi acuan', 'Permutations of rupiah, reference grid'],
      permutations,
    ),
    parameter('seed', ['Benih acak', 'Random seed'], String(PERMUTATION_SEED)),
  ]
}

function missingOf(input: AnalysisInput) {
  const unplaced = (quality: string) =>
    input.rows<UnplacedInput>('unplaced').find(([name]) => name === quality)?.[1] ?? 0
  return [
    missingCount(
      'area',
      [
        'Usulan yang tempatnya hanya desa (tidak masuk kisi)',
        'Proposals placed by village only (not on grids)',
      ],
      unplaced('area'),
    ),
    missingCount(
      'conflict',
      [
        'Usulan yang tempatnya diragukan (tidak masuk kisi)',
        'Proposals whose place is in doubt (not on grids)',
      ],
      unplaced('conflict'),
    ),
    missingCount('none', ['Usulan tanpa tempat', 'Proposals without a place'], unplaced('none')),
    missingCount(
      'cost',
      ['Usulan tanpa biaya (rupiah dihitung 0)', 'Proposals without a cost (counted as 0 rupiah)'],
      input.points.withoutCost,
    ),
  ]
}

function patternChart(cells: GridCells): BarChart {
  const counts = (patterns: readonly (SpotPattern | null)[]) =>
    gridPatterns.map(({ value }) => patterns.filter((other) => other === value).length)
  return {
    kind: 'bars',
    key: 'hotspot-patterns',
    title: { id: 'Sel menurut keteguhan pola', en: 'Cells by sturdiness of their pattern' },
    y: { title: { id: 'Sel', en: 'Cells' }, unit: { id: 'sel', en: 'cells' } },
    categories: gridPatterns.map(({ value, label, colour }) => ({ key: value, label, colour })),
    series: [
      {
        key: 'count',
        label: { id: 'Jumlah usulan', en: 'Proposals' },
        values: counts(cells.patterns),
      },
      {
        key: 'rupiah',
        label: { id: 'Rupiah', en: 'Rupiah' },
        values: counts(cells.rupiahPatterns),
      },
    ],
  }
}
