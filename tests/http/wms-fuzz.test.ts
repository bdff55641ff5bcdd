import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { sampleOf, shareOf } from '../support/sample.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { expectWellFormed, parseXmlTree } from '../support/xml-tree.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** What works, with only small and cheap pictures, so that what is tried is the reading. */
const MAP =
  'service=WMS&version=1.3.0&request=GetMap&layers=areas-village&styles=&crs=EPSG:4326&bbox=-2.3,110.9,-1.8,111.4&width=8&height=5&format=image/png'
const OLD = MAP.replace('1.3.0', '1.1.1').replace('crs=', 'srs=')
const OPERATIONS: Record<string, { query: string; parameters: string[] }> = {
  GetCapabilities: {
    query: 'service=WMS&request=GetCapabilities',
    parameters: ['service', 'version', 'request', 'updatesequence', 'language'],
  },
  GetMap: {
    query: MAP,
    parameters: [
      ...[
        'version',
        'request',
        'layers',
        'styles',
        'crs',
        'bbox',
        'width',
        'height',
        'format',
        'transparent',
      ],
      ...['bgcolor', 'exceptions', 'time', 'cql_filter'],
    ],
  },
  'GetMap 1.1.1': {
    query: `${OLD}&exceptions=application/vnd.ogc.se_inimage`,
    parameters: ['srs', 'bbox', 'layers', 'time'],
  },
  'GetMap of proposals': {
    query: MAP.replace('areas-village', 'proposals'),
    parameters: ['time', 'cql_filter'],
  },
  GetFeatureInfo: {
    query: `${MAP.replace('GetMap', 'GetFeatureInfo')}&query_layers=areas-village&i=3&j=3&info_format=application/json`,
    parameters: ['query_layers', 'info_format', 'feature_count', 'i', 'j', 'cql_filter', 'bbox'],
  },
  GetLegendGraphic: {
    query: 'version=1.3.0&request=GetLegendGraphic&layer=facilities&format=image/png',
    parameters: [
      'layer',
      'style',
      'format',
      'rule',
      'scale',
      'width',
      'height',
      'bgcolor',
      'transparent',
      'language',
    ],
  },
  GetStyles: { query: 'version=1.1.1&request=GetStyles&layers=roads', parameters: ['layers'] },
  DescribeLayer: {
    query: 'version=1.1.1&request=DescribeLayer&layers=roads',
    parameters: ['layers', 'version'],
  },
}

/** An answer that is defined: a picture, a document, or an exception that is well-formed. */
async function expectDefined(answer: Response, what: string): Promise<void> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('content-type') ?? ''
  const shown = `${what.slice(0, 300)} → ${answer.status} ${type} ${bytes.subarray(0, 300).toString()}`
  expect([200, 400, 413, 431], shown).toContain(answer.status)
  if (answer.status === 431) return
  if (answer.status !== 200) expect(type, shown).toMatch(/^(text\/xml|application\/vnd\.ogc\.se_xml)/)
  if (!/xml/.test(type) || /svg/.test(type)) return
  const document = bytes.toString().replace(/<!DOCTYPE [^>]*>/, '')
  if (answer.status === 200) return expectWellFormed(document)
  const root = parseXmlTree(document)
  expect(root.name, shown).toBe('ServiceExceptionReport')
  expect(bytes.length, shown).toBeLessThan(6000)
}

/** By a form, whose texts may be longer than an address may be. */
async function tryOut(parameters: URLSearchParams): Promise<void> {
  const body = parameters.toString()
  const answer = await server.get('/wms', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
    signal: AbortSignal.timeout(20_000),
  })
  await expectDefined(answer, body)
}

function changed(query: string, name: string, ...values: string[]): URLSearchParams {
  const parameters = new URLSearchParams(query)
  parameters.delete(name)
  for (const value of values) parameters.append(name, value)
  return parameters
}

describe.each(Object.entries(OPERATIONS))('%s', (_, { query, parameters }) => {
  it('answers any value of any parameter, or refuses it in words', async () => {
    const longest = ['x', ',', "'", '(', '9', 'é', '<a>'].map((piece) =>
      piece.repeat(Math.floor(200_000 / piece.length)),
    )
    for (const name of parameters) {
      for (const value of sampleOf(NASTY, 7)) await tryOut(changed(query, name, value))
      for (const value of sampleOf(longest, 3)) await tryOut(changed(query, name, value))
    }
  })

  it('answers what is missing, empty or given twice', async () => {
    for (const name of parameters) {
      const [value = 'x'] = new URLSearchParams(query).getAll(name)
      for (const values of [[], [''], [value, value], [value, 'y'], ['', value]])
        await tryOut(changed(query, name, ...values))
    }
  })

  it('stands random text in every parameter', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...`0123456789.,-+eE%'"\\\0 ;:/()=<>&T`) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parameters), text, (name, value) =>
        tryOut(changed(query, name, value)),
      ),
      { seed: 20250216, numRuns: shareOf(40, 5) },
    )
  })
})

describe('whatever is sent', () => {
  it('of a megabyte is refused before it is read', async () => {
    const answer = await server.get('/wms', {
      method: 'POST',
      body: `${MAP}&cql_filter=${'x'.repeat(1_000_000)}`,
    })
    await expectDefined(answer, 'a megabyte')
    expect(answer.status).toBe(413)
    expect((await server.get(`/wms?${MAP}&time=${'x'.repeat(1_000_000)}`)).status).toBe(431)
  })

  it('of odd types, encodings and bytes is refused in words', async () => {
    const bodies: [string, string | Uint8Array<ArrayBuffer>][] = [
      ['application/json', '{"request":"GetMap"}'],
      ['text/xml', `<GetMap>${'<a>'.repeat(5000)}`],
      ['text/xml', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
      ['application/x-www-form-urlencoded', Uint8Array.of(0xff, 0xfe, 0, 1, 2)],
      ['application/x-www-form-urlencoded; charset=nonsense', MAP],
      ['multipart/form-data', MAP],
      ['', ''],
    ]
    for (const [type, body] of bodies)
      await tryBody({ method: 'POST', headers: { 'Content-Type': type }, body })
    await tryBody({ method: 'POST', headers: { 'Content-Encoding': 'gzip' }, body: MAP })
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect([404, 405]).toContain((await server.get('/wms', { method })).status)
  })

  async function tryBody(init: RequestInit): Promise<void> {
    const answer = await server.get('/wms', init)
    const text = await answer.text()
    expect([200, 400, 413, 415], text.slice(0, 200)).toContain(answer.status)
    if (answer.status !== 200) expect(parseXmlTree(text).name).toBe('ServiceExceptionReport')
  }

  it('by a client that goes away leaves the server at work', async () => {
    const large = MAP.replace('width=8&height=5', 'width=2000&height=2000')
    const gone = Array.from({ length: 12 }, (_, at) =>
      server
        .get(`/wms?${large}&bgcolor=0x0000${10 + at}`, { signal: AbortSignal.timeout(5 + at * 5) })
        .catch(() => null),
    )
    await Promise.all(gone)
    await expectDefined(await server.get(`/wms?${MAP}`), MAP)
    expect((await server.get('/healthz')).status).toBe(200)
  })

  it('leaves the store as it was', async () => {
    const answer = await server.get(`/wms?${MAP}`)
    expect(answer.status).toBe(200)
    expect(await server.database.read('proposals').count({ count: '*' })).toEqual([
      { count: expect.anything() },
    ])
  })
})
