import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { type Page, readFault, readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('the search', () => {
  interface Hit {
    kind: string
    code: string
    title: string
    point: [number, number] | null
    bbox: number[] | null
  }
  const search = async (q: string) =>
    (await readJson<{ items: Hit[] }>(await server.get(`/api/search?q=${encodeURIComponent(q)}`))).items

  it('finds villages, districts, facilities and proposals by words in any case', async () => {
    expect(await search('batu RAYA')).toContainEqual(
      expect.objectContaining({ kind: 'village', code: '62.99.01.2002', bbox: [111.1, -2.2, 111.2, -2.1] }),
    )
    expect(await search('hulu')).toContainEqual(
      expect.objectContaining({ kind: 'district', code: '62.99.01' }),
    )
    expect(await search('smp negeri')).toContainEqual(
      expect.objectContaining({ kind: 'facility', code: '3', title: 'SMP NEGERI 1 KOTA LAMA' }),
    )
    expect(await search('jembatan')).toContainEqual(
      expect.objectContaining({ kind: 'proposal', code: '202500002', point: [111.05034, -2.17012] }),
    )
    expect((await search('202500002'))[0]).toMatchObject({ kind: 'proposal', code: '202500002' })
  })

  it('finds the same by words that are told as common: wholes, what begins so, and beside words that nobody knows', async () => {
    const { write } = server.database
    const texts = ['jembatan', 'jemb', 'jembatan sungai jernih', 'jembatan helikopter', 'kota', 'sd negeri']
    const found = async () => await Promise.all(texts.map(search))
    const before = await found()
    expect(before.map((items) => items.length > 0)).toEqual([true, true, true, false, true, true])
    await write('search_words').whereIn('word', ['jembatan', 'kota', 'sd', 'negeri']).update({ share: 0.5 })
    expect(await found()).toEqual(before)
    await write('search_words').update({ share: 0 })
  })

  it('puts places before facilities and proposals', async () => {
    const kinds = (await search('kota lama')).map(({ kind }) => kind)
    expect(kinds.slice(0, 4)).toEqual(['village', 'facility', 'facility', 'proposal'])
    expect(new Set(kinds.slice(3))).toEqual(new Set(['proposal']))
  })

  it.each([
    ['a title and its village', 'jembatan sungai jernih', ['202500002']],
    ['in another order, within words that begin so', 'jern ulin jemb', ['202500002']],
    ['a title and its district', 'MCK kec. hulu', ['202500006']],
    ['a title and another district', 'MCK kec. hilir', []],
    ['a problem and an address', 'siswa RT.02', ['202500008']],
    ['a code and a title', '202500002 jembatan', ['202500002']],
    ['a short number, which is whole', 'lampu 2', []],
    ['other endings', 'membangun jembatannya di hulu', ['202500002']],
    ['typing errors', 'jembtan sungei jernih', ['202500002']],
    ['what stands behind a tag', 'lampu alert', ['202500009']],
    ['an address that is not shown', 'rumah rt 07', []],
    ['what is shown of the same proposal', 'rumah natai permauan', ['202500005']],
    ['a draft', 'usulan draf', []],
  ])('combines words: %s', async (_, text, codes) => {
    const proposals = (await search(text)).filter(({ kind }) => kind === 'proposal').map(({ code }) => code)
    expect(proposals).toEqual(codes)
    const query = `q=${encodeURIComponent(text)}`
    const { items, total } = await readJson<Page>(await server.get(`/api/proposals?${query}`))
    expect(items.map(({ code }) => code)).toEqual(codes)
    expect(total.count).toBe(codes.length)
    const page = await (await server.get(`/usulan?${query}`)).text()
    for (const code of proposals) expect(page).toContain(code)
  })

  it('finds streets, however "Jalan" is written, and puts them first where it is', async () => {
    for (const text of ['jalan dermaga', 'Jl. Dermaga', 'jln dermaga', 'dermaga', 'jalan dermagga'])
      expect((await search(text))[0], text).toMatchObject({ kind: 'road', title: 'Jl. Dermaga' })
    const found = await search('jalan poros')
    expect(found.map(({ kind }) => kind)).toEqual(['road', 'proposal'])
    expect(found[1]?.title).toBe('Peningkatan jalan poros Hulu')
  })

  it('puts a place of this name before all that lies in it, and forgives its spelling', async () => {
    for (const text of ['muara dua', 'Ds. Muara Dua', 'muara duaa', 'moara dua', 'muara dua hilir'])
      expect((await search(text))[0], text).toMatchObject({ kind: 'village', title: 'Muara Dua' })
    expect((await search('kec hulu'))[0]).toMatchObject({ kind: 'district', title: 'Hulu' })
    expect((await search('jalan muara dua')).map(({ title }) => title)).toContain('Muara Dua')
  })

  it('puts the nearer first of what is found equally well', async () => {
    const first = async (near: string) =>
      (
        await readJson<{ items: Hit[] }>(await server.get(`/api/search?q=sd%20negeri&near=${near}`))
      ).items.find(({ kind }) => kind === 'facility')?.title
    expect(await first('111.14,-2.16')).toBe('SD NEGERI 1 BATU RAYA')
    expect(await first('111.26,-2.15')).toBe('SD NEGERI 1 KOTA LAMA')
    for (const near of ['111', '111,-2,3', '200,0', 'a,b'])
      expect(await readFault(await server.get(`/api/search?q=sd&near=${near}`), 400)).toMatchObject({
        parameter: 'near',
      })
  })

  it('finds what has no place as well, and says that it has none', async () => {
    expect(await search('menjahit')).toEqual([
      expect.objectContaining({ kind: 'proposal', code: '202500007', point: null, bbox: null }),
    ])
  })

  it('takes % and _ as themselves', async () => {
    expect(await search('%%')).toEqual([])
    expect(await search('__')).toEqual([])
  })
})

describe('what lies under the pointer', () => {
  interface Found {
    layer: string
    title: string
    code?: string
    properties: Record<string, unknown>
  }
  const identify = async (query: string) =>
    (await readJson<{ items: Found[] }>(await server.get(`/api/identify?${query}`))).items
  const layers = async (query: string) => (await identify(query)).map(({ layer }) => layer)

  it('is everything of every layer, proposals first', async () => {
    const found = await identify('lon=111.25211&lat=-2.15234&radiusMetres=400')
    expect(found[0]).toMatchObject({
      layer: 'proposals',
      code: '202500001',
      title: 'Rehabilitasi ruang kelas SD Negeri 1',
    })
    const titles = found.map(({ layer, title }) => `${layer}: ${title}`)
    for (const expected of [
      'areas-village: Kota Lama',
      'areas-district: Hulu',
      'poverty: Kota Lama',
      'coverage-SD: Kota Lama',
      'facilities: SD NEGERI 1 KOTA LAMA',
      'facilities: SMP NEGERI 1 KOTA LAMA',
    ])
      expect(titles).toContain(expected)
    expect(found.filter(({ layer }) => layer === 'need').length).toBeGreaterThan(0)
  })

  it('is a line near by, an area only where it covers the place, and a hole is no area', async () => {
    expect(await layers('lon=111.03&lat=-2.1492&radiusMetres=100&layers=proposals')).toEqual(['proposals'])
    expect(await layers('lon=111.03&lat=-2.19&radiusMetres=100&layers=proposals')).toEqual([])
    expect(await layers('lon=111.2125&lat=-2.18&layers=proposals')).toEqual(['proposals'])
    expect(await layers('lon=111.22&lat=-2.18&radiusMetres=50&layers=proposals')).toEqual([])
  })

  it('obeys filters and the choice of layers', async () => {
    const at = 'lon=111.25211&lat=-2.15234&radiusMetres=50'
    expect(await layers(`${at}&layers=areas-village,proposals`)).toEqual(['proposals', 'areas-village'])
    expect(await layers(`${at}&layers=proposals&status=rejected`)).toEqual([])
  })
})
