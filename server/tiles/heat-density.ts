import type { SearchBox } from './search-points.ts'

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

/** Kernel reach over standard deviation: what lies beyond is under 1.2 % of the peak. */
const reachOverSigma = 3

/** One arm of the separable kernel: weights at 0, 1, 2 … cells from the centre. */
function kernelArm(radiusMetres: number, cellMetres: number): Float64Array {
  const sigma = radiusMetres / reachOverSigma
  const reach = Math.ceil(radiusMetres / cellMetres)
  return Float64Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp(-((i * cellMetres) ** 2) / (2 * sigma * sigma)),
  )
}

/** The window around a box, wider by the kernel's reach, so that all it needs is inside. */
export function gridWindow(box: SearchBox, cellMetres: number, radiusMetres: number): GridWindow {
  const reach = Math.ceil(radiusMetres / cellMetres) + 1
  const column = Math.floor(box.minX / cellMetres) - reach
  const row = Math.floor(box.minY / cellMetres) - reach
  const columns = Math.floor(box.maxX / cellMetres) + reach + 1 - column
  const rows = Math.floor(box.maxY / cellMetres) + reach + 1 - row
  return { cellMetres, column, row, columns, rows }
}

function binPlaces(
  { cellMetres, column, row, columns, rows }: GridWindow,
  eachPlace: EachPlace,
): Float64Array | null {
  const bins = new Float64Array(columns * rows)
  let any = false
  const minX = column * cellMetres
  const minY = row * cellMetres
  const box = { minX, minY, maxX: minX + columns * cellMetres, maxY: minY + rows * cellMetres }
  eachPlace(box, (x, y, weight) => {
    const i = Math.floor(x / cellMetres) - column
    const j = Math.floor(y / cellMetres) - row
    if (i < 0 || j < 0 || i >= columns || j >= rows || weight <= 0) return
    bins[j * columns + i]! += weight
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
 * Gaussian kernel density (Silverman 1986, 4.2.1) in weight per square kilometre at the cell centres of a window,
 * with a standard deviation of a third of the radius and nothing beyond the radius. Cells nearer to the
 * window's edge than the radius are 0. Null when no place is within reach.
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
  const sigmaKilometres = radiusMetres / reachOverSigma / 1000
  const scale = 1 / (2 * Math.PI * sigmaKilometres * sigmaKilometres)
  for (let i = 0; i < density.length; i++) density[i]! *= scale
  return density
}
