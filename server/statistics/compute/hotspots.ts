import {
  type GridVariation,
  gridHotspots,
  hotAcrossGrids,
  type StudyArea,
} from '../../../core/hotspot/hot-across-grids.ts'
import type { AnalysisReport, BarChart } from '../../../core/statistics/analysis-report.ts'
import { spotColours } from '../../../core/style/analysis-palettes.ts'
import type { AnalysisInput, AnalysisOutput, CellRow, ProposalPoints, UnplacedRow } from './analysis.ts'
import { impossible } from './impossible.ts'
import { landOf } from './land.ts'
import { categoriesOf } from './legends.ts'
import { areaSquareMetres, readOutlines } from './read-outlines.ts'
import { type SpotPattern, spotPatterns } from './spot-patterns.ts'
import { villageHotspots } from './village-hotspots.ts'
import { figure, inBoth, metres, missingCount, parameter, proposalsUnit, rounded } from './words.ts'

const ALPHA = 0.05
const SIZES = [1, 1.5, 2]
const SHIFTS = [0, 1 / 3, 2 / 3]
const MOST_CELLS = 15_000
const STEP_METRES = 250
const FEWEST_POINTS = 30

const method = {
  id: 'Gi* (Getis & Ord) jumlah dan rupiah usulan pada kisi bujur sangkar di darat, tetangga delapan sel sekitar; FDR Benjamini–Hochberg; diulang pada beberapa ukuran dan letak kisi. Per desa: Gi* dengan desa yang berbatasan.',
  en: 'Gi* (Getis & Ord) of the count and the rupiah of proposals on grids of squares over land, the eight cells around as neighbours; Benjamini–Hochberg FDR; repeated over sizes and origins of the grid. By village: Gi* with the villages next to it.',
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
  const cells = gridCells(points, land, { cellMetres, onProgress: input.onProgress })
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

interface GridCells {
  readonly rows: readonly CellRow[]
  readonly patterns: readonly SpotPattern[]
  readonly rupiahPatterns: readonly SpotPattern[]
  readonly grids: number
}

interface GridOptions {
  readonly cellMetres: number
  onProgress(share: number): void
}

function gridCells(
  points: ProposalPoints,
  land: StudyArea,
  { cellMetres, onProgress }: GridOptions,
): GridCells {
  const variations = SIZES.flatMap((size) =>
    SHIFTS.map((shift): GridVariation => ({ cellMetres: size * cellMetres, shiftX: shift, shiftY: shift })),
  )
  const first: GridVariation = { cellMetres, shiftX: 0, shiftY: 0 }
  const ones = new Float64Array(points.x.length).fill(1)
  const grid = gridHotspots({ ...points, values: ones }, first, ALPHA, land)
  const rupiah = gridHotspots({ ...points, values: points.cost }, first, ALPHA, land)
  onProgress(0.2)
  const middles = Array.from(grid.cells, (cell) => ({
    x: grid.originX + ((cell % grid.columns) + 0.5) * cellMetres,
    y: grid.originY + (Math.floor(cell / grid.columns) + 0.5) * cellMetres,
  }))
  const across = acrossGrids(points, middles, { variations, land })
  const counts = across(ones)
  onProgress(0.5)
  const costs = across(points.cost)
  onProgress(0.8)
  const grids = variations.length
  const patterns = spotPatterns(counts.hot, counts.cold, grids)
  const rupiahPatterns = spotPatterns(costs.hot, costs.cold, grids)
  const rows = middles.map(
    (middle, i): CellRow => ({
      ...placeOf(middle, cellMetres),
      properties: {
        proposals: grid.sums[i],
        ...{ z: rounded(grid.z[i]), p: rounded(grid.p[i]), pAdjusted: rounded(grid.adjusted[i]) },
        ...{ hotIn: counts.hot[i], coldIn: counts.cold[i], grids, pattern: patterns[i] },
        rupiah: rupiah.sums[i],
        ...{
          rupiahZ: rounded(rupiah.z[i]),
          rupiahP: rounded(rupiah.p[i]),
          rupiahPAdjusted: rounded(rupiah.adjusted[i]),
        },
        ...{ rupiahHotIn: costs.hot[i], rupiahColdIn: costs.cold[i], rupiahPattern: rupiahPatterns[i] },
      },
    }),
  )
  return { rows, patterns, rupiahPatterns, grids }
}

function placeOf({ x, y }: { x: number; y: number }, cellMetres: number): Pick<CellRow, 'cell' | 'box'> {
  const half = cellMetres / 2
  return { cell: `${Math.round(x)}:${Math.round(y)}`, box: [x - half, y - half, x + half, y + half] }
}

/** In how many grids the centre of each reference cell is hot or cold: centres are added to the points with the value 0. */
function acrossGrids(
  points: ProposalPoints,
  middles: readonly { x: number; y: number }[],
  { variations, land }: { variations: readonly GridVariation[]; land: StudyArea },
) {
  const x = Float64Array.from([...middles.map((middle) => middle.x), ...points.x])
  const y = Float64Array.from([...middles.map((middle) => middle.y), ...points.y])
  return (values: Float64Array) => {
    const all = new Float64Array(x.length)
    all.set(values, middles.length)
    const { hot, cold } = hotAcrossGrids({ x, y, values: all }, variations, ALPHA, land)
    return { hot: hot.subarray(0, middles.length), cold: cold.subarray(0, middles.length) }
  }
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
    label: { id: 'panas di sebagian kecil kisi', en: 'hot in some grids' },
  },
  {
    value: 'none',
    colour: spotColours.none,
    label: { id: 'tidak beda dari kebetulan', en: 'no different from chance' },
  },
  {
    value: 'cold-some',
    colour: spotColours['cold-some'],
    label: { id: 'dingin di sebagian kecil kisi', en: 'cold in some grids' },
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
    parameters: parametersOf(cellMetres, cells.grids),
    missing: missingOf(input),
    warnings: perCell < 5 ? [sparse(perCell)] : [],
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

function parametersOf(cellMetres: number, grids: number) {
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
  ]
}

function missingOf(input: AnalysisInput) {
  const unplaced = (quality: string) =>
    input.rows<UnplacedRow>('unplaced').find(([name]) => name === quality)?.[1] ?? 0
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
  const counts = (patterns: readonly SpotPattern[]) =>
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
