import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { sampleOf } from '../support/sample.ts'
import { makeSchemaCheck } from '../support/schema-check.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { expectWellFormed, findAll, findFirst, parseXmlTree, type XmlElement } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'
import { signIn } from './sign-in.ts'

const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
const GMD = 'http://www.isotc211.org/2005/gmd'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    settings: {
      PUBLISHER_NAME: 'Bappeda <Uji> & Co',
      PUBLISHER_EMAIL: 'data@uji.go.id',
      // A thousand hostile questions on a busy machine are more work than one client has (client-shares.test.ts).
      CLIENT_BUDGET_SECONDS: '0',
    },
  })
})
afterAll(() => server.close())

const schemas = findCapabilities().ogcSchemas
const check =
  schemas &&
  makeSchemaCheck(schemas, [
    'XLink_1_0',
    'DC_1_1',
    'DCT',
    'OWS_1_0_0',
    'Filter_1_1_0',
    'GML_3_2_1',
    'GML_3_1_1',
    'CSW_2_0_2',
    'ISO19139_GCO_20070417',
    'ISO19139_GTS_20070417',
    'ISO19139_GSS_20070417',
    'ISO19139_GSR_20070417',
    'ISO19139_GMD_20070417',
  ])

/** A document that must be well-formed, and fit its schema where schemas are at hand. */
async function readDocument(answer: Response, status = 200): Promise<XmlElement> {
  const text = await answer.text()
  expect(answer.status, text.slice(0, 300)).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/xml/)
  const root = parseXmlTree(text)
  if (check) expect(check(root), text.slice(0, 2000)).toEqual([])
  return root
}

const kvp = (query: string) => server.get(`/csw?service=CSW&version=2.0.2&${query}`)
const post = (body: string, type = 'application/xml') =>
  server.get('/csw', { method: 'POST', headers: { 'Content-Type': type }, body })
const getRecords = (query: string, attributes = 'resultType="results" maxRecords="50"') =>
  post(
    `<?xml version="1.0"?><csw:GetRecords xmlns:csw="${CSW}" xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml" xmlns:ows="http://www.opengis.net/ows" service="CSW" version="2.0.2" ${attributes}><csw:Query typeNames="csw:Record"><csw:ElementSetName>full</csw:ElementSetName>${query}</csw:Query></csw:GetRecords>`,
  )
const byFilter = (filter: string) =>
  getRecords(`<csw:Constraint version="1.1.0"><ogc:Filter>${filter}</ogc:Filter></csw:Constraint>`)
const byCql = (cql: string) =>
  kvp(
    `request=GetRecords&typeNames=csw:Record&resultType=results&maxRecords=50&elementSetName=full&constraintLanguage=CQL_TEXT&constraint=${encodeURIComponent(cql)}`,
  )
const titles = (root: XmlElement) => findAll(root, 'title').map(({ text }) => text)
const results = (root: XmlElement) => findAll(root, 'SearchResults')[0]!.attributes

async function faultOf(answer: Response, status = 400) {
  const root = await readDocument(answer, status)
  expect(root).toMatchObject({
    uri: 'http://www.opengis.net/ows',
    name: 'ExceptionReport',
    attributes: { version: '1.2.0' },
  })
  const exception = root.children[0]!
  return {
    code: exception.attributes.exceptionCode,
    locator: exception.attributes.locator,
    text: findAll(root, 'ExceptionText')[0]?.text ?? '',
  }
}

const idOf = async (layer: string) =>
  (await readJson<{ id: string }>(await server.get(`/api/layers/${layer}/metadata`))).id

describe('GetCapabilities', () => {
  it('tells who offers what, by KVP in any case, by form and by XML alike', async () => {
    const root = await readDocument(await server.get('/csw?SERVICE=CSW&Request=GetCapabilities&unknown=1'))
    expect(root).toMatchObject({ uri: CSW, name: 'Capabilities', attributes: { version: '2.0.2' } })
    expect(findAll(root, 'ProviderName')[0]?.text).toBe('Bappeda <Uji> & Co')
    expect(findAll(root, 'Operation').map(({ attributes }) => attributes.name)).toEqual([
      'GetCapabilities',
      'DescribeRecord',
      'GetDomain',
      'GetRecords',
      'GetRecordById',
    ])
    for (const name of ['Get', 'Post'])
      for (const { attributes } of findAll(root, name))
        expect(attributes['{http://www.w3.org/1999/xlink}href']).toBe(`${server.url}/csw`)
    const form = await post('service=CSW&request=GetCapabilities', 'application/x-www-form-urlencoded')
    expect(await readDocument(form)).toEqual(root)
    const xml = await post(`<GetCapabilities xmlns="${CSW}" service="CSW"/>`)
    expect(await readDocument(xml)).toEqual(root)
  })

  it('gives only the sections that are asked for', async () => {
    const root = await readDocument(
      await server.get('/csw?service=CSW&request=GetCapabilities&sections=ServiceProvider'),
    )
    expect(root.children.map(({ name }) => name)).toEqual(['ServiceProvider', 'Filter_Capabilities'])
    const none = await server.get('/csw?service=CSW&request=GetCapabilities&sections=')
    expect((await readDocument(none)).children.map(({ name }) => name)).toEqual(['Filter_Capabilities'])
    const xml = await post(
      `<GetCapabilities xmlns="${CSW}" service="CSW"><Sections xmlns="http://www.opengis.net/ows"/></GetCapabilities>`,
    )
    expect((await readDocument(xml)).children.map(({ name }) => name)).toEqual(['Filter_Capabilities'])
  })

  it('speaks one version', async () => {
    const negotiate = (versions: string) =>
      server.get(`/csw?service=CSW&request=GetCapabilities&acceptVersions=${versions}`)
    await readDocument(await negotiate('3.0.0,2.0.2'))
    expect(await faultOf(await negotiate('3.0.0'))).toMatchObject({
      code: 'VersionNegotiationFailed',
      locator: undefined,
    })
    // Who knows no schema checks by the one that the report names, as OGC's suite does here.
    expect(await (await negotiate('3.0.0')).text()).toContain(
      'xsi:schemaLocation="http://www.opengis.net/ows http://schemas.opengis.net/ows/1.0.0/owsExceptionReport.xsd"',
    )
    const old = await server.get('/csw?service=CSW&version=2.0.1&request=DescribeRecord')
    expect(await faultOf(old)).toMatchObject({ code: 'InvalidParameterValue', locator: 'version' })
  })
})

describe('GetRecords', () => {
  it('finds every layer of the list and the node itself, in both schemas', async () => {
    const { items } = await readJson<{ items: { id: string; title: { id: string } }[] }>(
      await server.get('/api/layers'),
    )
    const root = await readDocument(await getRecords(''))
    expect(root).toMatchObject({ uri: CSW, name: 'GetRecordsResponse' })
    expect(titles(root).slice(1)).toEqual(items.map(({ title }) => title.id))
    expect(results(root)).toMatchObject({
      numberOfRecordsMatched: String(items.length + 1),
      numberOfRecordsReturned: String(items.length + 1),
      nextRecord: '0',
      elementSet: 'full',
    })
    const iso = await readDocument(
      await getRecords('', `resultType="results" maxRecords="50" outputSchema="${GMD}"`),
    )
    expect(findAll(iso, 'MD_Metadata')).toHaveLength(items.length + 1)
    const ids = findAll(iso, 'fileIdentifier').map((element) => element.children[0]?.text)
    expect(ids).toEqual(findAll(root, 'identifier').map(({ text }) => text))
  })

  it('counts without sending anything by default, and pages without gap or repetition', async () => {
    const hits = await readDocument(await kvp('request=GetRecords&typeNames=csw:Record'))
    const all = Number(results(hits).numberOfRecordsMatched)
    expect(results(hits).numberOfRecordsReturned).toBe('0')
    const seen: string[] = []
    for (let start = 1; start > 0; ) {
      const page = await readDocument(
        await kvp(
          `request=GetRecords&typeNames=csw:Record&resultType=results&elementSetName=brief&startPosition=${start}&maxRecords=4&sortBy=dc:title:A`,
        ),
      )
      expect(results(page).numberOfRecordsMatched).toBe(String(all))
      seen.push(...titles(page))
      start = Number(results(page).nextRecord)
    }
    expect(seen).toHaveLength(all)
    expect(seen).toEqual([...seen].sort((a, b) => a.localeCompare(b, 'id')))
    const down = await readDocument(
      await kvp('request=GetRecords&typeNames=csw:Record&resultType=results&maxRecords=50&sortBy=dc:title:D'),
    )
    expect(titles(down)).toEqual([...seen].reverse())
    const beyond = await readDocument(
      await kvp('request=GetRecords&typeNames=csw:Record&resultType=results&startPosition=9999'),
    )
    expect(results(beyond)).toMatchObject({ numberOfRecordsReturned: '0', nextRecord: '0' })
  })

  it('tells what it understood when it is only asked to check', async () => {
    const root = await readDocument(
      await kvp('request=GetRecords&typeNames=csw:Record&resultType=validate&maxRecords=7'),
    )
    expect(root.name).toBe('Acknowledgement')
    expect(findAll(root, 'GetRecords')[0]?.attributes).toMatchObject({ maxRecords: '7' })
  })

  it('gives the sets and the single elements that are asked for', async () => {
    const ask = (what: string) =>
      kvp(`request=GetRecords&typeNames=csw:Record&resultType=results&maxRecords=1&startPosition=2&${what}`)
    const names = async (what: string) =>
      findFirst(await readDocument(await ask(what)), 'SearchResults')!.children[0]!.children.map(
        ({ name }) => name,
      )
    expect(await names('elementSetName=brief')).toEqual(['identifier', 'title', 'type', 'BoundingBox'])
    const summary = new Set(await names('elementSetName=summary'))
    expect([...summary]).toEqual([
      'identifier',
      'title',
      'type',
      'subject',
      'format',
      'modified',
      'abstract',
      'BoundingBox',
    ])
    expect(await names('elementSetName=full')).toContain('references')
    expect(await names('elementName=dct:modified,dc:title')).toEqual(['title', 'modified'])
    expect(await names('elementName=dc:date,dc:format')).toEqual(['format', 'date'])
  })

  it('puts latitude first in bounding boxes, as their CRS says', async () => {
    const { extent } = await readJson<{ extent: number[] }>(
      await server.get('/api/layers/areas-village/metadata'),
    )
    const root = await readDocument(await byCql("dc:title = 'Desa dan kelurahan'"))
    const [west = 0, south = 0, east = 0, north = 0] = extent
    const [low, high] = ['LowerCorner', 'UpperCorner'].map((name) =>
      findAll(root, name)[0]?.text.split(' ').map(Number),
    )
    expect(low?.[0]).toBeCloseTo(south, 6)
    expect(low?.[1]).toBeCloseTo(west, 6)
    expect(high?.[0]).toBeCloseTo(north, 6)
    expect(high?.[1]).toBeCloseTo(east, 6)
  })
})

describe('constraints', () => {
  const jalan = ['Jalan']
  it.for<[cql: string, expected: string[]]>([
    ["csw:AnyText LIKE '%jalan.geojson%'", jalan],
    ["csw:AnyText = 'JALAN.GEOJSON'", jalan],
    ["AnyText LIKE 'jalan.geo_son'", jalan],
    ["dc:title = 'Jalan'", jalan],
    ["dc:title = 'jalan'", []],
    ["dc:title ILIKE 'jal%'", jalan],
    ["title LIKE 'J_lan'", jalan],
    ["dc:subject = 'transportation'", jalan],
    ["dc:type = 'series'", ['Data geospasial Kabupaten Contoh']],
    ["dc:rights = 'CC0' AND NOT dc:type = 'series'", jalan],
    ["dct:modified < '2001-01-01'", []],
    ["dct:modified > '2001-01-01' AND dc:title = 'Jalan'", jalan],
    ["dct:modified > DATE('2001-01-01') AND dc:title = 'Jalan'", jalan],
    ["dct:temporal = '2024' AND dc:title = 'Kemiskinan desa'", ['Kemiskinan desa']],
    ["T_INTERSECTS(dct:temporal, INTERVAL('2026-01-01','..'))", ['Usulan']],
    ['BBOX(ows:BoundingBox, 100, 10, 101, 11)', []],
    ["BBOX(ows:BoundingBox, 111, -2.2, 111.3, -2) AND dc:title = 'Jalan'", jalan],
    ["dc:title IN ('Jalan', 'Tidak ada')", jalan],
    ['dct:isPartOf IS NULL', ['Data geospasial Kabupaten Contoh']],
  ])('in CQL: %s', async ([cql, expected]) => {
    expect(titles(await readDocument(await byCql(cql)))).toEqual(expected)
  })

  const like = (words: string, more = '') =>
    `<ogc:PropertyIsLike wildCard="*" singleChar="?" escapeChar="!" ${more}><ogc:PropertyName>dc:title</ogc:PropertyName><ogc:Literal>${words}</ogc:Literal></ogc:PropertyIsLike>`
  const compare = (name: string, property: string, value: string) =>
    `<ogc:${name}><ogc:PropertyName>${property}</ogc:PropertyName><ogc:Literal>${value}</ogc:Literal></ogc:${name}>`
  const bbox = (low: string, high: string, srs = '') =>
    `<ogc:BBOX><ogc:PropertyName>ows:BoundingBox</ogc:PropertyName><gml:Envelope ${srs && `srsName="${srs}"`}><gml:lowerCorner>${low}</gml:lowerCorner><gml:upperCorner>${high}</gml:upperCorner></gml:Envelope></ogc:BBOX>`
  const isRoads = compare('PropertyIsEqualTo', 'dc:title', 'Jalan')
  it.for<[filter: string, expected: string[]]>([
    [like('Jal*'), jalan],
    [like('jal*'), []],
    [like('jal*', 'matchCase="false"'), jalan],
    [like('J?lan'), jalan],
    [like('J!?lan'), []],
    [like('J%'), []],
    [isRoads, jalan],
    [compare('PropertyIsEqualTo', 'apiso:TopicCategory', 'transportation'), jalan],
    [compare('PropertyIsEqualTo', 'csw:AnyText', 'jalan.geojson'), jalan],
    [compare('PropertyIsEqualTo', '/csw:Record/dc:title', 'Jalan'), jalan],
    [`<ogc:And>${isRoads}${compare('PropertyIsGreaterThan', 'dct:modified', '2001-01-01')}</ogc:And>`, jalan],
    [`<ogc:And>${isRoads}<ogc:Not>${isRoads}</ogc:Not></ogc:And>`, []],
    [`<ogc:And>${isRoads}${bbox('111 -2.2', '111.3 -2')}</ogc:And>`, jalan],
    [`<ogc:And>${isRoads}${bbox('-2.2 111', '-2 111.3', 'urn:ogc:def:crs:EPSG::4326')}</ogc:And>`, jalan],
    [`<ogc:And>${isRoads}${bbox('111 -2.2', '111.3 -2', 'EPSG:4326')}</ogc:And>`, jalan],
    [`<ogc:And>${isRoads}${bbox('10 10', '11 11')}</ogc:And>`, []],
    [
      `<ogc:PropertyIsNull><ogc:PropertyName>dct:isPartOf</ogc:PropertyName></ogc:PropertyIsNull>`,
      ['Data geospasial Kabupaten Contoh'],
    ],
    [
      `<ogc:And>${isRoads}<ogc:PropertyIsBetween><ogc:PropertyName>dct:modified</ogc:PropertyName><ogc:LowerBoundary><ogc:Literal>2001-01-01</ogc:Literal></ogc:LowerBoundary><ogc:UpperBoundary><ogc:Literal>2999-01-01</ogc:Literal></ogc:UpperBoundary></ogc:PropertyIsBetween></ogc:And>`,
      jalan,
    ],
  ])('in Filter 1.1.0: %s', async ([filter, expected]) => {
    expect(titles(await readDocument(await byFilter(filter)))).toEqual(expected)
  })

  it('by KVP may be a Filter too, and may name records', async () => {
    const id = await idOf('roads')
    const filter = `<ogc:Filter xmlns:ogc="http://www.opengis.net/ogc"><ogc:FeatureId fid="${id}"/></ogc:Filter>`
    const root = await readDocument(
      await kvp(
        `request=GetRecords&typeNames=csw:Record&resultType=results&constraintLanguage=FILTER&constraint=${encodeURIComponent(filter)}`,
      ),
    )
    expect(titles(root)).toEqual(jalan)
  })

  it('about a place answer with boxes under the name that it was asked with', async () => {
    const boxes = async (filter: string) =>
      findAll(await readDocument(await byFilter(filter)), 'BoundingBox').map(
        ({ attributes }) => attributes.crs,
      )
    const urn = 'urn:x-ogc:def:crs:EPSG:6.11:4326'
    expect(await boxes(`<ogc:And>${isRoads}${bbox('-2.2 111', '-2 111.3', urn)}</ogc:And>`)).toEqual([urn])
    expect(await boxes(isRoads)).toEqual(['urn:ogc:def:crs:EPSG::4326'])
  })

  it('that make no sense are refused, and the place is told', async () => {
    for (const cql of [
      'dc:title =',
      'nosuch = 1',
      "dc:title = 'a",
      'DROP TABLE layers',
      'BBOX(dct:spatial, 111, -2.2, 111.3, -2)',
      'NOT S_INTERSECTS(dc:title, BBOX(111, -2.2, 111.3, -2))',
      '1=1; --',
      '('.repeat(5000),
    ])
      expect(await faultOf(await byCql(cql)), cql.slice(0, 40)).toMatchObject({
        code: 'InvalidParameterValue',
        locator: 'constraint',
      })
    const nested = `${'<ogc:Not>'.repeat(55)}${isRoads}${'</ogc:Not>'.repeat(55)}`
    for (const filter of [
      '',
      isRoads + isRoads,
      '<ogc:Or/>',
      '<ogc:Fun/>',
      `<ogc:PropertyIsEqualTo>${'<ogc:Literal>1</ogc:Literal>'}</ogc:PropertyIsEqualTo>`,
      `<ogc:PropertyIsEqualTo><ogc:Function name="system"><ogc:Literal>id</ogc:Literal></ogc:Function><ogc:Literal>1</ogc:Literal></ogc:PropertyIsEqualTo>`,
      `<ogc:BBOX><gml:Envelope srsName="EPSG:99999"><gml:lowerCorner>1 1</gml:lowerCorner><gml:upperCorner>2 2</gml:upperCorner></gml:Envelope></ogc:BBOX>`,
      bbox('NaN NaN', '1 1'),
      bbox('1', '2'),
      bbox('1e308 0', '1e309 1'),
      nested,
    ])
      expect((await faultOf(await byFilter(filter))).code, filter.slice(0, 80)).toBe('InvalidParameterValue')
  })
})

describe('a single record', () => {
  it('comes by its id in both schemas; one that nobody has is an empty answer', async () => {
    const id = await idOf('areas-village')
    const ask = (ids: string, more = '') => kvp(`request=GetRecordById&id=${ids}${more}`)
    const dc = await readDocument(await ask(id, '&elementSetName=full'))
    expect(titles(dc)).toEqual(['Desa dan kelurahan'])
    expect(findAll(dc, 'subject').map(({ text }) => text)).toContain('ADMINISTRASIDESA_AR')
    const both = await readDocument(await ask(`${id},${await idOf('roads')}`))
    expect(titles(both)).toEqual(['Desa dan kelurahan', 'Jalan'])
    const none = await readDocument(await ask('00000000-0000-0000-0000-000000000000'))
    expect(none).toMatchObject({ name: 'GetRecordByIdResponse', children: [] })
    const iso = await readDocument(await ask(id, `&outputSchema=${GMD}`))
    const record = findAll(iso, 'MD_Metadata')[0]!
    const text = (path: string) => findFirst(record, path)?.children[0]
    expect(text('fileIdentifier')?.text).toBe(id)
    expect(text('language')).toMatchObject({ name: 'LanguageCode', attributes: { codeListValue: 'ind' } })
    expect(text('characterSet')?.attributes.codeListValue).toBe('utf8')
    expect(text('metadataStandardName')?.text).toContain('SNI 8843-1:2019')
    expect(text('metadataStandardVersion')?.text).toBe('2019')
    expect(text('parentIdentifier')?.text).toMatch(/^[\da-f-]{36}$/)
    expect(text('contact/CI_ResponsibleParty/organisationName')?.text).toBe('Bappeda <Uji> & Co')
    expect(findAll(record, 'EX_GeographicBoundingBox')).toHaveLength(1)
    expect(findAll(record, 'MD_LegalConstraints')).toHaveLength(1)
    expect(findAll(record, 'useLimitation')[0]?.children[0]?.text).toContain('bukan acuan hukum')
    expect(findAll(record, 'RS_Identifier')[0]?.children[0]?.children[0]?.text).toContain('EPSG/0/4326')
    expect(findAll(record, 'LI_Source').length).toBeGreaterThan(0)
    expect(findAll(record, 'LI_ProcessStep').length).toBeGreaterThan(0)
    expect(findAll(record, 'DQ_QuantitativeResult')).toHaveLength(1)
    expect(findAll(record, 'URL').map((url) => url.text)).toContain(
      `${server.url}/data/areas-village.geojson`,
    )
    expect(JSON.stringify(record)).toMatch(/Katalog Unsur Geografi Indonesia/)
    const english = findAll(record, 'LocalisedCharacterString').map((string) => string.text)
    expect(english).toContain('Villages')
  })
})

describe('what records are made of', () => {
  it('is described by the schemas of the standards', async () => {
    const root = await readDocument(await kvp('request=DescribeRecord&typeName=gmd:MD_Metadata'))
    expect(findAll(root, 'SchemaComponent').map(({ attributes }) => attributes.targetNamespace)).toEqual([
      GMD,
    ])
    expect(findAll(await readDocument(await kvp('request=DescribeRecord')), 'SchemaComponent')).toHaveLength(
      2,
    )
    const declared = await readDocument(await kvp('request=DescribeRecord&typeName=csw:Record'))
    expect(findAll(declared, 'element').map(({ attributes }) => attributes.name)).toEqual(['Record'])
    const other = await kvp('request=DescribeRecord&schemaLanguage=http://purl.oclc.org/dsdl/schematron')
    expect(await faultOf(other)).toMatchObject({ code: 'InvalidParameterValue', locator: 'schemaLanguage' })
    expect(await faultOf(await kvp('request=DescribeRecord&typeName=Record'))).toMatchObject({
      locator: 'typename',
    })
  })

  it('has domains: of parameters, and of properties as they stand', async () => {
    const root = await readDocument(await kvp('request=GetDomain&parameterName=GetRecords.outputSchema'))
    expect(findAll(root, 'Value').map(({ text }) => text)).toEqual([CSW, GMD])
    const types = await readDocument(await kvp('request=GetDomain&propertyName=dc:type'))
    expect(findAll(types, 'Value').map(({ text }) => text)).toEqual(['dataset', 'series'])
    const xml = await post(
      `<GetDomain xmlns="${CSW}" service="CSW" version="2.0.2"><PropertyName>dc:subject</PropertyName></GetDomain>`,
    )
    expect(findAll(await readDocument(xml), 'Value').map(({ text }) => text)).toContain('transportation')
    const none = await readDocument(await kvp('request=GetDomain&propertyName=nosuch'))
    expect(findAll(none, 'Value')).toEqual([])
  })
})

describe('a layer that is not published', () => {
  it('has no record for the public, in no answer; for the office it has', async () => {
    const id = await idOf('roads')
    const auth = OFFICE
    const turn = (state: string) =>
      server.get('/api/layers/roads/publication', {
        method: 'PUT',
        headers: { ...auth, 'Content-Type': 'application/json' },
        body: JSON.stringify({ state }),
      })
    await readJson(await turn('unpublished'))
    try {
      const questions = [
        'request=GetRecords&typeNames=csw:Record&resultType=results&maxRecords=100&elementSetName=full',
        `request=GetRecords&typeNames=csw:Record&resultType=results&maxRecords=100&outputSchema=${GMD}`,
        `request=GetRecordById&id=${id}`,
        'request=GetDomain&propertyName=dc:title',
        'request=GetCapabilities',
      ]
      for (const question of questions) {
        const text = JSON.stringify(await readDocument(await kvp(question)))
        expect(text, question).not.toMatch(/roads|"Jalan"|jalan\.geojson/)
        expect(text, question).not.toContain(id)
      }
      const office = await server.get(`/csw?service=CSW&version=2.0.2&request=GetRecordById&id=${id}`, {
        headers: auth,
      })
      expect(office.headers.get('cache-control')).toContain('private')
      expect(titles(await readDocument(office))).toEqual(['Jalan'])
    } finally {
      await readJson(await turn('published'))
    }
  })
})

describe('a record of data elsewhere', () => {
  const auth = OFFICE
  const NAMES =
    'xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ows="http://www.opengis.net/ows" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"'
  const ID = 'urn:uuid:19887a8a-f6b0-4a63-ae56-7fba0e17801f'
  const document = (title: string, id = ID) =>
    `<?xml version="1.0"?><csw:Record ${NAMES}><dc:identifier>${id}</dc:identifier><dc:type>http://purl.org/dc/dcmitype/Image</dc:type><dc:format>image/svg+xml</dc:format><dc:title>${title}</dc:title><dct:spatial>GR-22</dct:spatial><dc:date>2003-05-09</dc:date><dct:references scheme="WWW:LINK">https://x.example/data</dct:references><dc:publisher>Badan &lt;Contoh&gt;</dc:publisher><ows:BoundingBox crs="urn:ogc:def:crs:EPSG::4326"><ows:LowerCorner>30 10</ows:LowerCorner><ows:UpperCorner>31 11</ows:UpperCorner></ows:BoundingBox></csw:Record>`
  const send = (body: string, headers: Record<string, string> = auth, type = 'application/xml') =>
    server.get('/api/records', { method: 'POST', headers: { ...headers, 'Content-Type': type }, body })
  const take = (id: string) =>
    server.get(`/api/records/${encodeURIComponent(id)}`, { method: 'DELETE', headers: auth })

  it('is added by who publishes alone, harvested in every form as theirs, and taken away again', async () => {
    expect((await send(document('Peta tamu'), {})).status).toBe(401)
    await readJson(await send(document('Peta lama')))
    const { items } = await readJson<{ items: object[] }>(await send(document('Peta tamu')))
    expect(items).toEqual([
      {
        id: ID,
        title: 'Peta tamu',
        publisher: 'Badan <Contoh>',
        form: 'dublin-core',
        inPackage: false,
        updatedAt: expect.any(String),
      },
    ])
    const root = await readDocument(await byCql("dc:title = 'Peta tamu'"))
    const values = (name: string) => findAll(root, name).map(({ text }) => text)
    expect([
      values('identifier'),
      values('spatial'),
      values('date'),
      values('publisher'),
      values('isPartOf'),
    ]).toEqual([[ID], ['GR-22'], ['2003-05-09'], ['Badan <Contoh>'], []])
    expect(titles(await readDocument(await byCql("dct:spatial = 'GR-22'")))).toEqual(['Peta tamu'])
    expect(titles(await readDocument(await byCql('BBOX(ows:BoundingBox, 10, 30, 11, 31)')))).toEqual([
      'Peta tamu',
    ])
    expect(titles(await readDocument(await byCql("dc:date < '2004-01-01'")))).toEqual(['Peta tamu'])
    const iso = await readDocument(await kvp(`request=GetRecordById&id=${ID}&outputSchema=${GMD}`))
    const texts = (name: string) => findAll(iso, name).map(({ children }) => children[0]?.text)
    expect(texts('fileIdentifier')).toEqual([ID])
    // It says of it what its office said, and no more.
    expect([texts('hierarchyLevel'), texts('hierarchyLevelName')]).toEqual([
      [],
      ['http://purl.org/dc/dcmitype/Image'],
    ])
    const codes = (list: string) => findAll(iso, list).map(({ attributes }) => attributes.codeListValue)
    expect([codes('CI_DateTypeCode'), codes('CI_RoleCode')]).toEqual([
      ['publication'],
      ['publisher', 'publisher'],
    ])
    expect(findAll(iso, 'Date').map(({ text }) => text)).toEqual(['2003-05-09'])
    expect(texts('language')).toEqual([undefined])
    const feature = await readJson<{ properties: object; geometry: object }>(
      await server.get(`/ogc/collections/katalog/items/${encodeURIComponent(ID)}`),
    )
    expect(feature).toMatchObject({
      properties: { title: 'Peta tamu', origin: 'foreign' },
      geometry: { type: 'Polygon' },
    })
    const dcat = await readJson<{ 'dcat:dataset': { 'dct:identifier': string; 'dct:title': unknown }[] }>(
      await server.get('/katalog.jsonld'),
    )
    expect(dcat['dcat:dataset'].at(-1)).toMatchObject({ 'dct:identifier': ID, 'dct:title': 'Peta tamu' })
    const page = await (await server.get('/katalog?q=tamu')).text()
    expect(page).toContain('Peta tamu')
    expect(page).toContain('href="https://x.example/data"')
    expect(page).not.toContain('id="foreign-records"')
    const cookie = await signIn(server)
    expect(await (await server.get('/katalog?q=tamu', { headers: cookie })).text()).toContain(
      'id="foreign-records"',
    )
    // It is no layer.
    expect((await server.get(`/katalog/${encodeURIComponent(ID)}`)).status).toBe(404)
    expect((await take(ID)).status).toBe(204)
    expect((await take(ID)).status).toBe(404)
    expect(titles(await readDocument(await byCql("dc:title = 'Peta tamu'")))).toEqual([])
  })

  it('that does not say where it lies is not within any box, and no publisher is none', async () => {
    const nowhere = document('Peta tanpa tempat')
      .replace(/<ows:BoundingBox.*<\/ows:BoundingBox>/, '')
      .replace(/<dc:publisher>.*<\/dc:publisher>/, '')
    await readJson(await send(nowhere))
    try {
      const box = 'BBOX(ows:BoundingBox, -180, -90, 180, 90)'
      for (const cql of [`NOT ${box}`, 'ows:BoundingBox IS NULL', 'dc:publisher IS NULL'])
        expect(titles(await readDocument(await byCql(cql))), cql).toEqual(['Peta tanpa tempat'])
      expect(titles(await readDocument(await byCql(`NOT ${box} AND NOT ows:BoundingBox IS NULL`)))).toEqual(
        [],
      )
    } finally {
      expect((await take(ID)).status).toBe(204)
    }
  })

  it('in ISO 19139 is given to harvesters as its office wrote it', async () => {
    const own = await (
      await kvp(`request=GetRecordById&id=${await idOf('roads')}&outputSchema=${GMD}`)
    ).text()
    const record = /<gmd:MD_Metadata.*<\/gmd:MD_Metadata>/s.exec(own)?.[0] ?? ''
    expect((await send(record)).status).toBe(409)
    const foreign = record
      .replaceAll(await idOf('roads'), 'abc-1')
      .replaceAll('>Jalan<', '>Jalan kabupaten tetangga<')
    await readJson(await send(foreign))
    try {
      const answer = await kvp(`request=GetRecordById&id=abc-1&outputSchema=${GMD}`)
      expect(await answer.clone().text()).toContain(foreign)
      await readDocument(answer)
    } finally {
      expect((await take('abc-1')).status).toBe(204)
    }
  })

  it('without a title goes by how its abstract begins, cut between words and not within a character', async () => {
    const words = 'Saluran irigasi tersier '.repeat(8)
    const long = `${'x'.repeat(999)}\u{1F33E}`
    await readJson(
      await send(
        document('', 'tanpa-judul').replace(
          '<dct:spatial>',
          `<dct:abstract>${words}</dct:abstract><dct:spatial>`,
        ),
      ),
    )
    await readJson(await send(document(long, 'judul-panjang')))
    try {
      const root = await readDocument(
        await kvp('request=GetRecordById&id=tanpa-judul,judul-panjang&elementSetName=summary'),
      )
      const [short = '', cut = ''] = titles(root)
      expect(short).toMatch(/(Saluran|irigasi|tersier)…$/)
      expect(words.startsWith(short.slice(0, -1))).toBe(true)
      expect(short.length).toBeLessThan(102)
      expect(cut.slice(0, 999)).toBe('x'.repeat(999))
    } finally {
      for (const id of ['tanpa-judul', 'judul-panjang']) expect((await take(id)).status).toBe(204)
    }
  })

  it('that says too little, or in no form that is known, is refused', async () => {
    for (const [body, type] of [
      [document('Uji', ''), 'application/xml'],
      [document(''), 'application/xml'],
      ['<a/>', 'application/xml'],
      ['[]', 'application/json'],
      ['{', 'application/ld+json'],
    ] as const)
      expect((await send(body, auth, type)).status, body.slice(0, 40)).toBe(400)
    expect((await send(document('Uji'), auth, 'text/html')).status).toBe(415)
  })
})

describe('what this catalogue does not do', () => {
  it('is refused in words: writing, fetching, answering elsewhere', async () => {
    for (const name of ['Transaction', 'Harvest']) {
      const body = `<csw:${name} xmlns:csw="${CSW}" service="CSW" version="2.0.2"><csw:Source>http://127.0.0.1:9/x</csw:Source></csw:${name}>`
      expect(await faultOf(await post(body))).toMatchObject({
        code: 'OperationNotSupported',
        text: expect.stringContaining('read only'),
      })
      expect((await faultOf(await kvp(`request=${name}&source=http://127.0.0.1:9/`))).code).toBe(
        'OperationNotSupported',
      )
    }
    const elsewhere = await kvp('request=GetRecords&typeNames=csw:Record&responseHandler=http://127.0.0.1:9/')
    expect((await faultOf(elsewhere)).locator).toBe('responsehandler')
  })

  it.for([
    ['service', 'request=GetCapabilities'],
    ['request', 'service=CSW'],
    ['service', 'service=WMS&request=GetCapabilities'],
    ['request', 'service=CSW&request=GetFeature'],
    ['request', 'service=CSW&request=GetCapabilities&REQUEST=GetRecords'],
    ['typenames', 'service=CSW&request=GetRecords&typeNames=gmi:MI_Metadata'],
    ['outputschema', 'service=CSW&request=GetRecords&outputSchema=urn:x'],
    ['outputformat', 'service=CSW&request=GetRecords&outputFormat=text/html'],
    ['resulttype', 'service=CSW&request=GetRecords&resultType=all'],
    ['elementsetname', 'service=CSW&request=GetRecords&elementSetName=tiny'],
    ['elementname', 'service=CSW&request=GetRecords&resultType=results&elementName=dc:nosuch'],
    ['startposition', 'service=CSW&request=GetRecords&startPosition=-1'],
    ['maxrecords', 'service=CSW&request=GetRecords&maxRecords=1e9'],
    ['sortby', 'service=CSW&request=GetRecords&sortBy=nosuch:A'],
    ['constraintlanguage', 'service=CSW&request=GetRecords&constraint=a&constraintLanguage=SQL'],
    ['id', 'service=CSW&request=GetRecordById'],
    ['parametername', 'service=CSW&request=GetDomain'],
    ['typename', 'service=CSW&request=DescribeRecord&typeName=a:b'],
  ])('a bad %s is named: %s', async ([locator, query]) => {
    const fault = await faultOf(await server.get(`/csw?${query}`))
    expect(fault.locator).toBe(locator)
    expect(fault.text).toContain(locator)
  })
})

describe('hostile requests', () => {
  const LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><csw:GetCapabilities xmlns:csw="${CSW}" service="&b;"/>`
  const FILE = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><csw:GetRecords xmlns:csw="${CSW}" service="CSW" version="2.0.2"><csw:Query typeNames="csw:Record"><csw:Constraint version="1.1.0"><csw:CqlText>&x;</csw:CqlText></csw:Constraint></csw:Query></csw:GetRecords>`
  it.for<[what: string, body: string, status: number]>([
    ['a billion laughs', LAUGHS, 400],
    ['an external entity', FILE, 400],
    ['an entity that nobody declared', `<a>&x;</a>`, 400],
    ['an empty body', '', 400],
    ['no XML', '{"a":1}', 400],
    ['an unclosed element', `<csw:GetRecords xmlns:csw="${CSW}">`, 400],
    ['an undeclared prefix', '<csw:GetRecords/>', 400],
    ['another namespace', '<GetRecords xmlns="urn:x"/>', 400],
    ['deep nesting', '<a>'.repeat(100_000), 413],
    ['nesting a little too deep', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`, 400],
    ['many elements', `<a>${'<b/>'.repeat(20_000)}</a>`, 400],
    ['many attributes', `<a ${Array.from({ length: 100 }, (_, at) => `a${at}="1"`).join(' ')}/>`, 400],
    ['a megabyte', `<a>${'x'.repeat(1_048_576)}</a>`, 413],
    ['a processing instruction', `<?php system("id") ?><a/>`, 400],
  ])('%s is a report, soon', async ([, body, status]) => {
    const fault = await faultOf(
      await server.get('/csw', {
        method: 'POST',
        headers: { 'Content-Type': 'application/xml' },
        body,
        signal: AbortSignal.timeout(10_000),
      }),
      status,
    )
    expect(fault.text).not.toContain('root:')
  })

  const PARAMETERS = [
    'service',
    'version',
    'acceptVersions',
    'sections',
    'request',
    'typeNames',
    'typeName',
    'outputSchema',
    'outputFormat',
    'resultType',
    'elementSetName',
    'elementName',
    'startPosition',
    'maxRecords',
    'sortBy',
    'constraint',
    'constraintLanguage',
    'id',
    'requestId',
    'parameterName',
    'propertyName',
    'namespace',
  ]
  it.for(['GetCapabilities', 'DescribeRecord', 'GetRecords', 'GetRecordById', 'GetDomain'])(
    'any value of any parameter of %s is answered in XML, or refused in XML',
    async (operation) => {
      for (const parameter of PARAMETERS)
        await Promise.all(
          sampleOf(NASTY, 7).map(async (value) => {
            const search = new URLSearchParams({
              service: 'CSW',
              version: '2.0.2',
              request: operation,
              resultType: 'results',
              maxRecords: '1',
              id: 'x',
              propertyName: 'dc:type',
            })
            search.set(parameter, value)
            const answer = await server.get(`/csw?${search}`, { signal: AbortSignal.timeout(10_000) })
            const text = await answer.text()
            const what = `${operation} ${parameter}=${value.slice(0, 60)} → ${answer.status}`
            expect([200, 400, 431], what).toContain(answer.status)
            if (answer.status !== 431) expect(() => expectWellFormed(text), what).not.toThrow()
          }),
        )
    },
  )

  it('nasty words in filters and names are words', async () => {
    for (const value of NASTY) {
      const safe = value.replaceAll(/[<&\0\ud800\uffff]/g, '')
      const answer = await byFilter(
        `<ogc:PropertyIsEqualTo><ogc:PropertyName>dc:title</ogc:PropertyName><ogc:Literal>${safe}</ogc:Literal></ogc:PropertyIsEqualTo>`,
      )
      expect([200, 400], safe.slice(0, 50)).toContain(answer.status)
      parseXmlTree(await answer.text())
    }
    expect((await server.get('/healthz')).status).toBe(200)
  })
})
