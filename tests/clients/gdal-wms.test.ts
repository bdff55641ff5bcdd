import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { runClient } from './run-client.ts'

const { ogr2ogr } = findCapabilities()
const tool = (name: string) => (ogr2ogr ?? name).replace(/ogr2ogr$/, name)

describe.skipIf(!ogr2ogr)('GDAL', () => {
  let server: TestServer
  const folder = mkdtempSync(join(tmpdir(), 'petausul-gdal-'))
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  /** Its cache of tiles would outlive the test. */
  const environment = { GDAL_DEFAULT_WMS_CACHE_PATH: join(folder, 'cache') }

  it.each(['1.3.0', '1.1.1'])('lists every layer, and makes a picture of one: %s', async (version) => {
    const listed = await runClient(
      tool('gdalinfo'),
      [`WMS:${server.url}/wms?service=WMS&version=${version}&request=GetCapabilities`],
      environment,
    )
    const sources = [...listed.matchAll(/SUBDATASET_\d+_NAME=(WMS:\S+)/g)].map(([, name]) => name!)
    const village = sources.find((name) => /LAYERS=areas-village(&|$)/i.test(name))
    expect(village, listed.slice(0, 2000)).toBeDefined()
    expect(sources.some((name) => /LAYERS=proposals(&|$)/i.test(name))).toBe(true)
    const file = join(folder, `${version}.png`)
    await runClient(
      tool('gdal_translate'),
      ['-q', '-of', 'PNG', '-outsize', '300', '0', village!, file],
      environment,
    )
    const { width, data } = PNG.sync.read(readFileSync(file))
    expect(width).toBe(300)
    const middle = data.subarray(
      4 * (Math.floor(data.length / 8) + 75),
      4 * (Math.floor(data.length / 8) + 75) + 3,
    )
    expect(Buffer.from(middle).toString('hex')).toBe('f7f3ea')
  })
})
