import { badParameter } from '../problem.ts'
import { type BandwidthRule, bandwidthFactor, standardDeviation } from './bandwidth.ts'

/** Gaussian kernel density of values at the given places; per unit of the value, integrates to 1. */
export function kernelDensity(values: Float64Array, at: Float64Array, rule: BandwidthRule): Float64Array {
  const h = bandwidthFactor(rule, values.length, 1) * standardDeviation(values)
  const scale = 1 / (values.length * h * Math.sqrt(2 * Math.PI))
  return at.map((place) => {
    let sum = 0
    for (const value of values) sum += Math.exp(-0.5 * ((place - value) / h) ** 2)
    return sum * scale
  })
}

export interface DensityGrid {
  readonly originX: number
  readonly originY: number
  readonly cellMetres: number
  readonly columns: number
  readonly rows: number
}

export interface KernelSurface {
  /** Density at cell centres, row by row from the south: weight per square metre. */
  readonly density: Float64Array
  readonly bandwidthMetres: number
}

const MOST_CELLS = 4_000_000
/** Beyond this many bandwidths the Gaussian holds 0.03 % of its weight, which is left off. */
const REACH = 4

/** One bandwidth for both axes: the rule's factor times √((σx² + σy²) ÷ 2), in metres. */
export function bandwidthInMetres(x: Float64Array, y: Float64Array, rule: BandwidthRule): number {
  const pooled = Math.sqrt((standardDeviation(x) ** 2 + standardDeviation(y) ** 2) / 2)
  return bandwidthFactor(rule, x.length, 2) * pooled
}

/**
 * Gaussian kernel density of weighted points on a grid (Silverman 1986, §4.2), cut at 4 bandwidths. All coordinates
 * projected, in metres, never degrees. The sum of density × cell area is the points' weight, less what falls outside.
 */
export function kernelSurface(
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly weights?: Float64Array },
  grid: DensityGrid,
  bandwidthMetres: number,
): KernelSurface {
  checkGrid(grid, bandwidthMetres)
  const density = new Float64Array(grid.columns * grid.rows)
  const peak = 1 / (2 * Math.PI * bandwidthMetres ** 2)
  for (let i = 0; i < points.x.length; i++) {
    const weight = points.weights?.[i] ?? 1
    const x = points.x[i]!
    const y = points.y[i]!
    if (!Number.isFinite(x + y + weight)) {
      throw badParameter(`points[${i}]`, [x, y, weight], 'finite metres and weight')
    }
    spread(density, grid, { x, y, weight: weight * peak }, bandwidthMetres)
  }
  return { density, bandwidthMetres }
}

function spread(
  density: Float64Array,
  grid: DensityGrid,
  point: { x: number; y: number; weight: number },
  h: number,
): void {
  const { cellMetres: size, columns, rows } = grid
  const column = (point.x - grid.originX) / size - 0.5
  const row = (point.y - grid.originY) / size - 0.5
  const reach = (REACH * h) / size
  const lastColumn = Math.min(columns - 1, Math.floor(column + reach))
  const lastRow = Math.min(rows - 1, Math.floor(row + reach))
  for (let r = Math.max(0, Math.ceil(row - reach)); r <= lastRow; r++) {
    const along = point.weight * Math.exp(-0.5 * (((r - row) * size) / h) ** 2)
    for (let c = Math.max(0, Math.ceil(column - reach)); c <= lastColumn; c++) {
      const cell = r * columns + c
      density[cell] = density[cell]! + along * Math.exp(-0.5 * (((c - column) * size) / h) ** 2)
    }
  }
}

function checkGrid(grid: DensityGrid, bandwidthMetres: number): void {
  const cells = grid.columns * grid.rows
  if (
    !Number.isInteger(grid.columns) ||
    !Number.isInteger(grid.rows) ||
    !(cells >= 1 && cells <= MOST_CELLS)
  ) {
    throw badParameter('grid', `${grid.columns} × ${grid.rows}`, `1 to ${MOST_CELLS} cells`)
  }
  if (!(grid.cellMetres > 0)) throw badParameter('cellMetres', grid.cellMetres, 'metres above 0')
  if (!(bandwidthMetres > 0 && Number.isFinite(bandwidthMetres))) {
    throw badParameter('bandwidthMetres', bandwidthMetres, 'metres above 0')
  }
}
