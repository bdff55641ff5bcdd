import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll, findFirst, parseXmlTree, type XmlElement } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'
import { readWmsDocument, readWmsException, type Version } from './wms-client.ts'
import { OFFICE } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    settings: {
      PUBLISHER_NAME: 'Bappeda <Uji> & Co',
      PUBLISHER_EMAIL: 'data@uji.go.id',
      PUBLISHER_PHONE: '+62 1',
      PUBLISHER_ADDRESS: 'Jl. Uji 1',
    },
  })
})
afterAll(() => server.close())

const XLINK = '{http://www.w3.org/1999/xlink}href'
const VERSIONS: Version[] = ['1.3.0', '1.1.1']
const TYPES: Record<Version, RegExp> = {
  '1.3.0': /^text\/xml/,
  '1.1.1': /^application\/vnd\.ogc\.wms_xml/,
}
const ask = (more: string) => server.get(`/wms?service=WMS&request=GetCapabilities${more}`)
const read = async (version: Version, more = '') =>
  await readWmsDocument(await ask(`&version=${version}${more}`), version, { type: TYPES[version] })
const namedLayers = (root: XmlElement) =>
  findAll(root, 'Layer').filter((layer) => layer.children.some(({ name }) => name === 'Name'))
const textOf = (element: XmlElement, path: string) => findFirst(element, path)?.text
const layerOf = (root: XmlElement, name: string) =>
  namedLayers(root).find((layer) => textOf(layer, 'Name') === name)!

describe.each(VERSIONS)('GetCapabilities %s', (version) => {
  it('is a document of its version that tells who offers what, and within which bounds', async () => {
    const root = await read(version)
    expect(root.attributes).toMatchObject({ version, updateSequence: expect.stringMatching(/^\d+$/) })
    expect(textOf(root, 'Service/Name')).toBe(version === '1.3.0' ? 'WMS' : 'OGC:WMS')
    expect(findAll(root, 'ContactOrganization')[0]?.text).toBe('Bappeda <Uji> & Co')
    expect(findAll(root, 'ContactElectronicMailAddress')[0]?.text).toBe('data@uji.go.id')
    expect(findAll(root, 'Address')[0]?.text).toBe('Jl. Uji 1')
    const keywords = findAll(findFirst(root, 'Service')!, 'Keyword').map(({ text }) => text)
    expect(keywords).toEqual(expect.arrayContaining(['Kabupaten Contoh', 'Musrenbang']))
    if (version === '1.3.0')
      expect(['LayerLimit', 'MaxWidth', 'MaxHeight'].map((name) => textOf(root, `Service/${name}`))).toEqual([
        '20',
        '4096',
        '4096',
      ])
    const request = findFirst(root, 'Capability/Request')!
    expect(request.children.map(({ name }) => name)).toEqual([
      'GetCapabilities',
      'GetMap',
      'GetFeatureInfo',
      'DescribeLayer',
      'GetLegendGraphic',
      // The profile of 1.3.0 has no element for it, though it is answered.
      ...(version === '1.1.1' ? ['GetStyles'] : []),
    ])
    const formats = (name: string) => findAll(findFirst(request, name)!, 'Format').map(({ text }) => text)
    expect(formats('GetMap')).toEqual(
      expect.arrayContaining(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml', 'application/pdf']),
    )
    expect(formats('GetFeatureInfo')).toEqual(
      expect.arrayContaining(['text/plain', 'text/html', 'application/json', 'application/vnd.ogc.gml']),
    )
    for (const { children } of [...findAll(request, 'Get'), ...findAll(request, 'Post')])
      expect(children[0]?.attributes[XLINK]).toBe(`${server.url}/wms?`)
  })

  it('lists every layer of the catalogue once, in branches, with its box, record, styles and attribution', async () => {
    const { items } = await readJson<{
      items: { id: string; extent: number[] | null; title: { id: string } }[]
    }>(await server.get('/api/layers'))
    const root = await read(version)
    const layers = namedLayers(root)
    expect(layers.map((layer) => textOf(layer, 'Name')).sort()).toEqual(items.map(({ id }) => id).sort())
    const rootLayer = findFirst(root, 'Capability/Layer')!
    const branches = rootLayer.children.filter(({ name }) => name === 'Layer')
    expect(branches.map((branch) => textOf(branch, 'Title'))).toContain('Layanan dasar')
    for (const layer of layers) {
      const id = textOf(layer, 'Name')!
      const item = items.find((known) => known.id === id)!
      expect(textOf(layer, 'Title')).toBe(item.title.id)
      expect(layer.attributes.queryable).toBe('1')
      expect(textOf(layer, 'Style/Name')).toBe('default')
      expect(textOf(layer, 'Attribution/Title')).toContain('Bappeda <Uji> & Co')
      const { id: uuid } = await readJson<{ id: string }>(await server.get(`/api/layers/${id}/metadata`))
      const address = findFirst(layer, 'MetadataURL/OnlineResource')!.attributes[XLINK]!
      expect(address).toContain(uuid)
      const record = await fetch(address)
      expect(record.headers.get('content-type')).toContain(textOf(layer, 'MetadataURL/Format'))
      expect(await record.text()).toContain('MD_Metadata')
    }
  })

  it('puts the CRSs on the root, and boxes in the order of their axes', async () => {
    const root = await read(version)
    const rootLayer = findFirst(root, 'Capability/Layer')!
    const name = version === '1.3.0' ? 'CRS' : 'SRS'
    const crss = rootLayer.children.filter((child) => child.name === name).map(({ text }) => text)
    // WGS 84, web map, SRGI2013, DGN95, and the zones that the district lies in: UTM of each datum, TM-3.
    expect(crss).toEqual([
      ...(version === '1.3.0' ? ['CRS:84'] : []),
      ...['EPSG:4326', 'EPSG:3857', 'EPSG:9470', 'EPSG:4755'],
      ...['EPSG:32749', 'EPSG:32750', 'EPSG:9489', 'EPSG:9490', 'EPSG:23879', 'EPSG:23880'],
      ...['EPSG:23835', 'EPSG:23836', 'EPSG:23837'],
    ])
    const { items } = await readJson<{ items: { id: string; extent: number[] }[] }>(
      await server.get('/api/layers'),
    )
    const [west, south, east, north] = items.find(({ id }) => id === 'areas-village')!.extent
    const layer = layerOf(root, 'areas-village')
    const boxes = new Map(
      layer.children
        .filter((child) => child.name === 'BoundingBox')
        .map(({ attributes: a }) => [a[name], [a.minx, a.miny, a.maxx, a.maxy].map(Number)]),
    )
    const lonLat = [west, south, east, north]
    expect(boxes.get('EPSG:4326')).toEqual(version === '1.3.0' ? [south, west, north, east] : lonLat)
    if (version === '1.3.0') {
      expect(boxes.get('CRS:84')).toEqual(lonLat)
      expect(Number(textOf(layer, 'EX_GeographicBoundingBox/westBoundLongitude'))).toBe(west)
      expect(Number(textOf(layer, 'EX_GeographicBoundingBox/northBoundLatitude'))).toBe(north)
    } else {
      const { minx, maxy } = findFirst(layer, 'LatLonBoundingBox')!.attributes
      expect([Number(minx), Number(maxy)]).toEqual([west, north])
    }
    expect(boxes.get('EPSG:3857')?.[0]).toBeCloseTo((west! * 20037508.342789244) / 180, 3)
  })

  it('tells the years of rows that have years', async () => {
    const layer = layerOf(await read(version), 'proposals')
    const dimension = findFirst(layer, 'Dimension')!
    const extent = version === '1.3.0' ? dimension : findFirst(layer, 'Extent')!
    expect(dimension.attributes).toMatchObject({ name: 'time', units: 'ISO8601' })
    expect(extent.text).toBe('2025,2026')
    expect(extent.attributes).toMatchObject({ default: '2025/2026', multipleValues: '1' })
  })

  it('speaks English to who asks for it', async () => {
    const root = await read(version, '&language=en')
    expect(textOf(layerOf(root, 'areas-district'), 'Title')).toBe('Districts')
  })

  it('tells a client that has the present state, or one that never was', async () => {
    const { updateSequence } = (await read(version)).attributes
    const at = (sequence: string) => ask(`&version=${version}&updatesequence=${sequence}`)
    expect(await readWmsException(await at(updateSequence!), version)).toMatchObject({
      code: 'CurrentUpdateSequence',
    })
    for (const later of [String(Number(updateSequence) + 1), 'zz', '-1', '9'.repeat(17)])
      expect(await readWmsException(await at(later), version)).toMatchObject({
        code: 'InvalidUpdateSequence',
      })
    await readWmsDocument(await at(String(Number(updateSequence) - 1)), version)
    await readWmsDocument(await at('0'), version)
    // As clients write numbers that count in floating point; and milliseconds, which the sequence once was.
    await readWmsDocument(await at('0.0E0'), version)
    await readWmsDocument(await at('1.796E12'), version)
    expect(await readWmsException(await at(`${updateSequence}.0E0`), version)).toMatchObject({
      code: 'CurrentUpdateSequence',
    })
    expect(Number(updateSequence)).toBeLessThan(1_000_000)
  })
})

describe('GetCapabilities', () => {
  it.for([
    ['', '1.3.0'],
    ['&version=1.3.0', '1.3.0'],
    ['&version=2.0.0', '1.3.0'],
    ['&version=1.2.0', '1.1.1'],
    ['&version=1.1.1', '1.1.1'],
    ['&version=1.1.0', '1.1.1'],
    ['&version=1.0.0', '1.1.1'],
    ['&version=0.0.1', '1.1.1'],
    ['&wmtver=1.1.1', '1.1.1'],
  ] as const)('negotiates the version: %s', async ([asked, version]) => {
    await readWmsDocument(await ask(asked), version)
  })

  it('takes names in any case, other parameters beside them, a form, and answers HEAD', async () => {
    const root = await readWmsDocument(await ask(''), '1.3.0')
    const odd = await server.get('/wms?SeRvIcE=wms&REQUEST=getcapabilities&BOGUS=1&BOGUS=2&__proto__=3')
    expect(await readWmsDocument(odd, '1.3.0')).toEqual(root)
    const form = await server.get('/wms', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'SERVICE=WMS&REQUEST=GetCapabilities',
    })
    expect(await readWmsDocument(form, '1.3.0')).toEqual(root)
    const head = await server.get('/wms?service=WMS&request=GetCapabilities', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('must name the service', async () => {
    expect(await readWmsException(await server.get('/wms?request=GetCapabilities'))).toMatchObject({
      code: 'MissingParameterValue',
      locator: 'service',
    })
    expect(
      await readWmsException(await server.get('/wms?request=GetCapabilities&service=WFS')),
    ).toMatchObject({
      locator: 'service',
    })
  })

  it('is of a higher update sequence after a publication, a style or an edit', async () => {
    const office = { ...OFFICE, 'Content-Type': 'application/json' }
    const sequence = async () => Number((await read('1.3.0')).attributes.updateSequence)
    const publish = (state: string) =>
      server.get('/api/layers/roads/publication', {
        method: 'PUT',
        headers: office,
        body: JSON.stringify({ state }),
      })
    const before = await sequence()
    expect((await publish('unpublished')).status).toBeLessThan(300)
    await expect.poll(async () => layerOf(await read('1.3.0'), 'roads'), { timeout: 20_000 }).toBeUndefined()
    const hidden = await sequence()
    expect(hidden).toBeGreaterThan(before)
    // The office sees it, and no shared cache keeps what only the office sees.
    const asOffice = await server.get('/wms?service=WMS&request=GetCapabilities', { headers: office })
    expect(asOffice.headers.get('cache-control')).toContain('private')
    expect(layerOf(await readWmsDocument(asOffice, '1.3.0'), 'roads')).toBeDefined()
    expect((await publish('published')).status).toBeLessThan(300)
    expect(await sequence()).toBeGreaterThan(hidden)
    expect(layerOf(await read('1.3.0'), 'roads')).toBeDefined()
  })
})

describe('the scales of a layer', () => {
  it('are those at which a rule of its style draws, as each version tells them', async () => {
    const rule = (name: string, scaleDenominator: { min?: number; max?: number }) => ({
      ...{ name, scaleDenominator, symbolizers: [{ kind: 'Line', color: '#aa0000', width: 1 }] },
    })
    const rules = [rule('dekat', { min: 5000, max: 25_000 }), rule('jauh', { min: 25_000, max: 100_000 })]
    const office = { ...OFFICE, 'Content-Type': 'application/json' }
    const made = await server.get('/api/styles/roads/berskala', {
      ...{ method: 'PUT', headers: { ...office, 'If-None-Match': '*' } },
      body: JSON.stringify({
        title: { id: 'Berskala', en: 'Of scales' },
        document: { name: 'berskala', rules },
      }),
    })
    expect(made.status, await made.clone().text()).toBe(201)
    const inForce = await server.get('/api/styles/roads/berskala/default', {
      method: 'POST',
      headers: office,
    })
    expect(inForce.status).toBe(200)
    const newer = layerOf(await read('1.3.0'), 'roads')
    expect(textOf(newer, 'MinScaleDenominator')).toBe('5000')
    expect(textOf(newer, 'MaxScaleDenominator')).toBe('100000')
    // WMS 1.1.1, 7.1.4.5.16: the diagonal of a pixel in metres, at a pixel of 0.28 mm.
    const { min, max } = findFirst(layerOf(await read('1.1.1'), 'roads'), 'ScaleHint')!.attributes
    expect(Number(min)).toBeCloseTo(5000 * 0.00028 * Math.SQRT2, 9)
    expect(Number(max)).toBeCloseTo(100_000 * 0.00028 * Math.SQRT2, 9)
    expect(findFirst(layerOf(await read('1.3.0'), 'proposals'), 'MinScaleDenominator')).toBeUndefined()
  })
})

describe('DescribeLayer', () => {
  it.each(VERSIONS)('tells where the features of layers are: %s', async (version) => {
    const answer = await server.get(
      `/wms?version=${version}&request=DescribeLayer&layers=proposals,areas-village`,
    )
    const root = await readWmsDocument(answer, version, { type: /^text\/xml/ })
    expect(findAll(root, 'LayerDescription')).toHaveLength(2)
    const missing = await server.get(`/wms?version=${version}&request=DescribeLayer&layers=contacts`)
    expect(await readWmsException(missing, version)).toMatchObject({ code: 'LayerNotDefined' })
  })
})

describe('GetStyles', () => {
  it.each(VERSIONS)('gives every style of layers as SLD: %s', async (version) => {
    const answer = await server.get(`/wms?version=${version}&request=GetStyles&layers=poverty,areas-village`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/vnd.ogc.sld+xml')
    const root = parseXmlTree(await answer.text())
    expect(root).toMatchObject({
      name: 'StyledLayerDescriptor',
      attributes: { version: version === '1.3.0' ? '1.1.0' : '1.0.0' },
    })
    expect(findAll(root, 'NamedLayer').map((layer) => textOf(layer, 'Name'))).toEqual([
      'poverty',
      'areas-village',
    ])
    expect(findAll(root, 'UserStyle').length).toBeGreaterThanOrEqual(2)
    const missing = await server.get(`/wms?version=${version}&request=GetStyles&layers=contacts`)
    expect(await readWmsException(missing, version)).toMatchObject({ code: 'LayerNotDefined' })
  })
})
