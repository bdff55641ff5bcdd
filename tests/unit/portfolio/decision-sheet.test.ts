import { describe, expect, it } from 'vitest'
import type { ChosenProposal, PortfolioResult } from '../../../core/api/portfolio.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { drawSheet } from '../../../server/portfolios/sheet/draw-sheet.ts'
import { makeSheet } from '../../../server/portfolios/sheet/make-sheet.ts'
import type { SheetData } from '../../../server/portfolios/sheet/sheet-data.ts'
import { readPdf } from './read-pdf.ts'

const both = (id: string) => ({ id, en: id })
const square = (lon: number, lat: number, side: number): LonLat[] => [
  [lon, lat],
  [lon + side, lat],
  [lon + side, lat + side],
  [lon, lat + side],
  [lon, lat],
]

/** A decision over four villages of two districts, with so many chosen proposals. */
function sheetOf(count: number, more: Partial<SheetData> = {}): SheetData {
  const chosen = Array.from({ length: count }, (_, at): ChosenProposal => {
    const long = at % 7 === 0 ? ', termasuk pengadaan alat dan pelatihan kader di seluruh dusun' : ''
    return {
      code: `U-${String(at + 1).padStart(4, '0')}`,
      title: `Pembangunan jembatan “Sungai Kéruh” – RT ${at}${long}`,
      villageName: `Desa Sumber ${at % 4}`,
      rank: at + 1,
      status: 'submitted',
      sector: 'public-works',
      agency: null,
      kind: null,
      villageCode: `62.99.01.200${at % 4}`,
      districtName: 'Kecamatan Hulu Sungai',
      quintile: 1 + (at % 5),
      costRupiah: 123_456_789,
      score: 700,
      people: 12,
    }
  })
  const result = {
    status: 'optimal',
    text: both('Terbukti terbaik.'),
    objective: 'score',
    unit: both('poin'),
    budgetRupiah: 60e9,
    spentRupiah: 59e9,
    worth: 1,
    bound: 1,
    gap: 0,
    considered: count + 3,
    chosen,
    notFundable: [],
    constraints: [{ id: 'quota 1', label: both('Paling banyak 5 per desa') }],
    downTheList: [],
    prices: [],
    pricesNotAsked: 0,
    alternatives: [],
    robustness: null,
    conflict: null,
    people: { services: [], newlyServed: 4321, text: both('') },
    equity: { quintiles: [], concentrationAsked: null, concentrationChosen: null, unplacedChosenRupiah: 0 },
    solver: 'HiGHS',
  } as unknown as PortfolioResult
  return {
    language: 'id',
    title: 'Musrenbang Kabupaten 2027',
    district: 'Kabupaten Contoh',
    date: '2026-11-27T03:00:00.000Z',
    result,
    weights: [
      { title: both('Kemendesakan'), weight: 80, known: 0 },
      { title: both('Kemiskinan wilayah'), weight: 20, known: count + 1 },
    ],
    ceilings: [
      { id: 'budget', label: both('Paling banyak Rp 60 M'), limitRupiah: 60e9, spentRupiah: 59e9, count },
    ],
    zones: [],
    notice: both('Daftar kriteria ini bukan peraturan.'),
    areas: [0, 1, 2, 3].map((at) => ({
      poorest: at === 0,
      polygons: [[square(111 + (at % 2) * 0.1, -2.2 + Math.floor(at / 2) * 0.1, 0.1)]],
    })),
    districts: [
      { name: 'Hulu Sungai', place: [111.1, -2.15], polygons: [[square(111, -2.2, 0.2)]] },
      { name: 'Hilir', place: [111.1, -2.05], polygons: [[square(111, -2.1, 0.1)]] },
    ],
    places: chosen.slice(0, count - 1).map(({ rank }, at) => ({
      rank,
      place: [111.01 + (at % 18) * 0.01, -2.19 + (at % 17) * 0.01],
      exact: at % 2 === 0,
    })),
    others: [
      [111.05, -2.05],
      [111.15, -2.15],
      [111.16, -2.16],
    ],
    sha256: 'a'.repeat(64),
    ...more,
  }
}

const PAGE_HEIGHT = 841.89
const MARGIN = 42

describe('a decision sheet drawn from its data', () => {
  it('has the map on its first page: every outline, every proposal, funded or not, legend, scale and north', async () => {
    const data = sheetOf(20)
    const [first] = readPdf(await drawSheet(data))
    // Four outlines of villages and two of districts, closed and of five positions each.
    expect(first?.outlines.filter(({ lines }) => lines === 4).length).toBeGreaterThanOrEqual(6)
    // Nineteen have a place, three were not chosen; the legend shows one of each of the three kinds.
    expect(first?.circles).toHaveLength(19 + 3 + 3)
    expect(first?.text).toContain('didanai, tempat pasti (10)')
    expect(first?.text).toContain('DATA YANG TIDAK ADA')
    // From a tenth on, programs that read the text take what lies between letters for spaces.
    expect(first?.spacing).toBeGreaterThan(0)
    expect(first?.spacing).toBeLessThan(0.07)
    expect(first?.text).toContain('didanai, di titik desanya (9)')
    expect(first?.text).toContain('tidak didanai (3)')
    expect(first?.text).toContain('didanai tanpa lokasi, hanya dalam daftar (1)')
    for (const word of [
      'Hulu Sungai',
      'Hilir',
      ' km',
      ' U ',
      'Kemendesakan: 80 (80 %)',
      'Paling banyak 5 per desa',
    ])
      expect(` ${first?.text} `).toContain(word)
    // North is up and east is right: the first two proposals lie south-west of the later ones.
    const [a, b] = [first!.circles.at(-4)!, first!.circles.at(-12)!]
    expect([a.x < b.x, a.y < b.y]).toEqual([true, true])
    for (const { x, y } of first!.circles) {
      expect(x).toBeGreaterThan(MARGIN)
      expect(x).toBeLessThan(595.28 - MARGIN)
      expect(y).toBeGreaterThan(MARGIN)
      expect(y).toBeLessThan(PAGE_HEIGHT - MARGIN)
    }
  })

  it('breaks a long list between rows, repeats the heading, and has the signatures once, whole, at the end', async () => {
    const pages = readPdf(await drawSheet(sheetOf(260)))
    expect(pages.length).toBeGreaterThan(7)
    const listed = pages.slice(1).map(({ text }) => [...text.matchAll(/U-\d{4}/g)].map(([code]) => code))
    expect(listed.flat()).toEqual(
      Array.from({ length: 260 }, (_, at) => `U-${String(at + 1).padStart(4, '0')}`),
    )
    for (const [at, { text, lowest }] of pages.entries()) {
      expect(text).toContain(`Halaman ${at + 1} dari ${pages.length}`)
      if (listed[at - 1]?.length) expect(text).toContain('Desa, kecamatan')
      expect(lowest).toBeGreaterThanOrEqual(MARGIN - 9)
    }
    const last = pages.at(-1)?.text ?? ''
    for (const role of [
      'Bappeda',
      'Camat',
      'Wakil delegasi desa/',
      'Wakil delegasi perempuan',
      'a'.repeat(64),
    ])
      expect(last).toContain(role)
    expect(last).toContain('Menyepakati 260 usulan senilai Rp 59.000.000.000 dalam pagu Rp 60.000.000.000')
    // Four boxes to sign in, side by side.
    expect(pages.at(-1)?.boxes.filter(({ height }) => height === 96)).toHaveLength(4)
    expect(pages.slice(0, -1).some(({ text }) => text.includes('Nama dan tanda tangan'))).toBe(false)
    // Marks that the standard fonts have are written, and dashes and quotes as they are.
    expect(pages[1]?.text).toContain('“Sungai Kéruh” – RT 0')
  })

  it('says which criteria had no data, for how many proposals, and what share of the weight had data', async () => {
    const weights = [
      { title: both('Kemendesakan'), weight: 50, known: 0 },
      { title: both('Penerima manfaat'), weight: 30, known: 15 },
      { title: both('Kemiskinan wilayah'), weight: 20, known: 20 },
    ]
    const data = sheetOf(17, { weights })
    const [first] = readPdf(await drawSheet(data))
    // 20 are considered: 0.3 × 15 ÷ 20 + 0.2.
    for (const words of [
      '1 dari 3 kriteria berbobot, 50 % dari seluruh bobot, tidak punya data untuk satu pun dari 20 usulan: Kemendesakan.',
      'Penerima manfaat (tanpa nilai untuk 5 usulan)',
      'Bobot yang punya data: 42,5 %.',
      'Kemendesakan: 50 (50 %) · tanpa data',
      'Penerima manfaat: 30 (30 %) · data 75 %',
    ])
      expect(first?.text).toContain(words)
    const whole = weights.map((one) => ({ ...one, known: 20 }))
    const [all] = readPdf(await drawSheet({ ...data, weights: whole }))
    expect(all?.text).toContain('Semua kriteria berbobot punya data untuk semua 20 usulan.')
    const before = weights.map((one) => ({ ...one, known: null }))
    const [unknown] = readPdf(await drawSheet({ ...data, weights: before }))
    expect(unknown?.text).not.toContain('DATA YANG TIDAK ADA')
  })

  it('lists status and agency, what is spent of each ceiling, sums of groups, and zones', async () => {
    const agency = (at: number) => (at % 2 === 0 ? 'Dinas Pekerjaan Umum' : null)
    const plain = sheetOf(4, {
      zones: [{ name: 'Zona Sungai', count: 2, rupiah: 246_913_578, polygons: [[square(111, -2.2, 0.05)]] }],
    })
    const chosen = plain.result.chosen.map((one, at) => ({ ...one, agency: agency(at) }))
    const pages = readPdf(
      await drawSheet({ ...plain, result: { ...plain.result, chosen, spentRupiah: 493_827_156 } }),
    )
    const text = pages.map((page) => page.text).join(' ')
    for (const words of [
      'Diajukan Dinas Pekerjaan Umum 123.456.789',
      'Diajukan – 123.456.789',
      'Terpakai terhadap tiap pagu',
      'Paling banyak Rp 60 M 4 60.000.000.000 59.000.000.000 1.000.000.000 98,3 %',
      'Menurut kecamatan Kecamatan Usulan Terpakai (Rp) Bagian Kecamatan Hulu Sungai 4 493.827.156 100 %',
      'Dinas Pekerjaan Umum 2 246.913.578 50 % tidak disebut 2 246.913.578 50 % Jumlah 4 493.827.156',
      'Zona Sungai 2 246.913.578 50 %',
      'zona: Zona Sungai',
    ])
      expect(text).toContain(words)
  })

  it('has the name of every district on its map, also where they lie close together', async () => {
    const districts = Array.from({ length: 9 }, (_, at) => ({
      name: `Kecamatan nomor ${at + 1}`,
      place: [111.1 + at * 0.001, -2.1] satisfies LonLat,
      polygons: [],
    }))
    const [first] = readPdf(await drawSheet(sheetOf(3, { districts })))
    for (const { name } of districts) expect(first?.text).toContain(name)
    // Those without room are letters on the map, which its corner explains.
    expect(first?.text).toMatch(/A {1,2}Kecamatan nomor \d/)
  })

  it('of one proposal, and of none, is a sheet too', async () => {
    const none = sheetOf(1)
    const pages = readPdf(
      await drawSheet({ ...none, places: [], others: [], result: { ...none.result, chosen: [] } }),
    )
    expect(pages).toHaveLength(2)
    expect(pages[1]?.text).toContain('Tidak ada usulan yang terpilih.')
    expect(readPdf(await drawSheet(sheetOf(1)))).toHaveLength(2)
  })
})

describe('drawing in a thread', () => {
  it('ends when it is called off, and its place is free for the next', async () => {
    const long = sheetOf(20_000)
    const leaving = new AbortController()
    const reason = new Error('nobody waits for it')
    const drawing = Promise.allSettled([makeSheet(long, leaving.signal), makeSheet(long, leaving.signal)])
    await expect(makeSheet(sheetOf(1))).rejects.toMatchObject({ body: { status: 503 } })
    leaving.abort(reason)
    expect(await drawing).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ])
    expect(readPdf(Buffer.from(await makeSheet(sheetOf(1))))).toHaveLength(2)
    await expect(makeSheet(sheetOf(1), leaving.signal)).rejects.toBe(reason)
  })

  it('writes letters of regional languages, and says so where it cannot', async () => {
    const note = 'ditulis sebagai tanda tanya'
    const first = async (title: string) => readPdf(await drawSheet(sheetOf(1, { title })))
    const textOf = async (title: string) => (await first(title)).map(({ text }) => text).join(' ')
    const title = 'Ŋuru ḍalem saṛe ɗoke ʼdu, ʻĀina – č “é”'
    const [regional] = await first(title)
    // What a reader hears or copies is the title; where the font has no letter, what is nearest is drawn.
    expect(regional?.text).toContain(title)
    expect(regional?.drawn.replaceAll(' ', '')).toContain('Ŋuruḍalemsaṛedoke’du,‘Āina–č“é”')
    expect(await textOf(title)).not.toContain(note)
    const [foreign] = await first('Jembatan 橋')
    expect(foreign?.text).toContain('Jembatan 橋')
    expect(foreign?.drawn).toContain('Jembatan ?')
    expect(await textOf('Jembatan 橋')).toContain(note)
  })
})
