import { escapeXml } from '../../escape-xml.ts'

/** Formats of cells, by their place in the workbook's styles (workbook-parts.ts). */
export const cellStyle = { plain: 0, header: 1, whole: 2, rupiah: 3, date: 4, wrapped: 5 } as const
export type CellStyle = (typeof cellStyle)[keyof typeof cellStyle]

export interface Cell {
  value: string | number | boolean | Date | null
  style: CellStyle
}

/** Excel refuses a file with a longer text in a cell. */
const LONGEST_TEXT = 32_767
const DAY_MS = 86_400_000
/** Day 0 of serial dates (ECMA-376 part 1, 18.17.4.1). */
const EPOCH_MS = Date.UTC(1899, 11, 30)

/** A row of SpreadsheetML (ECMA-376 part 1, 18.3.1.73). Text is text: nothing in it is ever taken for a formula. */
export function rowXml(number: number, cells: readonly Cell[]): string {
  return `<row r="${number}">${cells.map((cell, at) => cellXml(`${columnName(at)}${number}`, cell)).join('')}</row>`
}

function cellXml(place: string, { value, style }: Cell): string {
  if (value === null || value === '') return ''
  const head = `<c r="${place}"${style === 0 ? '' : ` s="${style}"`}`
  if (typeof value === 'number') return Number.isFinite(value) ? `${head}><v>${value}</v></c>` : ''
  if (typeof value === 'boolean') return `${head} t="b"><v>${value ? 1 : 0}</v></c>`
  if (value instanceof Date) return `${head}><v>${(value.getTime() - EPOCH_MS) / DAY_MS}</v></c>`
  const text = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 1)}…` : value
  return `${head} t="inlineStr"><is><t xml:space="preserve">${textXml(text)}</t></is></c>`
}

/** What looks like an escape of Excel's (_x000A_) is written so that it stays what it is (ECMA-376, 22.9.2.19). */
function textXml(text: string): string {
  return escapeXml(text).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

/** 0 is A, 26 is AA. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}

export interface SheetLayout {
  /** In characters of the standard font. */
  widths: readonly number[]
  /** The first row stays in sight. */
  frozen: boolean
}

export function sheetStart({ widths, frozen }: SheetLayout): string {
  const pane = frozen
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    : ''
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`
}

/** With a filter over so many rows and columns, the header counted. */
export function sheetEnd(filter?: { rows: number; columns: number }): string {
  const range = filter ? `<autoFilter ref="A1:${columnName(filter.columns - 1)}${filter.rows}"/>` : ''
  return `</sheetData>${range}</worksheet>`
}
