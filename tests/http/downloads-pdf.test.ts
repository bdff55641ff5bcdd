import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMapnik } from '../../server/render/find-mapnik.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { textOf } from './text-of-pdf.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

async function report(path: string): Promise<{ pdf: Buffer; text: string; pages: number }> {
  const response = await server.get(`/data/${path}`)
  const pdf = Buffer.from(await response.arrayBuffer())
  expect(response.status, pdf.toString('utf8').slice(0, 300)).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="[\w-]+\.pdf"$/)
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-')
  expect(pdf.toString('latin1', pdf.length - 8).trim()).toMatch(/%%EOF$/)
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
  return { pdf, text: textOf(pdf), pages }
}

/** Pictures need Mapnik, which npm brings for Linux and macOS only. */
function hasMapnik(): boolean {
  try {
    return findMapnik().binding !== ''
  } catch {
    return false
  }
}

const hasPicture = (pdf: Buffer) => pdf.includes('/Subtype /Image')

describe('the report of a layer', () => {
  it('tells what it is, its legend, source and filters, and lists its rows', async () => {
    const { text, pages } = await report('areas-village.pdf')
    const { features } = await readJson<{ features: { properties: { code: string; name: string } }[] }>(
      await server.get('/data/areas-village.geojson'),
    )
    for (const { properties } of features) {
      expect(text).toContain(properties.code)
      expect(text).toContain(properties.name)
    }
    expect(text).toMatch(/LAPORAN LAPISAN/)
    expect(text, 'the one symbol has a name').toMatch(/Legenda\s+Desa dan kelurahan/)
    expect(text).toMatch(/Lisensi tidak disebutkan/)
    expect(text).toContain('WGS 84 (EPSG:4326)')
    expect(text).toContain('tidak ada: seluruh lapisan')
    expect(text).toContain('Halaman 1')
    expect(pages).toBe(2)
  })

  it('says what the layer says on the map', async () => {
    const { items } = await readJson<{ items: { id: string; finding: { id: string; en: string } | null }[] }>(
      await server.get('/api/layers'),
    )
    const finding = items.find(({ id }) => id === 'poverty')?.finding
    expect(finding?.id).toMatch(/\w/)
    const plain = (text = '') => text.replaceAll(/\s+/g, ' ')
    expect(plain((await report('poverty.pdf')).text)).toContain(plain(finding?.id))
    expect(plain((await report('poverty.pdf?lang=en')).text)).toContain(plain(finding?.en))
  })

  it('holds what is asked for only, in the language that is asked for', async () => {
    const { text } = await report('proposals.pdf?year=2026&lang=en')
    const rows = await readJson<{ features: { properties: { code: string; year: number } }[] }>(
      await server.get('/data/proposals.geojson'),
    )
    const [asked, others] = [2026, 2025].map((year) =>
      rows.features.map(({ properties }) => properties).filter((one) => one.year === year),
    )
    expect(asked?.length).toBeGreaterThan(0)
    for (const { code } of asked ?? []) expect(text).toContain(code)
    for (const { code } of others ?? []) expect(text).not.toContain(code)
    expect(text).toContain('LAYER REPORT')
    expect(text).toContain('year=2026')
    expect(text).toMatch(/Legend .*In process/)
  })

  it.runIf(hasMapnik())('has a picture of the map', async () => {
    const { pdf, text } = await report('areas-village.pdf')
    expect(hasPicture(pdf)).toBe(true)
    expect(text).not.toContain('Gambar peta dimatikan')
    const narrowed = await report('proposals.pdf?year=2026')
    expect(hasPicture(narrowed.pdf)).toBe(true)
  })

  it('says that pictures are off where they are', async () => {
    const without = await startTestServer({ settings: { PICTURE_PROCESSES: '0' } })
    try {
      const answer = await without.get('/data/areas-village.pdf')
      const pdf = Buffer.from(await answer.arrayBuffer())
      expect(answer.status).toBe(200)
      expect(hasPicture(pdf)).toBe(false)
      expect(textOf(pdf)).toContain('Gambar peta dimatikan')
    } finally {
      await without.close()
    }
  })

  it('of nothing says so', async () => {
    const { pdf, text } = await report('proposals.pdf?bbox=10,10,11,11')
    expect(text).toContain('0 baris')
    expect(text).toContain('Tidak ada lokasi untuk digambar')
    expect(hasPicture(pdf)).toBe(false)
    await readParameterFault(await server.get('/data/proposals.pdf?lang=jv'), 'lang')
  })

  it('says that it holds a question mark for a letter, where it does', async () => {
    const note = 'ditulis sebagai tanda tanya'
    const add = async (nama: string) => {
      await server.database.write.raw(
        `INSERT INTO features (layer_id, properties, geom)
         VALUES ('roads', ?::jsonb, ST_SetSRID(ST_MakeLine(ST_MakePoint(111, -2), ST_MakePoint(111.1, -2)), 4326))`,
        [JSON.stringify({ nama })],
      )
      return (await report('roads.pdf')).text
    }
    try {
      const regional = await add('Jalan Ŋuru Ḍalem')
      expect(regional).toContain('Jalan Ŋuru Ḍalem')
      expect(regional).not.toContain(note)
      const foreign = await add('Jalan 橋')
      expect(foreign).toContain('Jalan 橋')
      expect(foreign).toContain(note)
    } finally {
      await server.database.write('features').whereRaw(`properties ->> 'nama' ~ 'Ḍalem|橋'`).delete()
    }
  })

  it('of a large layer lists the first thousand rows, and says so', async () => {
    await server.database.write.raw(
      `INSERT INTO features (layer_id, properties, geom)
       SELECT 'roads', jsonb_build_object('nama', 'Jalan nomor ' || n), ST_SetSRID(ST_MakeLine(ST_MakePoint(111, -2), ST_MakePoint(111.1, -2)), 4326)
       FROM generate_series(1, 1100) n`,
    )
    const { text, pages } = await report('roads.pdf')
    expect(text).toContain('1.000 baris pertama dari 1.102')
    expect(text).toContain('Jalan nomor 998')
    expect(text).not.toContain('Jalan nomor 999')
    expect(pages).toBeGreaterThan(10)
  })
})
