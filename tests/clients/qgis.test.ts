import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    const found = await runScript<Findings>('read_qgis.py', [`${server.url}/wms`, crs, box, place], {
      QT_QPA_PLATFORM: 'offscreen',
      QGIS_CUSTOM_CONFIG_PATH: '/tmp',
    })
    expect(found.error).toBe('')
    expect(found.valid).toBe(true)
    expect(found.size).toEqual([300, 200])
    // What is under the layer shows where no village is.
    expect(found.colours).toEqual({ village: '#f7f3ea', beside: '#010203' })
    expect(found.identified.join(' ')).toContain('Sungai Jernih')
  })
})
