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

const MOST_CELLS = 1_000_000

/**
 * How sturdy hot spots are against the choice of grid (the modifiable areal unit problem, Openshaw 1984): sums point
 * values into the cells of each grid over the points' bounding box, computes Gi* with the eight cells around, applies
 * FDR at `alpha`, and counts the grids in which each point lies in a hot or cold cell. Coordinates in metres.
 * Cells without points count as 0, unlike values that are missing, so give points for all that was observed.
 */
export function hotAcrossGrids(
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly values: Float64Array },
  variations: readonly GridVariation[],
  alpha: number,
): HotAcrossGrids {
  const { x, y, values } = points
  if (x.length !== y.length || x.length !== values.length) {
    throw badParameter('points', [x.length, y.length, values.length], 'as many x as y as values')
  }
  const hot = new Uint16Array(x.length)
  const cold = new Uint16Array(x.length)
  for (const variation of variations) {
    const { cellOf, sums, columns } = sumIntoCells(points, variation)
    if (sums.length < 3) continue
    const { z, p } = getisOrd(sums, queenNeighbours(columns, sums.length / columns), true)
    const { rejected } = falseDiscovery(p, alpha)
    cellOf.forEach((cell, i) => {
      if (!rejected[cell]) return
      const counts = z[cell]! > 0 ? hot : cold
      counts[i] = counts[i]! + 1
    })
  }
  return { hot, cold, grids: variations.length }
}

function sumIntoCells(
  { x, y, values }: { x: Float64Array; y: Float64Array; values: Float64Array },
  { cellMetres, shiftX, shiftY }: GridVariation,
) {
  if (!(cellMetres > 0)) throw badParameter('cellMetres', cellMetres, 'metres above 0')
  const originX = x.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) - shiftX * cellMetres
  const originY = y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) - shiftY * cellMetres
  const column = x.map((value) => Math.floor((value - originX) / cellMetres))
  const row = y.map((value) => Math.floor((value - originY) / cellMetres))
  const columns = column.reduce((a, b) => Math.max(a, b), 0) + 1
  const rows = row.reduce((a, b) => Math.max(a, b), 0) + 1
  if (!(columns * rows <= MOST_CELLS)) {
    throw badParameter('cellMetres', cellMetres, `cells so large that the grid has at most ${MOST_CELLS}`)
  }
  const sums = new Float64Array(columns * rows)
  const cellOf = Uint32Array.from(column, (c, i) => row[i]! * columns + c)
  cellOf.forEach((cell, i) => {
    sums[cell] = sums[cell]! + values[i]!
  })
  return { cellOf, sums, columns }
}

function queenNeighbours(columns: number, rows: number) {
  const lists = Array.from({ length: columns * rows }, (_, cell) => {
    const column = cell % columns
    const row = Math.floor(cell / columns)
    const list: number[] = []
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        if (r !== row || c !== column) list.push(r * columns + c)
      }
    }
    return list
  })
  return neighboursFromLists(lists)
}
