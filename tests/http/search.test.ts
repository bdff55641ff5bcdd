import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

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

  it('puts places before facilities and proposals', async () => {
    expect((await search('kota lama')).map(({ kind }) => kind)).toEqual([
      'village',
      'facility',
      'facility',
      'proposal',
    ])
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
