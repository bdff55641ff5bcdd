/** The columns' values at these rows, as they are without any. */
export function pickRows<T extends Uint16Array | Float64Array>(
  columns: readonly T[],
  rows: Uint32Array | undefined,
): readonly T[] {
  return rows ? columns.map((column) => pickRow(column, rows)) : columns
}

function pickRow<T extends Uint16Array | Float64Array>(column: T, rows: Uint32Array): T {
  const picked = new (column.constructor as new (length: number) => T)(rows.length)
  for (let at = 0; at < rows.length; at++) picked[at] = column[rows[at]!]!
  return picked
}
