import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { makeWorkbook, rowXml, type WorkbookXml } from './make-workbook.ts'
import { readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const write = (name: string, workbook: WorkbookXml) => folder.write(`${name}.xlsx`, makeWorkbook(workbook))
const sheet = (rows: string, name = 'Sheet1') => ({ name, rows })
const HEADING = rowXml(1, ['a', 'b', 'c'])

describe('XLSX', () => {
  it('reads every kind of cell', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="[$Rp-421]#,##0"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    const shared =
      '<si><t>satu</t></si><si><r><t>du</t></r><r><t xml:space="preserve">a </t></r><rPh><t>x</t></rPh></si>'
    const row =
      '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>45351</v></c><c r="C2" s="2"><v>150000000</v></c>' +
      '<c r="D2" t="b"><v>1</v></c><c r="E2" t="str"><f>A1&amp;"x"</f><v>hasil_x000A_ii</v></c><c r="F2" s="3"><v>45351.75</v></c>' +
      '<c r="G2" t="e"><v>#N/A</v></c><c r="H2"><f>1+1</f><v>2</v></c><c r="I2" t="inlineStr"><is><t>di dalam</t></is></c><c r="J2"/></row>'
    const heading = rowXml(1, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'])
    const path = write('cells', { sheets: [sheet(heading + row)], sharedStrings: shared, styles })
    const { source, features } = await readSource(path)
    expect(source).toMatchObject({ format: 'xlsx', crs: null, layerName: 'Sheet1' })
    expect(features).toEqual([
      {
        row: 2,
        geometry: null,
        properties: {
          A: 'dua ',
          B: '2024-02-29',
          C: 150000000,
          D: true,
          E: 'hasil\nii',
          F: '2024-02-29T18:00:00',
          G: '#N/A',
          H: 2,
          I: 'di dalam',
          J: null,
        },
      },
    ])
  })

  it('keeps the places of sparse rows and columns, and the sheet row numbers', async () => {
    const rows =
      '<row r="3"><c r="B3" t="inlineStr"><is><t>nama</t></is></c><c r="D3" t="inlineStr"><is><t>nilai</t></is></c></row>' +
      '<row r="7"><c r="D7"><v>5</v></c></row><row r="8"/><row r="9"><c r="B9" t="inlineStr"><is><t>x</t></is></c></row>'
    const { source, features } = await readSource(write('sparse', { sheets: [sheet(rows)] }))
    expect(source.fields).toEqual(['column 1', 'nama', 'column 3', 'nilai'])
    expect(features.map(({ row, properties }) => [row, properties.nama, properties.nilai])).toEqual([
      [7, null, 5],
      [9, 'x', null],
    ])
  })

  it('finds the heading below a title, and takes the sheet and heading that it is told', async () => {
    const titled =
      rowXml(1, ['DAFTAR USULAN']) + rowXml(3, ['No', 'Usulan', 'Desa']) + rowXml(4, [1, 'Jalan', 'Kumai'])
    const other = rowXml(1, ['x', 'y']) + rowXml(2, [1, 2])
    const path = write('titled', { sheets: [sheet(titled, 'Usulan'), sheet(other, 'Lain')] })
    const first = await readSource(path)
    expect(first.features).toEqual([
      { row: 4, properties: { No: 1, Usulan: 'Jalan', Desa: 'Kumai' }, geometry: null },
    ])
    expect((await readSource(path, { sheet: 'Lain' })).source.fields).toEqual(['x', 'y'])
    expect((await readingFault(path, { sheet: 'Tiga' })).message).toMatch(/Usulan, Lain/)
    const sought = await readSource(path, { headings: (cells) => cells[0] === 'x' })
    expect(sought.source.layerName).toBe('Lain')
  })

  it('passes over hidden sheets and counts days from 1904 where the workbook does', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    const rows = `${HEADING}<row r="2"><c s="1"><v>43889</v></c></row>`
    const hidden = { name: 'lists', rows: HEADING, state: 'hidden' }
    const path = write('mac', {
      sheets: [hidden, sheet(rows)],
      styles,
      workbookPr: '<workbookPr date1904="1"/>',
    })
    const { source, features } = await readSource(path)
    expect(source.layerName).toBe('Sheet1')
    expect(features[0]?.properties.a).toBe('2024-02-29')
  })

  it('makes points from columns of numbers or text', async () => {
    const rows = rowXml(1, ['bujur', 'lintang']) + rowXml(2, [111.5, '-2,5']) + rowXml(3, ['?', 1])
    const options = { lon: 'bujur', lat: 'lintang' }
    const { features } = await readSource(write('points', { sheets: [sheet(rows)] }), options)
    expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [111.5, -2.5] })
    expect(features[1]?.fault).toMatch(/"\?" is not a number/)
  })

  it.each([
    ['rows out of order', HEADING + rowXml(5, ['x']) + rowXml(2, ['y']), /row after row 5/],
    ['a column beyond the limit', `${HEADING}<row r="2"><c r="XFD2"><v>1</v></c></row>`, /2000 columns/],
    ['XML that is not', `${HEADING}<row r="2"><c></row>`, /well-formed/],
    ['bottomless XML', HEADING + '<x>'.repeat(100), /64 deep/],
    ['no heading', rowXml(1, [1, 2]) + rowXml(2, [3, 4]), /heading row/],
  ])('says what is wrong: %s', async (name, rows, message) => {
    expect((await readingFault(write(name, { sheets: [sheet(rows)] }))).message).toMatch(message)
  })

  it('shows a cell whose shared text is missing as a fault of its row', async () => {
    const rows = `${HEADING}<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2"><v>1e999</v></c></row>`
    const { features } = await readSource(write('shared', { sheets: [sheet(rows)] }))
    expect(features[0]).toMatchObject({
      row: 2,
      properties: { a: null, b: '1e999' },
      fault: expect.stringContaining('7 is missing'),
    })
  })

  it('does not gather an attribute or a text without end', async () => {
    const options = { limits: { maxRowCharacters: 10_000 } }
    for (const endless of [
      `<row a="${'x'.repeat(300_000)}"/>`,
      `<row r="2"><c><v>${'1'.repeat(300_000)}</v></c></row>`,
    ]) {
      const path = write('endless', { sheets: [sheet(HEADING + endless)] })
      expect((await readingFault(path, options)).message).toMatch(/at most 10000 characters/)
    }
  })

  it('refuses a DOCTYPE, so that no entity is ever declared', async () => {
    const xml = '<!DOCTYPE sst [<!ENTITY a "aaaa">]><workbook><sheets/></workbook>'
    const path = folder.write('doctype.xlsx', zipSync({ 'xl/workbook.xml': strToU8(xml) }))
    expect((await readingFault(path)).message).toMatch(/DOCTYPE/)
  })
})
