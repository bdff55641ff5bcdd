import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatRupiah } from '../../core/proposal/format.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readPdf } from '../unit/portfolio/read-pdf.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { PortfolioClient, submitFourteen } from './portfolio-client.ts'
import { submit } from './portfolio-proposals.ts'
import { textOf } from './text-of-pdf.ts'
import { KOTA_LAMA, OFFICE, zoneClient } from './zone-client.ts'

const REQUEST = {
  title: 'Musrenbang Hulu – putaran “kedua” č 2027',
  filter: { year: '2030' },
  budgetRupiah: 300_000_000,
  timeLimitSeconds: 30,
  constraints: [{ kind: 'quota', perGroup: ['villageCode', 'kind'], maximum: 2 }],
  robustness: { samples: 5, seed: 3 },
}

let server: TestServer
let office: PortfolioClient
let id: string
let chosen: { code: string; title: string }[]
/** Codes of proposals of which the village alone is known. */
let unplaced: string[]
/** Of those with a place of their own. */
let placed: string[]

beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  unplaced = (await submitFourteen(server)).map(({ code }) => code)
  const well = { title: 'Pembangunan sumur bor', villageCode: '62.99.02.2002', urgency: 5 }
  const wells = await submit(server, 2030, [
    { ...well, million: 5, place: [111.14, -2.06] },
    { ...well, million: 6, place: [111.17, -2.03] },
    // More than the whole budget.
    { ...well, million: 350, place: [111.12, -2.02] },
  ])
  placed = wells.map(({ code }) => code)
  const result = await office.solve(REQUEST)
  id = result.id
  chosen = [...result.chosen]
})
afterAll(() => server.close())

const sheet = async (query = '') => {
  const response = await office.ask(`/api/portfolios/${id}/sheet.pdf${query}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  return Buffer.from(await response.arrayBuffer())
}
const decision = async () => (await office.ask(`/api/portfolios/${id}/decision.json`)).text()

describe('a decision sheet', () => {
  it('is a PDF that names title, figures, proof, every chosen proposal and those who sign', async () => {
    const pdf = await sheet()
    expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-')
    expect(pdf.toString('latin1', pdf.length - 8).trim()).toMatch(/%%EOF$/)
    const text = textOf(pdf)
    for (const { code } of chosen) expect(text).toContain(code)
    for (const word of [
      'LEMBAR KEPUTUSAN',
      'Kabupaten Contoh',
      'Terbukti terbaik',
      'Rp 300 juta',
      'Bappeda',
      'Camat',
    ])
      expect(text).toContain(word)
    expect(text).toMatch(/Halaman 1 dari [23]/)
    expect(text).toContain('Kemendesakan: 80')
    expect(text).toContain('Menurut kecamatan')
    expect(text).toContain('DATA YANG TIDAK ADA')
    expect(text).not.toContain('undefined')
    // Fonts are embedded, and who cannot see the pages is told what is what, in which language.
    const raw = pdf.toString('latin1')
    expect(raw).toContain('/Marked true')
    expect(raw).toContain('/Lang (id-ID)')
    expect(raw).toContain('/FontFile2')
    expect(raw).not.toContain('/Subtype /Type1')
    for (const kind of ['H1', 'H2', 'Figure', 'Table', 'TH', 'TD']) expect(raw).toContain(`/S /${kind}\n`)
  })

  it('draws every village and district, a circle for each public place, and four boxes to sign in', async () => {
    const pages = readPdf(await sheet())
    const codes = new Set(chosen.map(({ code }) => code))
    const competing = [...unplaced, ...placed]
    const placesOf = await Promise.all(
      competing.map(async (code) => {
        const { geometry } = await readJson<{ geometry: object | null }>(
          await server.get(`/api/proposals/${encodeURIComponent(code)}`),
        )
        return { code, isPlaced: geometry !== null }
      }),
    )
    const isPlaced = placesOf.filter((one) => one.isPlaced).map(({ code }) => code)
    const funded = isPlaced.filter((code) => codes.has(code))
    const exact = funded.filter((code) => placed.includes(code)).length
    expect({ exact, isAll: funded.length === isPlaced.length }).toEqual({ exact: 2, isAll: false })
    expect(funded.length).toBeGreaterThan(exact)
    // The legend shows one of each of the three kinds.
    expect(pages[0]?.circles).toHaveLength(isPlaced.length + 3)
    // Five villages and Kubu’s two parts, of which one is a triangle; a district of one part, one with that triangle.
    const lines = pages[0]!.outlines.map((outline) => outline.lines)
    expect(lines.filter((count) => count >= 4)).toHaveLength(6 + 2)
    // Both triangles, and the arrow that points north.
    expect(lines.filter((count) => count === 3)).toHaveLength(2 + 1)
    expect(lines).toHaveLength(8 + 3)
    expect(pages[0]?.text).toContain(`didanai, tempat pasti (${exact})`)
    expect(pages[0]?.text).toContain(`didanai, di titik desanya (${funded.length - exact})`)
    expect(pages[0]?.text).toContain(`tidak didanai (${isPlaced.length - funded.length})`)
    const signed = pages.flatMap(({ boxes }, at) => boxes.map((box) => ({ ...box, at })))
    const boxes = signed.filter(({ height }) => height === 96)
    expect(boxes.map(({ at }) => at)).toEqual(Array.from({ length: 4 }, () => pages.length - 1))
    const last = pages.at(-1)?.text ?? ''
    expect(last.match(/Nama dan tanda tangan/g)).toHaveLength(4)
  })

  it('carries the SHA-256 of the decision file as it is served', async () => {
    expect(textOf(await sheet())).toContain(
      createHash('sha256')
        .update(await decision())
        .digest('hex'),
    )
  })

  it('is in English on request, and in no other language', async () => {
    expect(textOf(await sheet('?lang=en'))).toMatch(/DECISION SHEET.*Proven best.*Page 1 of [23]/)
    await readParameterFault(await office.ask(`/api/portfolios/${id}/sheet.pdf?lang=jv`), 'lang')
    await readFault(await server.get(`/api/portfolios/${id}/sheet.pdf`), 401)
  })

  it('shows the zone that is asked for to those alone who may see it', async () => {
    const bounds = { area: '62.99.02' }
    const { id: theirs } = await office.solve({ ...REQUEST, filter: { ...REQUEST.filter, ...bounds } })
    // A draft in the other district.
    const drawn = { name: 'Zona rahasia', geometry: KOTA_LAMA, published: false }
    const zone = (await readJson<{ id: string }>(await zoneClient(server).create(drawn))).id
    const planner = await accountWith(server, [{ role: 'planner', ...bounds }])
    const ask = (headers: HeadersInit, name: string) =>
      server.get(`/api/portfolios/${theirs}/sheet.pdf?zone=${name}`, { headers })
    const shown = await ask(OFFICE, zone)
    expect(textOf(Buffer.from(await shown.arrayBuffer()))).toContain('Zona rahasia')
    expect((await server.get(`/api/portfolios/${theirs}/sheet.pdf`, { headers: planner })).status).toBe(200)
    await readFault(await ask(planner, zone), 404)
    await readFault(await ask(OFFICE, 'tidak-ada'), 404)
  })

  it('comes as a workbook too: proposals, ceilings, groups and weights, text never taken for a formula', async () => {
    const [risky] = await submit(server, 2030, [
      { title: '=SUM(A1:A9)', villageCode: '62.99.02.2002', urgency: 5, million: 1, place: [111.15, -2.05] },
    ])
    const floor = { kind: 'floor', by: 'districtCode', value: '62.99.01', minimumRupiah: 12_345_678 }
    const { id: other } = await office.solve({ ...REQUEST, constraints: [floor] })
    const response = await office.ask(`/api/portfolios/${other}/package.xlsx`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toMatch(
      /attachment; filename="petausul-paket-.*\.xlsx"/,
    )
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const xml = (name: string) => strFromU8(parts[`xl/${name}.xml`]!)
    for (const name of ['Usulan terpilih', 'Pagu', 'Kecamatan', 'Perangkat daerah', 'Bidang', 'Bobot'])
      expect(xml('workbook')).toContain(`name="${name}"`)
    const list = xml('worksheets/sheet1')
    expect(list).toContain(risky!.code)
    expect(list).toContain('<t xml:space="preserve">=SUM(A1:A9)</t>')
    expect(list).not.toContain('<f>')
    expect(xml('worksheets/sheet2')).toContain('<v>300000000</v>')
    expect(xml('worksheets/sheet3')).toContain('Paling sedikit (Rp)')
    expect(xml('worksheets/sheet3')).toContain('<v>12345678</v>')
    const about = xml('worksheets/sheet7')
    expect(about).toContain(formatRupiah(REQUEST.budgetRupiah))
    expect(about).toMatch(/>\d{1,2} \w{3} \d{4}, \d\d:\d\d UTC</)
    await readParameterFault(await office.ask(`/api/portfolios/${other}/package.xlsx?lang=jv`), 'lang')
  })

  it('of an empty choice says so', async () => {
    const empty = await office.solve({ ...REQUEST, budgetRupiah: 1, robustness: undefined })
    const response = await office.ask(`/api/portfolios/${empty.id}/sheet.pdf`)
    expect(textOf(Buffer.from(await response.arrayBuffer()))).toContain('Tidak ada usulan yang terpilih.')
  })
})

describe('a portfolio’s decision file', () => {
  it('is the same at every request, and computes again to the last bit', async () => {
    const file = await decision()
    expect(await decision()).toBe(file)
    const folder = mkdtempSync(join(tmpdir(), 'petausul-decision-'))
    try {
      const path = join(folder, 'keputusan.json')
      writeFileSync(path, file)
      const script = new URL('../../server/programs/reproduce.ts', import.meta.url).pathname
      const good = spawnSync(process.execPath, [script, path], { encoding: 'utf8' })
      expect(good.stdout).toContain('Reproduced bit for bit.')
      expect(good.status).toBe(0)
      writeFileSync(path, file.replace('"limitRupiah":300000000', '"limitRupiah":300000001'))
      expect(spawnSync(process.execPath, [script, path]).status).not.toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
