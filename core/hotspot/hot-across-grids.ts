import { badParameter } from '../problem.ts'
import { falseDiscovery } from './false-discovery.ts'
import { getisOrd } from './getis-ord.ts'
import { neighboursFromLists } from './neighbours.ts'

export interface GridVariation {
  readonly cellMetres: number
  /** Shift of the origin as a share of the cell, 0 ≤ share < 1. */
  readonly shiftX: number
  readonly shiftY: number
}

export interface HotAcrossGrids {
  /** In how many grids each point's cell was a hot or a cold spot after FDR. */
  readonly hot: Uint16Array
  readonly cold: Uint16Array
  readonly grids: number
}

export interface ValuedPoints {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly values: Float64Array
}

/** Where values can occur at all: a cell without points counts as 0 if its centre is inside, and else takes no part. */
export interface StudyArea {
  readonly extent: readonly [minX: number, minY: number, maxX: number, maxY: number]
  inside(x: number, y: number): boolean
}

export interface GridHotspots {
  readonly originX: number
  readonly originY: number
  readonly columns: number
  /** Each point's cell, row × columns + column. */
  readonly cellOf: Uint32Array
  /** Cells that take part, ascending; the arrays below are in their order. */
  readonly cells: Uint32Array
  readonly sums: Float64Array
  readonly z: Float64Array
  readonly p: Float64Array
  readonly adjusted: Float64Array
  readonly rejected: Uint8Array
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
  area?: StudyArea,
): GridHotspots {
  checkPoints(points)
  const { cellOf, totals, columns, originX, originY } = sumIntoCells(points, variation, area)
  const half = variation.cellMetres / 2
  const occupied = new Uint8Array(totals.length)
  for (const cell of cellOf) occupied[cell] = 1
  const takesPart = (cell: number) =>
    !area ||
    occupied[cell] === 1 ||
    area.inside(
      originX + (cell % columns) * variation.cellMetres + half,
      originY + Math.floor(cell / columns) * variation.cellMetres + half,
    )
  const cells = Uint32Array.from(totals.keys()).filter(takesPart)
  const sums = Float64Array.from(cells, (cell) => totals[cell]!)
  if (cells.length < 3) {
    const none = new Float64Array(cells.length).fill(Number.NaN)
    const rejected = new Uint8Array(cells.length)
    return { originX, originY, columns, cellOf, cells, sums, z: none, p: none, adjusted: none, rejected }
  }
  const { z, p } = getisOrd(sums, queenNeighbours(cells, columns, totals.length / columns), true)
  const { adjusted, rejected } = falseDiscovery(p, alpha)
  return { originX, originY, columns, cellOf, cells, sums, z, p, adjusted, rejected }
}

/**
 * Robustness of hot spots against the choice of grid (the modifiable areal unit problem, Openshaw 1984): for each point, in how
 * many grids it lies in a hot or a cold cell. Points of value 0 ask about a place without adding to it. Cells without points
 * count as 0, unlike missing values, so pass points for everything that was observed.
 */
export function hotAcrossGrids(
  points: ValuedPoints,
  variations: readonly GridVariation[],
  alpha: number,
  area?: StudyArea,
): HotAcrossGrids {
  const hot = new Uint16Array(points.x.length)
  const cold = new Uint16Array(points.x.length)
  for (const variation of variations) {
    const { cellOf, cells, z, rejected } = gridHotspots(points, variation, alpha, area)
    const signs = new Map<number, number>()
    cells.forEach((cell, row) => {
      if (rejected[row]) signs.set(cell, z[row]!)
    })
    cellOf.forEach((cell, i) => {
      const sign = signs.get(cell)
      if (sign === undefined) return
      const counts = sign > 0 ? hot : cold
      counts[i] = counts[i]! + 1
    })
  }
  return { hot, cold, grids: variations.length }
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
  const cellOf = Uint32Array.from(x, (value, i) => {
    const column = Math.floor((value - originX) / cellMetres)
    return Math.floor((y[i]! - originY) / cellMetres) * columns + column
  })
  cellOf.forEach((cell, i) => {
    totals[cell] = totals[cell]! + values[i]!
  })
  return { cellOf, totals, columns, originX, originY }
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
