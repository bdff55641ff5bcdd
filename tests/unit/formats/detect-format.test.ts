import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const FEATURE = '{"type":"Feature","properties":{},"geometry":null}'

describe('telling the format', () => {
  it('goes by content before the extension', async () => {
    expect((await readSource(folder.write('a.xlsx', `${FEATURE}\n`))).source.format).toBe('geojson')
    expect((await readSource(folder.write('a.csv', `${FEATURE}\n${FEATURE}\n`))).source.format).toBe(
      'geojsonseq',
    )
    expect((await readSource(folder.write('a.ndjson', FEATURE))).source.format).toBe('geojsonseq')
    expect((await readSource(folder.write('a.dat', 'x;y\n1;a\n'))).source.format).toBe('csv')
  })

  it.each([
    ['empty.csv', '', /empty file/],
    ['old.xls', Buffer.concat([OLE, Buffer.alloc(600)]), /save it as \.xlsx/],
    ['locked.xlsx', Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le')]), /password/],
    ['page.xls', '<html><table>', /HTML/],
    ['map.kml', '<?xml version="1.0"?><kml/>', /XML/],
    ['picture.png', Buffer.from('89504e470d0a1a0a', 'hex'), /picture/],
    ['x.bin', Buffer.from([1, 0, 2, 0, 3]), /binary/],
    ['list.geojson', 'a,b\n1,2', /GeoJSON/],
    ['letter.docx', zipSync({ 'word/document.xml': strToU8('<x/>') }), /word\/document\.xml/],
    ['binary.xlsb', zipSync({ 'xl/workbook.bin': strToU8('x') }), /xlsb/],
  ])('says what %s is instead', async (name, data, message) => {
    const fault = await readingFault(folder.write(name, data))
    expect(fault.message).toMatch(message)
    expect(fault.file).toBe(name)
  })

  it('says that a file is not there', async () => {
    expect((await readingFault(folder.path('none.csv'))).message).toMatch(/ENOENT/)
  })
})
