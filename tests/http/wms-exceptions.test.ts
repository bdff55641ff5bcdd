import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { mapQuery, readWmsException, type Version } from './wms-client.ts'
import { readPicture } from './wms-picture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

type Changes = Record<string, string | undefined>
const map = (changes: Changes = {}, version: Version = '1.3.0') => server.get(mapQuery(changes, version))
const info = { request: 'GetFeatureInfo', query_layers: 'areas-village', i: '1', j: '1', x: '1', y: '1' }
const legend = { request: 'GetLegendGraphic', layer: 'poverty' }

describe('GetMap', () => {
  it('works without SERVICE, in any case of names, and with whatever else is sent along', async () => {
    await readPicture(await map({ service: undefined }))
    const odd = mapQuery().replace(/(\w+)=/g, (_, name: string) => `${name.toUpperCase()}=`)
    await readPicture(await server.get(`${odd}&DPI=96&dpi=97&MAP_RESOLUTION=96&__proto__=x`))
    const form = mapQuery().slice('/wms?'.length)
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    await readPicture(await server.get('/wms', { method: 'POST', headers, body: form }))
    await readPicture(
      await server.get('/wms?request=GetMap', {
        method: 'POST',
        headers,
        body: form.replace('request=GetMap&', ''),
      }),
    )
  })

  const CASES: [changes: Changes, code: string, locator: string][] = [
    [{ version: undefined }, 'MissingParameterValue', 'version'],
    [{ version: '9.9.9' }, 'InvalidParameterValue', 'version'],
    [{ service: 'WFS' }, 'InvalidParameterValue', 'service'],
    [{ request: undefined }, 'MissingParameterValue', 'request'],
    [{ request: 'GetTea' }, 'OperationNotSupported', 'request'],
    [{ request: '__proto__' }, 'OperationNotSupported', 'request'],
    [{ request: 'constructor' }, 'OperationNotSupported', 'request'],
    [{ layers: undefined }, 'LayerNotDefined', 'layers'],
    [{ layers: '' }, 'LayerNotDefined', 'layers'],
    [{ layers: 'contacts' }, 'LayerNotDefined', 'layers'],
    [{ layers: 'areas-village,' }, 'LayerNotDefined', 'layers'],
    [{ layers: 'areas-village,nosuch', styles: ',' }, 'LayerNotDefined', 'layers'],
    [{ layers: 'Desa dan kelurahan' }, 'LayerNotDefined', 'layers'],
    [{ layers: '__proto__' }, 'LayerNotDefined', 'layers'],
    [{ layers: Array(21).fill('roads').join(','), styles: '' }, 'InvalidParameterValue', 'layers'],
    [{ styles: 'nosuch' }, 'StyleNotDefined', 'styles'],
    [{ styles: "'; DROP TABLE styles" }, 'StyleNotDefined', 'styles'],
    [{ styles: ',' }, 'StyleNotDefined', 'styles'],
    [{ crs: undefined }, 'MissingParameterValue', 'crs'],
    [{ crs: 'EPSG:0' }, 'InvalidCRS', 'crs'],
    [{ crs: 'CRS84' }, 'InvalidCRS', 'crs'],
    [{ crs: '4326' }, 'InvalidCRS', 'crs'],
    [{ bbox: undefined }, 'MissingParameterValue', 'bbox'],
    [{ bbox: '1,2,3' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '1,2,3,4,5' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: 'NaN,NaN,NaN,NaN' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '-Infinity,0,1,1' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '0,0,1e99,1' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '1,0,1,1' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '2,0,1,1' }, 'InvalidParameterValue', 'bbox'],
    [{ bbox: '0,2,1,1' }, 'InvalidParameterValue', 'bbox'],
    [{ width: undefined }, 'MissingParameterValue', 'width'],
    [{ width: '0' }, 'InvalidParameterValue', 'width'],
    [{ width: '-5' }, 'InvalidParameterValue', 'width'],
    [{ width: '4097' }, 'InvalidParameterValue', 'width'],
    [{ height: '1000000000' }, 'InvalidParameterValue', 'height'],
    [{ height: '1.5' }, 'InvalidParameterValue', 'height'],
    [{ format: undefined }, 'MissingParameterValue', 'format'],
    [{ format: 'image/tiff' }, 'InvalidFormat', 'format'],
    [{ transparent: 'maybe' }, 'InvalidParameterValue', 'transparent'],
    [{ bgcolor: 'red' }, 'InvalidParameterValue', 'bgcolor'],
    [{ ...info, query_layers: undefined }, 'MissingParameterValue', 'query_layers'],
    [{ ...info, query_layers: 'nosuch' }, 'LayerNotDefined', 'query_layers'],
    [{ ...info, query_layers: 'roads' }, 'LayerNotDefined', 'query_layers'],
    [{ ...info, info_format: 'image/png' }, 'InvalidFormat', 'info_format'],
    [{ ...info, i: '200', x: '200' }, 'InvalidPoint', 'i'],
    [{ ...info, j: '-1', y: '-1' }, 'InvalidPoint', 'j'],
    [{ ...info, i: 'abc', x: 'abc' }, 'InvalidPoint', 'i'],
    [{ ...info, j: undefined, y: undefined }, 'MissingParameterValue', 'j'],
    [{ ...info, feature_count: '0' }, 'InvalidParameterValue', 'feature_count'],
    [{ ...info, layers: 'nosuch' }, 'LayerNotDefined', 'layers'],
    [{ ...legend, layer: undefined }, 'MissingParameterValue', 'layer'],
    [{ ...legend, layer: 'nosuch' }, 'LayerNotDefined', 'layer'],
    [{ ...legend, style: 'nosuch' }, 'StyleNotDefined', 'style'],
    [{ ...legend, format: 'text/html' }, 'InvalidFormat', 'format'],
    [{ request: 'DescribeLayer', layers: 'nosuch' }, 'LayerNotDefined', 'layers'],
    [{ request: 'DescribeLayer', layers: undefined }, 'LayerNotDefined', 'layers'],
  ]
  it.for(CASES)('of %o is refused with %s', async ([changes, code, locator]) => {
    expect(await readWmsException(await map(changes))).toMatchObject({ code, locator })
    // As before 1.3.0, whose exceptions name no place, and whose parameters are partly called otherwise.
    const { crs, ...rest } = changes
    const old: Changes = { ...rest, ...('crs' in changes ? { srs: crs } : {}) }
    const version = old.version === '9.9.9' || ('version' in old && !old.version) ? '1.3.0' : '1.1.1'
    expect(await readWmsException(await map(old, '1.1.1'), version)).toMatchObject({
      code: code === 'InvalidCRS' ? 'InvalidSRS' : code,
    })
  })

  it('refuses a parameter that is given twice', async () => {
    expect(await readWmsException(await server.get(`${mapQuery()}&WIDTH=300`))).toMatchObject({
      locator: 'width',
    })
  })

  it('refuses requests in XML', async () => {
    const body =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><GetMap>&b;</GetMap>'
    const answer = await server.get('/wms', { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body })
    expect((await readWmsException(answer)).text).not.toContain('root:')
  })
})

describe('EXCEPTIONS', () => {
  const wrong = { layers: 'nosuch', bgcolor: '0x336699', width: '120', height: '61' }

  it.each<[Version, string]>([
    ['1.3.0', 'BLANK'],
    ['1.1.1', 'application/vnd.ogc.se_blank'],
  ])('of %s as %s are a picture of just the background', async (version, exceptions) => {
    const blank = await readPicture(await map({ ...wrong, exceptions }, version))
    expect([blank.width, blank.height]).toEqual([120, 61])
    expect(blank.at(0, 0)).toBe('#336699')
    expect(blank.covered('#336699')).toBe(0)
    expect(
      (await readPicture(await map({ ...wrong, exceptions, transparent: 'TRUE' }, version))).covered(),
    ).toBe(0)
  })

  it.each<[Version, string]>([
    ['1.3.0', 'INIMAGE'],
    ['1.1.1', 'application/vnd.ogc.se_inimage'],
  ])('of %s as %s are words on it', async (version, exceptions) => {
    const words = await readPicture(await map({ ...wrong, exceptions }, version))
    expect([words.width, words.height]).toEqual([120, 61])
    expect(words.covered('#336699')).toBeGreaterThan(0.02)
    expect(words.covered('#336699')).toBeLessThan(0.7)
    const tiny = await readPicture(await map({ ...wrong, exceptions, width: '8', height: '5' }, version))
    expect([tiny.width, tiny.height]).toEqual([8, 5])
    const jpeg = await map({ ...wrong, exceptions, format: 'image/jpeg' }, version)
    expect(jpeg.headers.get('content-type')).toBe('image/jpeg')
    expect(jpeg.headers.get('cache-control')).toBe('no-store')
  })

  it('are XML where XML is asked for, where they are of no known kind, and where no picture can be', async () => {
    for (const exceptions of ['XML', 'application/vnd.ogc.se_xml', 'text/poem', undefined])
      expect(await readWmsException(await map({ ...wrong, exceptions }))).toMatchObject({
        code: 'LayerNotDefined',
      })
    for (const changes of [{ width: '9999' }, { height: undefined }, { format: 'image/tiff' }])
      await readWmsException(await map({ exceptions: 'INIMAGE', ...changes }))
  })
})

describe('a layer that is not published', () => {
  it('is not there for the public by any operation; the office has it, and nobody keeps it', async () => {
    const office = { ...OFFICE, 'Content-Type': 'application/json' }
    const publish = async (state: string) => {
      const answer = await server.get('/api/layers/poverty/publication', {
        method: 'PUT',
        headers: office,
        body: JSON.stringify({ state }),
      })
      expect(answer.status).toBeLessThan(300)
    }
    const ways: Changes[] = [
      { layers: 'poverty' },
      { layers: 'areas-village,poverty', styles: ',' },
      { ...info, layers: 'poverty', query_layers: 'poverty' },
      { ...info, layers: 'areas-village,poverty', query_layers: 'areas-village', styles: ',' },
      legend,
      { request: 'DescribeLayer', layers: 'poverty' },
    ]
    for (const way of ways) expect((await map(way)).status).toBe(200)
    const before = await map({ layers: 'poverty' })
    await publish('unpublished')
    await expect.poll(async () => (await map({ layers: 'poverty' })).status, { timeout: 20_000 }).toBe(400)
    for (const way of ways) {
      expect(await readWmsException(await map(way)), JSON.stringify(way)).toMatchObject({
        code: 'LayerNotDefined',
      })
      const known = { 'If-None-Match': before.headers.get('etag') ?? '' }
      expect((await server.get(mapQuery(way), { headers: known })).status).toBe(400)
      const asOffice = await server.get(mapQuery(way), { headers: office })
      expect(asOffice.status, await asOffice.text()).toBe(200)
      expect(asOffice.headers.get('cache-control')).toContain('private')
    }
    await publish('published')
  })
})
