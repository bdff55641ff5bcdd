/**
 * A coordinate cell as a number: a decimal point or a decimal comma, a real minus sign (−) as well as a hyphen.
 * null for anything else: grouping of thousands is not guessed at.
 */
export function parseCoordinate(cell: string | number | boolean | null): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell !== 'string') return null
  const text = cell.trim().replace('−', '-').replace(',', '.')
  if (!/^[+-]?(\d{1,20}(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return null
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}
