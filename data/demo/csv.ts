export interface CsvStyle {
  separator: ',' | ';'
  /** Excel on Windows writes a byte-order mark before UTF-8. */
  byteOrderMark?: boolean
  decimalComma?: boolean
}

export type CsvCell = string | number | null

/** A CSV text (RFC 4180 quoting, CRLF). Numbers follow the style's decimal mark. */
export function writeCsv(rows: readonly (readonly CsvCell[])[], style: CsvStyle): string {
  const cell = (value: CsvCell) => {
    if (value === null) return ''
    const text =
      typeof value === 'number' && style.decimalComma ? String(value).replace('.', ',') : String(value)
    return text.includes(style.separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = rows.map((row) => row.map(cell).join(style.separator))
  return `${style.byteOrderMark ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`
}
