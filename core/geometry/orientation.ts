/** Rounding of the determinant below stays within this share of its two products (Shewchuk 1997, ccwerrboundA). */
const ROUNDING = (3 + 16 * (Number.EPSILON / 2)) * (Number.EPSILON / 2)
/** Splits a double into two halves whose products are exact (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1

/** Below this a product's rounding error could vanish; coordinates are zero or larger. */
export const SMALLEST_COORDINATE = 1e-100

/**
 * On which side of the line from a to b the point c lies: positive to the left, negative to the right, 0 exactly on it. The sign
 * is exact: where rounding could decide it, the determinant is summed without rounding (Shewchuk, Adaptive Precision
 * Floating-Point Arithmetic, 1997). Coordinates are zero or at least SMALLEST_COORDINATE in size.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy)
  const right = (ay - cy) * (bx - cx)
  const determinant = left - right
  if (Math.abs(determinant) > ROUNDING * (Math.abs(left) + Math.abs(right))) return determinant
  if (ax === bx && ay === by) return 0
  return exactSign(ax, ay, bx, by, cx, cy)
}

const sum = new Float64Array(16)
let used = 0

function exactSign(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  used = 0
  addProduct(ax, by)
  addProduct(-ax, cy)
  addProduct(-cx, by)
  addProduct(-ay, bx)
  addProduct(ay, cx)
  addProduct(cy, bx)
  return used === 0 ? 0 : sum[used - 1]!
}

/** Adds a × b exactly: the rounded product and its error. */
function addProduct(a: number, b: number): void {
  const product = a * b
  if (product === 0) return
  let high = SPLITTER * a
  const aHigh = high - (high - a)
  const aLow = a - aHigh
  high = SPLITTER * b
  const bHigh = high - (high - b)
  const bLow = b - bHigh
  addTerm(aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow))
  addTerm(product)
}

/** Grows the sum, kept as parts that do not overlap, the largest last and none of them zero. */
function addTerm(term: number): void {
  let carried = term
  let kept = 0
  for (let i = 0; i < used; i++) {
    const part = sum[i]!
    const whole = carried + part
    const back = whole - carried
    const error = carried - (whole - back) + (part - back)
    if (error !== 0) sum[kept++] = error
    carried = whole
  }
  if (carried !== 0) sum[kept++] = carried
  used = kept
}
