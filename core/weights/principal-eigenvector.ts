/**
 * Principal eigenvalue and its eigenvector (summing to 1) of a positive square matrix, by power iteration, which
 * converges for such matrices (Perron–Frobenius). Stops at a change below 1e-14 or after 10,000 rounds.
 */
export function principalEigenvector(matrix: readonly (readonly number[])[]): {
  value: number
  vector: number[]
} {
  let vector = matrix.map(() => 1 / matrix.length)
  let value = 0
  for (let round = 0; round < 10_000; round++) {
    const product = matrix.map((row) => row.reduce((sum, cell, j) => sum + cell * vector[j]!, 0))
    value = product.reduce((a, b) => a + b, 0)
    const next = product.map((cell) => cell / value)
    const change = Math.max(...next.map((cell, i) => Math.abs(cell - vector[i]!)))
    vector = next
    if (change < 1e-14) break
  }
  return { value, vector }
}
