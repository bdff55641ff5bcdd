import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { items } from '../http/ogc-client.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { runScript } from './run-client.ts'

interface Findings {
  valid: boolean
  error: string
  colours: { village: string; beside: string }
  size: [number, number]
  identified: string[]
}

interface Vectors {
  valid: boolean
  error: string
  count: number
  fields: string[]
  codes: string[]
  boxed: string[]
  accepted: string[]
  areas: string[]
  areaType: string
  tiles: boolean
  colours: { village: string; beside: string }
}
const OFFSCREEN = { QT_QPA_PLATFORM: 'offscreen', QGIS_CUSTOM_CONFIG_PATH: '/tmp' }

describe.skipIf(!findCapabilities().qgis)('QGIS', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  it.each([
    ['EPSG:4326', '110.9,-2.3,111.2,-2.1', '111.05,-2.15'],
    ['EPSG:3857', '12345332,-256132,12378728,-233859', '12362030,-239425'],
    ['EPSG:32749', '488880,9745800,522230,9767900', '505500,9762300'],
  ])('draws and asks in %s', async (crs, box, place) => {
    const found = await runScript<Findings>('read_qgis.py', [`${server.url}/wms`, crs, box, place], OFFSCREEN)
    expect(found.error).toBe('')
    expect(found.valid).toBe(true)
    expect(found.size).toEqual([300, 200])
    // What is under the layer shows where no village is.
    expect(found.colours).toEqual({ village: '#f7f3ea', beside: '#010203' })
    expect(found.identified.join(' ')).toContain('Sungai Jernih')
  })

  it('reads features over many pages, by box and by filter, and draws vector tiles', async () => {
    const options = [server.url, '12345332,-256132,12378728,-233859']
    const found = await runScript<Vectors>('read_qgis_vectors.py', options, OFFSCREEN)
    expect(found).toMatchObject({ valid: true, error: '', tiles: true })
    const codesOf = async (collection: string, query: Record<string, string> = {}) => {
      const { features } = await items(server, collection, { limit: '100', ...query })
      return features.map(({ properties }) => String(properties?.code)).sort()
    }
    expect(found.codes).toEqual(await codesOf('proposals'))
    expect(found.count).toBe(found.codes.length)
    expect(found.fields).toEqual(expect.arrayContaining(['code', 'status', 'costRupiah', 'title']))
    expect(found.boxed).toEqual(await codesOf('proposals', { bbox: '111,-2.2,111.1,-2.1' }))
    expect(found.boxed.length).toBeGreaterThan(0)
    expect(found.accepted).toEqual(await codesOf('proposals', { status: 'accepted', year: '2025' }))
    expect(found.accepted.length).toBeGreaterThan(0)
    expect(found.areas).toEqual(await codesOf('areas-village'))
    expect(found.areaType).toMatch(/Polygon/)
    expect(found.colours).toEqual({ village: '#00ff00', beside: '#010203' })
  })
})
