import type { SearchBox } from '../snapshot/search-points.ts'

/** Weighted places: x and y in EPSG:3857, and what each counts for. */
export type EachPlace = (box: SearchBox, visit: (x: number, y: number, weight: number) => void) => void

/** A window of a grid of square cells that is anchored to the origin of EPSG:3857. */
export interface GridWindow {
  cellMetres: number
  /** Cell numbers of the lower left cell. */
  column: number
  row: number
  columns: number
  rows: number
}

/**
 * One arm of the separable kernel: weights at 0, 1, 2 … cells from the centre. A cubic B-spline (Unser 1999, eq. 2):
 * close to a Gaussian of radius / √12, but smooth down to exactly 0 at the radius, so that no edge shows.
 */
function kernelArm(radiusMetres: number, cellMetres: number): Float64Array {
  const reach = Math.ceil(radiusMetres / cellMetres)
  return Float64Array.from({ length: reach + 1 }, (_, i) => {
    const t = (2 * i * cellMetres) / radiusMetres
    if (t >= 2) return 0
    return t < 1 ? 2 / 3 - t * t + (t * t * t) / 2 : (2 - t) ** 3 / 6
  })
}

/** The window around a box, wider by the kernel's reach, so that all it needs is inside. */
export function gridWindow(box: SearchBox, cellMetres: number, radiusMetres: number): GridWindow {
  // One more for the interpolation between cell centres, and one for the sharing of places among cells.
  const reach = Math.ceil(radiusMetres / cellMetres) + 2
  const column = Math.floor(box.minX / cellMetres) - reach
  const row = Math.floor(box.minY / cellMetres) - reach
  const columns = Math.floor(box.maxX / cellMetres) + reach + 1 - column
  const rows = Math.floor(box.maxY / cellMetres) + reach + 1 - row
  return { cellMetres, column, row, columns, rows }
}

/** Shares each place among the four cells whose centres surround it, so that it does not jump from cell to cell. */
function binPlaces(window: GridWindow, eachPlace: EachPlace): Float64Array | null {
  const { cellMetres, column, row, columns, rows } = window
  const bins = new Float64Array(columns * rows)
  let any = false
  const minX = column * cellMetres
  const minY = row * cellMetres
  const box = { minX, minY, maxX: minX + columns * cellMetres, maxY: minY + rows * cellMetres }
  eachPlace(box, (x, y, weight) => {
    // Taken from the world's origin, not the window's: two windows round alike.
    const across = x / cellMetres - 0.5
    const up = y / cellMetres - 0.5
    const i = Math.floor(across) - column
    const j = Math.floor(up) - row
    if (i < 0 || j < 0 || i + 1 >= columns || j + 1 >= rows || !(weight > 0)) return
    const u = across - Math.floor(across)
    const v = up - Math.floor(up)
    const at = j * columns + i
    bins[at]! += weight * (1 - u) * (1 - v)
    bins[at + 1]! += weight * u * (1 - v)
    bins[at + columns]! += weight * (1 - u) * v
    bins[at + columns + 1]! += weight * u * v
    any = true
  })
  return any ? bins : null
}

interface Pass {
  /** Steps along the direction of the pass and across it, and the length of a step in the array. */
  along: number
  across: number
  step: number
  stride: number
}

/** Adds up in one fixed order, so that a cell gets bitwise the same value in every window that holds its reach. */
function convolve(
  from: Float64Array,
  arm: Float64Array,
  { along, across, step, stride }: Pass,
): Float64Array {
  const to = new Float64Array(from.length)
  const reach = arm.length - 1
  for (let line = 0; line < across; line++) {
    const start = line * stride
    for (let i = reach; i < along - reach; i++) {
      const at = start + i * step
      let sum = arm[0]! * from[at]!
      for (let k = 1; k <= reach; k++) sum += arm[k]! * (from[at - k * step]! + from[at + k * step]!)
      to[at] = sum
    }
  }
  return to
}

/**
 * Kernel density (Silverman 1986, 4.2.1) in weight per square kilometre at the cell centres of a window. Nothing
 * reaches beyond the radius. Cells nearer to the window's edge than it are 0. Null when no place is within reach.
 */
export function densityGrid(
  window: GridWindow,
  radiusMetres: number,
  eachPlace: EachPlace,
): Float64Array | null {
  const bins = binPlaces(window, eachPlace)
  if (!bins) return null
  const { columns, rows, cellMetres } = window
  const arm = kernelArm(radiusMetres, cellMetres)
  const level = convolve(bins, arm, { along: columns, across: rows, step: 1, stride: columns })
  const density = convolve(level, arm, { along: rows, across: columns, step: columns, stride: 1 })
  const halfKilometres = radiusMetres / 2000
  for (let i = 0; i < density.length; i++) density[i]! /= halfKilometres * halfKilometres
  return density
}
