import { bandwidthInMetres, type DensityGrid, kernelSurface } from '../../../core/density/kernel-density.ts'
import type { StudyArea } from '../../../core/hotspot/hot-across-grids.ts'
import type { LayerStory } from '../../../core/statistics/analysis-report.ts'
import { densityColours } from '../../../core/style/analysis-palettes.ts'
import type { UnplacedInput } from '../../analyses/inputs/unplaced.ts'
import type { AnalysisInput, AnalysisOutput, CellRow } from './analysis.ts'
import { impossible } from './impossible.ts'
import { landOf } from './land.ts'
import { halvingClasses } from './legends.ts'
import { areaSquareMetres, readOutlines } from './read-outlines.ts'
import { figure, inBoth, metres, missingCount, parameter, percent, proposalsUnit, rounded } from './words.ts'

const FEWEST_POINTS = 10
const MOST_CELLS = 15_000
/** Cells a bandwidth: fine enough that the surface looks smooth. */
const CELLS_A_BANDWIDTH = 4
const STEP_METRES = 100
const SQUARE_KILOMETRE = 1e6
const MILLION = 1e6
const perKm2 = { id: 'usulan per km²', en: 'proposals per km²' }
const millionsPerKm2 = { id: 'juta rupiah per km²', en: 'million rupiah per km²' }

const method = {
  id: 'Kerapatan kernel Gauss (Silverman 1986) usulan yang punya tempat sendiri, pada sel bujur sangkar di darat; lebar pita menurut aturan Scott, satu untuk kedua sumbu, dalam meter.',
  en: 'Gaussian kernel density (Silverman 1986) of proposals with a place of their own, on squares over land; bandwidth by Scott’s rule, one for both axes, in metres.',
}

/** The two rules for the bandwidth: in two dimensions they give the same, which the report says. */
interface Bandwidths {
  readonly scott: number
  readonly silverman: number
}

const alike = {
  id: 'Pada dua dimensi aturan Scott dan Silverman memberi lebar pita yang sama; untuk data yang berkelompok keduanya cenderung terlalu halus.',
  en: 'In two dimensions the rules of Scott and Silverman give the same bandwidth; for clustered data both tend to smooth too much.',
}

interface Surface {
  readonly cells: readonly CellRow[]
  readonly cellMetres: number
  /** Share of all proposals' weight that lies on the land cells: the rest was smoothed out over sea and border. */
  readonly kept: number
}

/** Density of proposals and of rupiah per km² on a grid over land. */
export function computeDensity(input: AnalysisInput): AnalysisOutput {
  const { x, y, cost } = input.points
  const differ = x.some((value) => value !== x[0]) && y.some((value) => value !== y[0])
  if (x.length < FEWEST_POINTS || !differ) {
    const reason = {
      id: `Perlu sedikitnya ${FEWEST_POINTS} usulan di tempat yang berbeda.`,
      en: `At least ${FEWEST_POINTS} proposals at different places are needed.`,
    }
    return impossible(method, reason, { n: x.length, unit: proposalsUnit })
  }
  const bandwidths = {
    scott: bandwidthInMetres(x, y, 'scott'),
    silverman: bandwidthInMetres(x, y, 'silverman'),
  }
  const outlines = readOutlines(input.outlines)
  const surface = surfaceOf({ x, y, costs: cost.map((rupiah) => rupiah || 0) }, landOf(outlines), {
    bandwidth: bandwidths.scott,
    land: areaSquareMetres(outlines),
  })
  return { report: describe(input, surface, bandwidths), areas: {}, cells: { density: surface.cells } }
}

function surfaceOf(
  { x, y, costs }: { x: Float64Array; y: Float64Array; costs: Float64Array },
  area: StudyArea,
  { bandwidth, land }: { bandwidth: number; land: number },
): Surface {
  const finest = Math.max(bandwidth / CELLS_A_BANDWIDTH, Math.sqrt(land / MOST_CELLS))
  const cellMetres = Math.max(STEP_METRES, Math.ceil(finest / STEP_METRES) * STEP_METRES)
  const [minX, minY, maxX, maxY] = area.extent
  const grid: DensityGrid = {
    originX: Math.floor(minX / cellMetres) * cellMetres,
    originY: Math.floor(minY / cellMetres) * cellMetres,
    cellMetres,
    columns: Math.ceil((maxX - minX) / cellMetres) + 1,
    rows: Math.ceil((maxY - minY) / cellMetres) + 1,
  }
  const counts = kernelSurface({ x, y }, grid, bandwidth).density
  const rupiah = kernelSurface({ x, y, weights: costs }, grid, bandwidth).density
  const cells: CellRow[] = []
  let weight = 0
  counts.forEach((density, at) => {
    const west = grid.originX + (at % grid.columns) * cellMetres
    const south = grid.originY + Math.floor(at / grid.columns) * cellMetres
    if (!area.inside(west + cellMetres / 2, south + cellMetres / 2)) return
    weight += density * cellMetres ** 2
    cells.push({
      cell: `${west}:${south}`,
      box: [west, south, west + cellMetres, south + cellMetres],
      properties: {
        perKm2: rounded(density * SQUARE_KILOMETRE),
        rupiahPerKm2: rounded((rupiah[at] ?? 0) * SQUARE_KILOMETRE),
        millionsPerKm2: rounded(((rupiah[at] ?? 0) * SQUARE_KILOMETRE) / MILLION),
      },
    })
  })
  return { cells, cellMetres, kept: weight / x.length }
}

function describe(
  input: AnalysisInput,
  { cells, cellMetres, kept }: Surface,
  bandwidths: Bandwidths,
): AnalysisOutput['report'] {
  const values = cells.map(({ properties }) => Number(properties.perKm2))
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  const millions = cells.map(({ properties }) => Number(properties.millionsPerKm2))
  const mostRupiah = millions.reduce((a, b) => Math.max(a, b), 0)
  const finding = inBoth(
    (say) => `Terpadat ${say(most, 2)} usulan per km²; lebar pita ${say(bandwidths.scott)} m`,
    (say) => `At most ${say(most, 2)} proposals per km²; bandwidth ${say(bandwidths.scott)} m`,
  )
  return {
    possible: true,
    method,
    finding,
    n: input.points.x.length,
    unit: proposalsUnit,
    parameters: parametersOf(cellMetres, bandwidths),
    missing: missingOf(input),
    warnings: [alike],
    crs: input.crs,
    figures: [
      figure('most', ['Kerapatan tertinggi', 'Highest density'], most, perKm2),
      figure(
        'mostRupiah',
        ['Kerapatan rupiah tertinggi', 'Highest density of rupiah'],
        mostRupiah,
        millionsPerKm2,
      ),
      figure('kept', ['Bobot yang jatuh di darat', 'Weight that falls on land'], 100 * kept, percent),
    ],
    charts: [
      histogram(values, histograms.count),
      ...(mostRupiah > 0 ? [histogram(millions, histograms.rupiah)] : []),
    ],
    layers: {
      density: { legend: halvingClasses('perKm2', values, densityColours, perKm2), finding },
      ...(mostRupiah > 0 && { 'density-rupiah': rupiahStory(millions, mostRupiah, bandwidths.scott) }),
    },
  }
}

function rupiahStory(millions: readonly number[], most: number, bandwidthMetres: number): LayerStory {
  return {
    legend: halvingClasses('millionsPerKm2', millions, densityColours, millionsPerKm2),
    finding: inBoth(
      (say) => `Terbesar ${say(most, 1)} juta rupiah per km²; lebar pita ${say(bandwidthMetres)} m`,
      (say) => `At most ${say(most, 1)} million rupiah per km²; bandwidth ${say(bandwidthMetres)} m`,
    ),
  }
}

const histograms = {
  count: {
    key: 'density-histogram',
    title: { id: 'Sel menurut kerapatan', en: 'Cells by density' },
  },
  rupiah: {
    key: 'density-rupiah-histogram',
    title: { id: 'Sel menurut juta rupiah per km²', en: 'Cells by million rupiah per km²' },
  },
} as const

/** Land by density, in ten steps up to the highest. */
function histogram(
  values: readonly number[],
  name: (typeof histograms)[keyof typeof histograms],
): AnalysisOutput['report']['charts'][number] {
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  const bins = Array.from({ length: 10 }, () => 0)
  for (const value of values) {
    const bin = Math.min(9, Math.floor((10 * value) / most))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return {
    kind: 'bars',
    ...name,
    y: { title: { id: 'Sel', en: 'Cells' }, unit: { id: 'sel', en: 'cells' } },
    categories: bins.map((_, bin) => ({
      key: String(bin),
      label: inBoth(
        (say) => `${say((most * bin) / 10, 2)}–${say((most * (bin + 1)) / 10, 2)}`,
        (say) => `${say((most * bin) / 10, 2)}–${say((most * (bin + 1)) / 10, 2)}`,
      ),
    })),
    series: [{ key: 'cells', label: { id: 'Sel', en: 'Cells' }, values: bins }],
  }
}

function parametersOf(cellMetres: number, { scott, silverman }: Bandwidths) {
  return [
    parameter(
      'bandwidthScott',
      ['Lebar pita, aturan Scott (dipakai)', 'Bandwidth by Scott (used)'],
      Math.round(scott),
      metres,
    ),
    parameter(
      'bandwidthSilverman',
      ['Lebar pita, aturan Silverman', 'Bandwidth by Silverman'],
      Math.round(silverman),
      metres,
    ),
    parameter('cellMetres', ['Sisi sel', 'Side of a cell'], cellMetres, metres),
    parameter('kernel', ['Kernel', 'Kernel'], {
      id: 'Gauss, sampai 4 × lebar pita',
      en: 'Gaussian, up to 4 × the bandwidth',
    }),
  ]
}

function missingOf(input: AnalysisInput) {
  const unplaced = input.rows<UnplacedInput>('unplaced').reduce((sum, [, count]) => sum + count, 0)
  return [
    missingCount(
      'unplaced',
      ['Usulan tanpa tempat sendiri', 'Proposals without a place of their own'],
      unplaced,
    ),
    missingCount(
      'cost',
      ['Usulan tanpa biaya (rupiah dihitung 0)', 'Proposals without a cost (counted as 0 rupiah)'],
      input.points.withoutCost,
    ),
  ]
}
