import { badParameter } from '../problem.ts'
import { type JudgedSpots, judgeSpots, type SpotTest } from './judge-spots.ts'
import { neighboursFromLists } from './neighbours.ts'

export interface GridVariation {
  readonly cellMetres: number
  /** Shift of the origin as a share of the cell, 0 ≤ share < 1. */
  readonly shiftX: number
  readonly shiftY: number
}

export interface HotAcrossGrids {
  /** In how many grids the cell of each place was a hot or a cold spot after FDR. */
  readonly hot: Uint16Array
  readonly cold: Uint16Array
  readonly grids: number
}

export interface Places {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** NaN for a point whose value is not known: it adds nothing to its cell. */
export interface ValuedPoints extends Places {
  readonly values: Float64Array
}

/**
 * Where values can occur at all: a cell without a point that has a value counts as 0 if its centre is inside, and else
 * takes no part.
 */
export interface StudyArea {
  readonly extent: readonly [minX: number, minY: number, maxX: number, maxY: number]
  inside(x: number, y: number): boolean
}

export interface SpotOptions {
  /** `normal` unless said otherwise. */
  readonly test?: SpotTest
  readonly area?: StudyArea
}

/** The arrays of what was judged are in the order of `cells`. */
export interface GridHotspots extends JudgedSpots {
  readonly originX: number
  readonly originY: number
  readonly cellMetres: number
  readonly columns: number
  readonly rows: number
  /** Cells that take part, ascending: row × columns + column. */
  readonly cells: Uint32Array
  readonly sums: Float64Array
}

const MOST_CELLS = 1_000_000

/**
 * Gi* with the eight cells around on one grid: sums of point values, zero where nothing is, FDR at `alpha` over the
 * cells that take part. Without an area these are all cells of the points' bounding box. Coordinates in metres.
 */
export function gridHotspots(
  points: ValuedPoints,
  variation: GridVariation,
  alpha: number,
  { test = 'normal', area }: SpotOptions = {},
): GridHotspots {
  checkPoints(points)
  const { cellOf, totals, ...grid } = sumIntoCells(points, variation, area)
  const { originX, originY, columns, cellMetres } = grid
  const half = cellMetres / 2
  const valued = new Uint8Array(totals.length)
  cellOf.forEach((cell, i) => {
    if (!Number.isNaN(points.values[i]!)) valued[cell] = 1
  })
  const takesPart = (cell: number) =>
    !area ||
    valued[cell] === 1 ||
    area.inside(
      originX + (cell % columns) * cellMetres + half,
      originY + Math.floor(cell / columns) * cellMetres + half,
    )
  const cells = Uint32Array.from(totals.keys()).filter(takesPart)
  const sums = Float64Array.from(cells, (cell) => totals[cell]!)
  const judged = judgeSpots(sums, queenNeighbours(cells, columns, grid.rows), { alpha, test })
  return { ...grid, cells, sums, ...judged }
}

/**
 * Robustness of hot spots against the choice of grid (the modifiable areal unit problem, Openshaw 1984): in how many
 * grids each place lies in a hot or a cold cell. Asking about a place adds nothing to the grids, nor to the area under study.
 */
export function hotAcrossGrids(grids: readonly GridHotspots[], { x, y }: Places): HotAcrossGrids {
  const hot = new Uint16Array(x.length)
  const cold = new Uint16Array(x.length)
  for (const grid of grids) {
    const signs = new Map(Array.from(grid.cells, (cell, row) => [cell, grid.sign[row]!]))
    x.forEach((value, i) => {
      const sign = signs.get(cellAt(grid, value, y[i]!)) ?? 0
      if (sign > 0) hot[i]! += 1
      if (sign < 0) cold[i]! += 1
    })
  }
  return { hot, cold, grids: grids.length }
}

/** The cell that holds a place; −1 beyond the grid. */
function cellAt(
  {
    originX,
    originY,
    cellMetres,
    columns,
    rows,
  }: Pick<GridHotspots, 'originX' | 'originY' | 'cellMetres' | 'columns' | 'rows'>,
  x: number,
  y: number,
): number {
  const column = Math.floor((x - originX) / cellMetres)
  const row = Math.floor((y - originY) / cellMetres)
  return column < 0 || column >= columns || row < 0 || row >= rows ? -1 : row * columns + column
}

function checkPoints({ x, y, values }: ValuedPoints): void {
  if (x.length !== y.length || x.length !== values.length) {
    throw badParameter('points', [x.length, y.length, values.length], 'as many x as y as values')
  }
}

function sumIntoCells(
  { x, y, values }: ValuedPoints,
  { cellMetres, shiftX, shiftY }: GridVariation,
  area: StudyArea | undefined,
) {
  if (!(cellMetres > 0)) throw badParameter('cellMetres', cellMetres, 'metres above 0')
  const least = (list: Float64Array, first: number) => list.reduce((a, b) => Math.min(a, b), first)
  const most = (list: Float64Array, first: number) => list.reduce((a, b) => Math.max(a, b), first)
  const [minX, minY, maxX, maxY] = area?.extent ?? [Infinity, Infinity, -Infinity, -Infinity]
  const originX = least(x, minX) - shiftX * cellMetres
  const originY = least(y, minY) - shiftY * cellMetres
  const columns = Math.floor((most(x, maxX) - originX) / cellMetres) + 1
  const rows = Math.floor((most(y, maxY) - originY) / cellMetres) + 1
  if (!(columns * rows <= MOST_CELLS)) {
    throw badParameter('cellMetres', cellMetres, `cells so large that the grid has at most ${MOST_CELLS}`)
  }
  const totals = new Float64Array(Math.max(0, columns * rows))
  const grid = { originX, originY, cellMetres, columns, rows }
  const cellOf = Uint32Array.from(x, (value, i) => cellAt(grid, value, y[i]!))
  cellOf.forEach((cell, i) => {
    if (!Number.isNaN(values[i]!)) totals[cell]! += values[i]!
  })
  return { ...grid, cellOf, totals }
}

/** The eight cells around each, among those that take part. */
function queenNeighbours(cells: Uint32Array, columns: number, rows: number) {
  const rowOf = new Int32Array(columns * rows).fill(-1)
  cells.forEach((cell, row) => {
    rowOf[cell] = row
  })
  const lists = Array.from(cells, (cell) => {
    const column = cell % columns
    const row = Math.floor(cell / columns)
    const list: number[] = []
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        const near = rowOf[r * columns + c]!
        if ((r !== row || c !== column) && near !== -1) list.push(near)
      }
    }
    return list
  })
  return neighboursFromLists(lists)
}
