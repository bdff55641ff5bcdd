import proj4 from 'proj4'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crsDefinition } from '../../core/geo/crs-definitions.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll } from '../support/xml-tree.ts'
import { mapQuery, readWmsDocument, readWmsException, type Version } from './wms-client.ts'
import { readPicture } from './wms-picture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const map = (changes: Record<string, string | undefined> = {}, version: Version = '1.3.0') =>
  server.get(mapQuery(changes, version))
const picture = async (changes: Record<string, string | undefined> = {}, version: Version = '1.3.0') =>
  await readPicture(await map(changes, version))
const office = { ...OFFICE, 'Content-Type': 'application/json' }

/** What villages are filled with while nobody has styled them. */
const VILLAGE = '#f7f3ea'
/** 111.0–111.3 E, 2.2–2.0 S is covered by villages. */
const INSIDE: [number, number] = [111.05, -2.05]
const OUTSIDE: [number, number] = [111.05, -2.3]

describe('the picture', () => {
  it.for([
    [8, 5],
    [1024, 768],
    [1, 1],
    [3, 2048],
  ])('is exactly as large as asked for: %s × %s', async ([width, height]) => {
    const { width: w, height: h } = await picture({ width: String(width), height: String(height) })
    expect([w, h]).toEqual([width, height])
  })

  it.for<[string, (bytes: Buffer) => boolean, RegExp]>([
    // 2, 6: true colour; with a palette where that takes nothing away.
    [
      'image/png',
      (bytes) => bytes.readUInt32BE(0) === 0x89504e47 && [2, 3, 6].includes(bytes[25]!),
      /^image\/png$/,
    ],
    // 3: with a palette.
    ['image/png; mode=8bit', (bytes) => bytes[25] === 3, /^image\/png/],
    ['image/png8', (bytes) => bytes[25] === 3, /^image\/png/],
    ['image/jpeg', (bytes) => bytes.readUInt16BE(0) === 0xffd8, /^image\/jpeg$/],
    ['IMAGE/JPEG', (bytes) => bytes.readUInt16BE(0) === 0xffd8, /^image\/jpeg$/],
    ['image/webp', (bytes) => bytes.subarray(8, 12).toString() === 'WEBP', /^image\/webp$/],
    ['image/svg+xml', (bytes) => /<svg[^>]*width="200/.test(bytes.toString()), /^image\/svg\+xml$/],
    ['application/pdf', (bytes) => bytes.subarray(0, 5).toString() === '%PDF-', /^application\/pdf$/],
  ])('comes as %s', async ([format, isRight, type]) => {
    const answer = await map({ format })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.status, bytes.subarray(0, 400).toString()).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(type)
    expect(isRight(bytes)).toBe(true)
    expect(bytes.length).toBeGreaterThan(300)
  })

  it('has the background that is asked for, or none', async () => {
    const far = { bbox: '10,10,11,11' }
    expect((await picture(far)).at(3, 3)).toBe('#ffffff')
    expect((await picture({ ...far, bgcolor: '0x12aBcD' })).at(199, 199)).toBe('#12abcd')
    expect((await picture({ ...far, transparent: 'true', bgcolor: '0x12abcd' })).covered()).toBe(0)
    expect((await picture({ ...far, transparent: 'FALSE', bgcolor: '0x12abcd' })).at(0, 0)).toBe('#12abcd')
  })

  it('is blank where there is nothing, and a picture at whatever scale', async () => {
    for (const bbox of ['10,10,11,11', '80,200,85,205', '-900,-900,-800,-800'])
      expect((await picture({ bbox, transparent: 'TRUE' })).covered()).toBe(0)
    for (const bbox of [
      '-90,-180,90,180',
      '-1000000,-1000000,1000000,1000000',
      '-2.1000001,111.1,-2.1,111.1000001',
    ])
      expect((await picture({ bbox })).width).toBe(200)
    expect(
      (await picture({ crs: 'EPSG:32749', bbox: '-900000000,-900000000,900000000,900000000' })).width,
    ).toBe(200)
  })

  it('lays layers over each other in their order, each in its style', async () => {
    const three = { layers: 'areas-village,roads,facilities', transparent: 'TRUE' }
    const all = await picture({ ...three, styles: ',,' })
    expect((await picture({ ...three, styles: undefined })).covered()).toBe(all.covered())
    expect((await picture({ ...three, styles: 'default,standard,' })).covered()).toBe(all.covered())
    expect(all.covered()).toBeGreaterThan(0.1)
    const shown = (layers: string) => picture({ layers, transparent: 'TRUE' })
    const [areas, points] = [await shown('areas-village'), await shown('facilities')]
    const [above, below] = [await shown('areas-village,facilities'), await shown('facilities,areas-village')]
    const pixels = Array.from({ length: 200 * 200 }, (_, i): [number, number] => [
      i % 200,
      Math.floor(i / 200),
    ])
    const [isArea, isPoint] = [
      (at: [number, number]) => areas.at(...at) === VILLAGE,
      (at: [number, number]) => points.at(...at) !== '',
    ]
    const both = pixels.filter((at) => isArea(at) && isPoint(at))
    expect(both.length).toBeGreaterThan(20)
    // Villages are filled without a hole: what lies under them is gone, what lies on them is there.
    expect(both.filter((at) => below.at(...at) === VILLAGE)).toEqual(both)
    expect(both.filter((at) => above.at(...at) !== VILLAGE).length).toBeGreaterThan(20)
  })

  it('is counted where no process had to draw it', async () => {
    const painted = async () =>
      Number(
        /^petausul_pictures\{figure="painted"\} (\d+)$/m.exec(
          await (await server.get('/metrics')).text(),
        )?.[1],
      )
    const before = await painted()
    await picture({ layers: 'areas-village', transparent: 'TRUE' })
    expect(await painted()).toBe(before + 1)
    await picture({ layers: 'facilities', transparent: 'TRUE' })
    expect(await painted()).toBe(before + 1)
  })

  it('stretches where its pixels are not square, as the standard wants', async () => {
    const wide = await picture({ bbox: '-2.3,110.9,-1.8,111.4', width: '400', height: '100' })
    expect(wide.at(400 * ((INSIDE[0] - 110.9) / 0.5), 100 * ((-1.8 - INSIDE[1]) / 0.5))).toBe(VILLAGE)
  })
})

describe('axes', () => {
  const windows: [version: Version, crs: string, latitudeFirst: boolean][] = [
    ['1.3.0', 'EPSG:4326', true],
    ['1.3.0', 'CRS:84', false],
    ['1.3.0', 'EPSG:9470', true],
    ['1.3.0', 'EPSG:4755', true],
    ['1.3.0', 'EPSG:3857', false],
    ['1.3.0', 'EPSG:32749', false],
    ['1.3.0', 'EPSG:9489', false],
    ['1.3.0', 'EPSG:23836', false],
    ['1.1.1', 'EPSG:4326', false],
    ['1.1.1', 'EPSG:9470', false],
    ['1.1.1', 'EPSG:3857', false],
    ['1.1.1', 'EPSG:32749', false],
  ]
  it.for(windows)('%s of %s are in their order', async ([version, crs, latitudeFirst]) => {
    const definition = crsDefinition(crs === 'CRS:84' ? 'EPSG:4326' : crs)!
    const place = (lonLat: [number, number]) =>
      proj4('EPSG:4326', definition.proj4, lonLat) as [number, number]
    const [[west, south], [east, north]] = [place([110.9, -2.5]), place([111.4, -1.9])]
    const box = latitudeFirst ? [south, west, north, east] : [west, south, east, north]
    const shown = await picture(
      {
        [version === '1.3.0' ? 'crs' : 'srs']: crs,
        bbox: box.join(','),
        width: '300',
        height: '240',
        transparent: 'TRUE',
      },
      version,
    )
    const pixel = (lonLat: [number, number]) => {
      const [x, y] = place(lonLat)
      return shown.at((300 * (x - west)) / (east - west), (240 * (north - y)) / (north - south))
    }
    expect(pixel(INSIDE)).toBe(VILLAGE)
    expect(pixel([111.15, -2.05])).toBe(VILLAGE)
    expect(pixel(OUTSIDE)).toBe('')
    expect(pixel([110.95, -2.1])).toBe('')
  })
})

describe('which rows are drawn', () => {
  const proposals = { layers: 'proposals', transparent: 'TRUE' }

  it('follows TIME by years, lists and intervals of them', async () => {
    const bytesOf = async (time: string | undefined) =>
      Buffer.from(await (await map({ ...proposals, time })).arrayBuffer()).toString('base64')
    const all = await bytesOf(undefined)
    expect(await bytesOf('2025,2026')).toBe(all)
    expect(await bytesOf('2025/2026')).toBe(all)
    expect(await bytesOf('2025-01-01T00:00:00Z/2026-12-31T00:00:00Z/P1D')).toBe(all)
    const one = await bytesOf('2025')
    expect(one).not.toBe(all)
    expect(await bytesOf('2025-06-01')).toBe(one)
    expect((await picture({ ...proposals, time: '1999' })).covered()).toBe(0)
    expect((await picture(proposals)).covered()).toBeGreaterThan(0)
    for (const time of ['abc', '20x5', '2026/2025', '1/2/3/4', '1000/2999', "2025' OR 1=1"])
      expect(await readWmsException(await map({ ...proposals, time })), time).toMatchObject({
        code: 'InvalidDimensionValue',
        locator: 'time',
      })
    // A layer that knows no time is drawn as it is.
    expect((await picture({ time: 'abc' })).covered('#ffffff')).toBeGreaterThan(0.1)
  })

  it('follows TIME by snapshots, of layers that are kept year by year', async () => {
    const answer = await server.get('/api/layers/poverty/archives', {
      method: 'POST',
      headers: office,
      body: JSON.stringify({ year: 2023 }),
    })
    expect(answer.status).toBeLessThan(300)
    const capabilities = await readWmsDocument(
      await server.get('/wms?service=WMS&request=GetCapabilities'),
      '1.3.0',
    )
    const layer = findAll(capabilities, 'Layer').find(({ children }) =>
      children.some(({ name, text }) => name === 'Name' && text === 'poverty'),
    )!
    const [dimension] = findAll(layer, 'Dimension')
    expect(dimension?.text.split(',')).toContain('2023')
    expect(dimension?.attributes.default).toBe('current')
    const poverty = { layers: 'poverty', transparent: 'TRUE' }
    const now = (await picture(poverty)).covered()
    expect(now).toBeGreaterThan(0.1)
    expect((await picture({ ...poverty, time: '2023' })).covered()).toBe(now)
    expect((await picture({ ...poverty, time: 'current' })).covered()).toBe(now)
    expect(await readWmsException(await map({ ...poverty, time: '1987' }))).toMatchObject({
      code: 'InvalidDimensionValue',
    })
  })

  it('follows CQL_FILTER, one for each layer', async () => {
    const one = "code = '62.99.02.2001'"
    const at = (lon: number, lat: number): [number, number] => [
      (200 * (lon - 110.9)) / 0.5,
      (200 * (-1.8 - lat)) / 0.5,
    ]
    const filtered = await picture({ cql_filter: one, transparent: 'TRUE' })
    expect(filtered.at(...at(111.05, -2.05))).toBe(VILLAGE)
    expect(filtered.at(...at(111.15, -2.05))).toBe('')
    const two = await picture({
      layers: 'areas-village,proposals',
      cql_filter: `name = 'Kubu; "x" SRID=4326;' OR ${one};EXCLUDE`,
      transparent: 'TRUE',
      styles: '',
    }).catch((error: unknown) => error)
    expect(two).toMatchObject({ width: 200 })
    expect((await picture({ cql_filter: 'INCLUDE' })).covered('#ffffff')).toBeGreaterThan(0.1)
    const box = await picture({ cql_filter: 'BBOX(geom, 111.0, -2.09, 111.09, -2.01)', transparent: 'TRUE' })
    expect(box.covered()).toBeCloseTo(filtered.covered(), 1)
    for (const cql of [
      'nosuch = 1',
      'code =',
      "code = 'a",
      'population; DROP TABLE areas',
      '1=1)--',
      "email LIKE '%'",
    ])
      expect(await readWmsException(await map({ cql_filter: cql })), cql).toMatchObject({
        code: 'InvalidParameterValue',
        locator: 'cql_filter',
      })
  })
})

describe('caching', () => {
  it('answers 304 to who has the picture, until something of it changes', async () => {
    const first = await map({ layers: 'areas-district' })
    await first.arrayBuffer()
    const tag = first.headers.get('etag')!
    expect(tag).toMatch(/^".+"$/)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const again = (known: string) =>
      server.get(mapQuery({ layers: 'areas-district' }), { headers: { 'If-None-Match': known } })
    expect((await again(tag)).status).toBe(304)
    expect((await map({ layers: 'areas-district', width: '201' })).headers.get('etag')).not.toBe(tag)
    const style = {
      title: { id: 'Merah', en: 'Red' },
      document: { name: 'red', rules: [{ name: '', symbolizers: [{ kind: 'Fill', color: '#ff0000' }] }] },
    }
    const saved = await server.get('/api/styles/areas-district/red', {
      method: 'PUT',
      headers: { ...office, 'If-None-Match': '*' },
      body: JSON.stringify(style),
    })
    expect(saved.status, await saved.text()).toBeLessThan(300)
    const named = await picture({ layers: 'areas-district', styles: 'red' })
    expect(named.at(70, 110)).toBe('#ff0000')
    expect((await again(tag)).status).toBe(304)
    const chosen = await server.get('/api/styles/areas-district/red/default', {
      method: 'POST',
      headers: office,
    })
    expect(chosen.status, await chosen.text()).toBeLessThan(300)
    expect((await again(tag)).status).toBe(200)
    expect((await picture({ layers: 'areas-district' })).at(70, 110)).toBe('#ff0000')
  })
})
