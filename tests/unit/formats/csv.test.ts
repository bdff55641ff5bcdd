import { describe, expect, it } from 'vitest'
import { readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const PLACES = { lon: 'bujur', lat: 'lintang' }

describe('CSV', () => {
  it.each([',', ';', '\t', '|'])('detects the delimiter %j', async (delimiter) => {
    const text = [
      ['kode', 'nama'],
      ['62.01', 'Kumai, Hulu'],
      ['62.02', 'Arut'],
    ]
      .map((row) => row.map((cell) => `"${cell}"`).join(delimiter))
      .join('\r\n')
    const { source, features } = await readSource(folder.write('d.csv', text))
    expect(source).toMatchObject({ format: 'csv', crs: null, fields: ['kode', 'nama'] })
    expect(features[0]).toEqual({
      row: 2,
      properties: { kode: '62.01', nama: 'Kumai, Hulu' },
      geometry: null,
    })
  })

  it('is not misled by decimal commas in a semicolon table', async () => {
    const { source } = await readSource(folder.write('e.csv', 'nama;persen;rasio\nA;18,98;9,48\nB;20,36;8\n'))
    expect(source.fields).toEqual(['nama', 'persen', 'rasio'])
  })

  it.each([
    ['utf-8', Buffer.from('nama,x\nDésa,1\n')],
    ['utf-8 with a mark', Buffer.from('\uFEFFnama,x\nDésa,1\n')],
    ['windows-1252', Buffer.from('nama,x\nDésa,1\n', 'latin1')],
    ['utf-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('nama,x\nDésa,1\n', 'utf16le')])],
  ])('detects %s', async (_, bytes) => {
    const { source, features } = await readSource(folder.write('f.csv', bytes))
    expect(source.fields).toEqual(['nama', 'x'])
    expect(features[0]?.properties.nama).toBe('Désa')
  })

  it('reads UTF-8 whose characters lie across the chunks of a file', async () => {
    const text = `nama,x\n${'é€😀,1\n'.repeat(20_000)}`
    const { features } = await readSource(folder.write('g.csv', text))
    expect(features.every(({ properties }) => properties.nama === 'é€😀')).toBe(true)
    expect(features).toHaveLength(20_000)
  })

  it('makes points from decimal points and commas, and faults of what is no number', async () => {
    const text = 'nama;lintang;bujur\nA;-2,5;111,6\nB;−2.5; 111.6 \nC;;\nD;0;timur\nE;2.500,0;111\n'
    const { features } = await readSource(folder.write('h.csv', text), PLACES)
    expect(features.map(({ geometry, fault }) => fault ?? geometry)).toEqual([
      { type: 'Point', coordinates: [111.6, -2.5] },
      { type: 'Point', coordinates: [111.6, -2.5] },
      null,
      'coordinate "timur" is not a number',
      'coordinate "2.500,0" is not a number',
    ])
  })

  it('counts rows as a spreadsheet does, over quoted line breaks and blank lines', async () => {
    const text = 'a,b\n"satu\ndua",1\n\nx,2\n'
    const { features } = await readSource(folder.write('i.csv', text))
    expect(features.map(({ row, properties }) => [row, properties.a])).toEqual([
      [2, 'satu\ndua'],
      [4, 'x'],
    ])
  })

  it('tells ragged rows and still shows what they hold', async () => {
    const { features } = await readSource(folder.write('j.csv', 'a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n'))
    expect(features.map(({ fault }) => fault)).toEqual([
      undefined,
      '2 cells, expected 3 as in the heading',
      '4 cells, expected 3 as in the heading',
      undefined,
    ])
    expect(features[2]?.properties).toEqual({ a: '1', b: '2', c: '3', 'column 4': '4' })
  })

  it('takes a quote inside an unquoted cell as text', async () => {
    const { features } = await readSource(folder.write('k.csv', 'alamat,x\nJl. "Mawar" 3,1\n'))
    expect(features[0]?.properties.alamat).toBe('Jl. "Mawar" 3')
  })

  it('stops at a missing closing quote, naming the row where it opened', async () => {
    const path = folder.write('l.csv', `a,b\n1,2\n3,"open\n${'5,6\n'.repeat(10_000)}`)
    const fault = await readingFault(path, { limits: { maxRowCharacters: 5000 } })
    expect(fault).toMatchObject({ row: 3, received: expect.stringContaining('closing quote') })
    expect((await readingFault(folder.write('m.csv', 'a,b\n1,"2\n3,4\n'))).row).toBe(2)
  })

  it('finds a heading below title rows, by itself or as it is told', async () => {
    const path = folder.write('n.csv', 'DAFTAR USULAN,,\n,,\nNo,Usulan,2024\n1,Jalan,5\n2,Sumur,6\n')
    const { source, features } = await readSource(path)
    expect(source.fields).toEqual(['No', 'Usulan', '2024'])
    expect(features.map(({ row }) => row)).toEqual([4, 5])
    const reported = await readSource(path, { headings: (cells) => cells.includes('Jalan') })
    expect(reported.source.fields).toEqual(['1', 'Jalan', '5'])
    expect((await readingFault(path, { headings: () => false })).expected).toMatch(/heading row/)
  })

  it('keeps columns apart that have the same name, none, or a dangerous one', async () => {
    const { source, features } = await readSource(folder.write('o.csv', 'a,a,,__proto__,z\n1,2,3,4,5\n'))
    expect(source.fields).toEqual(['a', 'a (2)', 'column 3', '__proto__', 'z'])
    expect(Object.values(features[0]?.properties ?? {})).toEqual(['1', '2', '3', '4', '5'])
  })

  it.each([
    ['no such column', 'a,b\n1,2\n', PLACES, /column "bujur"/],
    ['a line without end', `a,b\n${','.repeat(3_000_000)}`, {}, /lines of at most/],
    ['half a place', 'a,b\n1,2\n', { lon: 'a' }, /both options/],
    ['no heading', '1,2\n3,4\n', {}, /heading row/],
    ['unknown encoding', 'a,b\n1,2\n', { encoding: 'klingon' }, /klingon/],
    ['long delimiter', 'a,b\n1,2\n', { delimiter: '||' }, /one character/],
    ['too many columns', `${'a,'.repeat(3000)}b\n`, {}, /2000 columns/],
  ])('says what is wrong: %s', async (_, text, options, message) => {
    expect((await readingFault(folder.write('p.csv', text), options)).message).toMatch(message)
  })
})
