import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJson } from '../http/answers.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { runScript } from './run-client.ts'

interface WmsFindings {
  title: string
  type: string
  provider: string
  operations: string[]
  formats: string[]
  layers: string[]
  box: [number, number, number, number]
  styles: Record<string, string | null>
  crs: number
  metadata: string[]
  queryable: number
  times: string[]
  picture: string
  info: { features: { properties: { name: string } }[] }
  refusal: string | null
}

interface CswFindings {
  title: string
  operations: string[]
  matches: number
  hits: number
  titles: string[]
  isos: Record<string, string>
  roads: string[]
  like: string[]
  box: string[]
  away: string[]
}

describe.skipIf(!findCapabilities().owslib)('OWSLib', () => {
  let server: TestServer
  let layers: { id: string; title: { id: string }; extent: number[] }[]
  beforeAll(async () => {
    server = await startTestServer({ settings: { PUBLISHER_NAME: 'Bappeda Uji' } })
    layers = (await readJson<{ items: typeof layers }>(await server.get('/api/layers'))).items
  })
  afterAll(() => server.close())

  it.each(['1.3.0', '1.1.1'])('reads the map service, version %s', async (version) => {
    const found = await runScript<WmsFindings>('read_wms.py', [`${server.url}/wms`, version])
    expect(found).toMatchObject({
      title: 'Data geospasial Kabupaten Contoh',
      type: version === '1.3.0' ? 'WMS' : 'OGC:WMS',
      provider: 'Bappeda Uji',
      layers: layers.map(({ id }) => id).sort(),
      queryable: 1,
      times: ['2025', '2026'],
      // 300 × 200, as the PNG says itself.
      picture: '0000012c000000c8',
      refusal: expect.stringContaining('nosuch'),
    })
    expect(found.operations.slice(0, 3)).toEqual(['GetCapabilities', 'GetMap', 'GetFeatureInfo'])
    expect(found.formats).toContain('image/webp')
    // Those of its place: geographic, Web Mercator, and the UTM and TM-3 zones that it touches.
    expect(found.crs).toBeGreaterThan(8)
    const { extent } = layers.find(({ id }) => id === 'areas-village')!
    for (const at of [0, 1, 2, 3] as const) expect(found.box[at]).toBeCloseTo(extent[at]!, 6)
    expect(found.metadata[0]).toContain('/csw?')
    // The south-west corner of the district, so that an axis the wrong way round would find nothing or another.
    expect(found.info.features.map(({ properties }) => properties.name)).toEqual(['Sungai Jernih'])
    const legend = await fetch(found.styles.default ?? '')
    expect(legend.headers.get('content-type')).toMatch(/^image\/png/)
  })

  it('harvests the catalogue', async () => {
    const found = await runScript<CswFindings>('read_csw.py', [`${server.url}/csw`])
    const titles = ['Data geospasial Kabupaten Contoh', ...layers.map(({ title }) => title.id)].sort()
    expect(found.operations).toContain('GetRecordById')
    expect([found.matches, found.hits]).toEqual([titles.length, titles.length])
    expect(found.titles.sort()).toEqual(titles)
    expect(Object.values(found.isos).sort()).toEqual(titles)
    expect(found).toMatchObject({ roads: ['Jalan'], like: ['Jalan'], box: ['Jalan'], away: [] })
  })
})
