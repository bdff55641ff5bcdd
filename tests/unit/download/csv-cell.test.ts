import { describe, expect, it } from 'vitest'
import { rejectLine } from '../../../client/pages/rejects-csv.ts'
import { csvCell } from '../../../core/download/csv-cell.ts'
import { rowXml } from '../../../core/download/xlsx/sheet-xml.ts'
import { csvLine } from '../../../server/publish/csv.ts'

const FORMULAS = [
  '=1+1',
  '+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
]

describe('a text that a spreadsheet would take for a formula', () => {
  it.each(FORMULAS)('%j gets an apostrophe in every CSV', (text) => {
    const expected = /[\r\n]/.test(text) ? `"'${text}"` : `'${text}`
    expect(csvCell(text)).toBe(expected)
    expect(csvLine([text, 'x'])).toBe(`${expected},x\r\n`)
    const reject = { role: 'proposals', file: 'a.csv', row: 1, parameter: null, expected: null }
    expect(rejectLine({ ...reject, reason: 'x', received: text })).toContain(`,${expected},`)
  })

  it.each(FORMULAS)('%j is a text in XLSX, never a formula', (text) => {
    const row = rowXml(1, [{ value: text, style: 0 }])
    expect(row).toContain('t="inlineStr"')
    expect(row).not.toContain('<f>')
  })

  it('is no number, written as a text or not, and no text with such a sign further on', () => {
    expect(csvCell('-0.123456')).toBe('-0.123456')
    expect(csvLine([-1.5, 2, 'RT 01 = RW 02', 'Jalan ＝ x', null])).toBe(
      '-1.5,2,RT 01 = RW 02,Jalan ＝ x,\r\n',
    )
  })
})
