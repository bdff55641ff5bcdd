/** Two-sided p of a standard normal z: erfc(|z| ÷ √2), relative error below 1e-12. */
export function twoSidedNormal(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/** erfc for x ≥ 0: its power series (Abramowitz & Stegun 7.1.6) below 2, its continued fraction (7.1.14) above. */
function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 2) {
    let term = x
    let sum = x
    for (let n = 1; n < 100 && term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let fraction = x
  for (let k = 100; k >= 1; k--) fraction = x + k / 2 / fraction
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction
}
