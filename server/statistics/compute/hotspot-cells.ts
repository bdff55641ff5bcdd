import {
  type GridHotspots,
  type GridVariation,
  gridHotspots,
  hotAcrossGrids,
  type Places,
  type StudyArea,
} from '../../../core/hotspot/hot-across-grids.ts'
import type { SpotTest } from '../../../core/hotspot/judge-spots.ts'
import type { CellRow, ProposalPoints } from './analysis.ts'
import { type SpotPattern, spotPatterns } from './spot-patterns.ts'
import { rounded } from './words.ts'

/** Sides of cells, of the reference cell's; and shifts of the origin, of a cell. */
export const SIZES = [1, 1.5, 2]
const SHIFTS = [0, 1 / 3, 2 / 3]

export interface GridCells {
  readonly rows: readonly CellRow[]
  readonly patterns: readonly SpotPattern[]
  /** Null for a cell off land whose proposals have no cost: it takes no part. */
  readonly rupiahPatterns: readonly (SpotPattern | null)[]
  readonly grids: number
  /** Behind the p of rupiah on the reference grid. */
  readonly permutations: number
}

interface GridOptions {
  readonly alpha: number
  readonly cellMetres: number
  onProgress(share: number): void
}

/** Cells of the reference grid, by count and by rupiah, and in how many grids each is hot or cold. */
export function gridCells(
  points: ProposalPoints,
  land: StudyArea,
  { alpha, cellMetres, onProgress }: GridOptions,
): GridCells {
  // The reference grid comes first.
  const variations = SIZES.flatMap((size) =>
    SHIFTS.map((shift): GridVariation => ({ cellMetres: size * cellMetres, shiftX: shift, shiftY: shift })),
  )
  const gridsOf = (values: Float64Array, test: SpotTest, from: number, to: number) =>
    variations.map((variation, i) => {
      const grid = gridHotspots({ ...points, values }, variation, alpha, { area: land, test })
      onProgress(from + ((to - from) * (i + 1)) / variations.length)
      return grid
    })
  const ones = new Float64Array(points.x.length).fill(1)
  const byCount = gridsOf(ones, 'normal', 0, 0.1)
  const byRupiah = gridsOf(points.cost, 'permutations', 0.1, 0.8)
  const [grid, rupiah] = [byCount[0]!, byRupiah[0]!]
  const middles = middlesOf(grid)
  const counts = hotAcrossGrids(byCount, middles)
  const costs = hotAcrossGrids(byRupiah, middles)
  const patterns = spotPatterns(counts.hot, counts.cold, counts.grids)
  const spread = spotPatterns(costs.hot, costs.cold, costs.grids)
  const rupiahRow = new Map(Array.from(rupiah.cells, (cell, row) => [cell, row]))
  const rows = Array.from(grid.cells, (cell, i): CellRow => {
    const own = rupiahRow.get(cell)
    return {
      ...squareAround(middles.x[i]!, middles.y[i]!, cellMetres),
      properties: {
        proposals: grid.sums[i],
        ...{ z: rounded(grid.z[i]), p: rounded(grid.p[i]), pAdjusted: rounded(grid.adjusted[i]) },
        ...{ hotIn: counts.hot[i], coldIn: counts.cold[i], grids: counts.grids, pattern: patterns[i] },
        ...(own !== undefined && {
          rupiah: rupiah.sums[own],
          rupiahZ: rounded(rupiah.z[own]),
          rupiahP: rounded(rupiah.p[own]),
          rupiahPAdjusted: rounded(rupiah.adjusted[own]),
          rupiahHotIn: costs.hot[i],
          rupiahColdIn: costs.cold[i],
          rupiahPattern: spread[i],
        }),
      },
    }
  })
  const rupiahPatterns = Array.from(grid.cells, (cell, i) =>
    rupiahRow.has(cell) ? (spread[i] ?? null) : null,
  )
  return { rows, patterns, rupiahPatterns, grids: counts.grids, permutations: rupiah.permutations }
}

function middlesOf({ cells, columns, originX, originY, cellMetres }: GridHotspots): Places {
  return {
    x: Float64Array.from(cells, (cell) => originX + ((cell % columns) + 0.5) * cellMetres),
    y: Float64Array.from(cells, (cell) => originY + (Math.floor(cell / columns) + 0.5) * cellMetres),
  }
}

function squareAround(x: number, y: number, cellMetres: number): Pick<CellRow, 'cell' | 'box'> {
  const half = cellMetres / 2
  return { cell: `${Math.round(x)}:${Math.round(y)}`, box: [x - half, y - half, x + half, y + half] }
}
