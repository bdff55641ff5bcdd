import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredStyle, StyleInfo } from '../../core/api/style.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { OFFICE } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.get(path, {
    method,
    headers: { ...OFFICE, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const fresh = { 'If-None-Match': '*' }
const seen = (version: number) => ({ 'If-Match': `"${version}"` })
const red: LayerStyle = {
  name: 'merah',
  rules: [
    {
      name: 'di bawah 5 %',
      nameEn: 'below 5 %',
      filter: ['<', 'povertyRate', 5],
      symbolizers: [{ kind: 'Fill', color: '#ff0000', outlineColor: '#ffffff', outlineWidth: 1 }],
    },
  ],
}
const recoloured = (color: string): LayerStyle => ({
  ...red,
  rules: [{ name: 'semua', symbolizers: [{ kind: 'Fill', color }] }],
})
const title = { id: 'Merah', en: 'Red' }
const draft = (document: unknown) => ({ title, document })
const stored = async (answer: Response) => await readJson<StoredStyle>(answer)
const mapStyle = async (layer: string) => {
  const { items } = await readJson<{
    items: { id: string; style: { name: string; document: LayerStyle } }[]
  }>(await server.get('/api/layers'))
  return items.find(({ id }) => id === layer)?.style
}

describe('styles of a layer', () => {
  it('begin with the one made from the data, which every outlet draws', async () => {
    const { items } = await readJson<{ items: StyleInfo[] }>(await server.get('/api/styles/poverty'))
    expect(items).toMatchObject([{ name: 'standard', isDefault: true, generated: true }])
    const inForce = await stored(await server.get('/api/styles/poverty/default'))
    expect(inForce.document).toEqual((await mapStyle('poverty'))?.document)
    expect(inForce.document.rules.length).toBeGreaterThan(2)
  })

  it('are saved, put in force, changed, undone, deleted and brought back', async () => {
    const made = await send('PUT', '/api/styles/poverty/merah', draft(red), fresh)
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    expect((await stored(made)).document).toEqual(red)
    expect((await mapStyle('poverty'))?.name).toBe('standard')

    await stored(await send('POST', '/api/styles/poverty/merah/default'))
    expect(await mapStyle('poverty')).toMatchObject({ name: 'merah', generated: false, document: red })
    const { items } = await readJson<{ items: StyleInfo[] }>(await server.get('/api/styles/poverty'))
    expect(items.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['merah', true],
      ['standard', false],
    ])

    const blue = recoloured('#0000ff')
    expect((await stored(await send('PUT', '/api/styles/poverty/merah', draft(blue), seen(1)))).version).toBe(
      2,
    )
    const undone = await stored(await send('POST', '/api/styles/poverty/merah/restore'))
    expect(undone).toMatchObject({ version: 3, document: red, isDefault: true })

    expect((await send('DELETE', '/api/styles/poverty/merah', undefined, seen(3))).status).toBe(204)
    expect((await mapStyle('poverty'))?.name).toBe('standard')
    await readFault(await server.get('/api/styles/poverty/merah'), 404)
    const back = await stored(await send('POST', '/api/styles/poverty/merah/restore'))
    expect(back).toMatchObject({ version: 4, document: red, isDefault: false })
    const { items: versions } = await readJson<{ items: { version: number }[] }>(
      await send('GET', '/api/styles/poverty/merah/versions'),
    )
    expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1])
  })

  it('are not overwritten unseen', async () => {
    await stored(await send('PUT', '/api/styles/idm/satu', draft(recoloured('#111111')), fresh))
    await readFault(await send('PUT', '/api/styles/idm/satu', draft(recoloured('#222222')), fresh), 412)
    await readFault(await send('PUT', '/api/styles/idm/satu', draft(recoloured('#222222'))), 428)
    await stored(await send('PUT', '/api/styles/idm/satu', draft(recoloured('#333333')), seen(1)))
    await readFault(await send('PUT', '/api/styles/idm/satu', draft(recoloured('#444444')), seen(1)), 412)
    await readFault(await send('DELETE', '/api/styles/idm/satu', undefined, seen(1)), 412)
    expect((await stored(await server.get('/api/styles/idm/satu'))).document).toMatchObject({
      rules: [{ symbolizers: [{ color: '#333333' }] }],
    })
  })

  it('of ten writers at once, one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        send('PUT', '/api/styles/need/ramai', draft(recoloured(`#00000${at}`)), fresh),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(412)])
  })

  it('are written by the office alone', async () => {
    const asAnyone = { Authorization: '' }
    for (const [method, path] of [
      ['PUT', '/api/styles/poverty/x'],
      ['DELETE', '/api/styles/poverty/x'],
      ['POST', '/api/styles/poverty/x/restore'],
      ['POST', '/api/styles/poverty/x/default'],
      ['GET', '/api/styles/poverty/x/versions'],
    ] as const) {
      const body = method === 'PUT' ? draft(red) : undefined
      await readFault(await send(method, path, body, asAnyone), 401)
    }
  })

  it('are told of to open viewers as they change', async () => {
    const ended = new AbortController()
    const events = await server.get('/api/changes', { signal: ended.signal })
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader()
    await stored(await send('PUT', '/api/styles/facilities/baru', draft({ rules: [triangle] }), fresh))
    await stored(await send('POST', '/api/styles/facilities/baru/default'))
    let reported = ''
    while (!reported.includes('"layer":"facilities","style":2')) reported += (await reader.read()).value ?? ''
    ended.abort()
  })
})

const triangle = {
  name: 'Sekolah',
  filter: ['==', 'type', 'SD'],
  symbolizers: [{ kind: 'Mark', wellKnownName: 'star', radius: 6, color: '#112233' }],
}

describe('what is no style', () => {
  const refuse = async (document: unknown, layer = 'facilities') =>
    await readFault(await send('PUT', `/api/styles/${layer}/buruk`, draft(document), fresh), 400)
  const withRule = (changes: object) => ({ rules: [{ ...triangle, ...changes }] })
  const withMark = (changes: object) =>
    withRule({ symbolizers: [{ kind: 'Mark', wellKnownName: 'star', radius: 6, ...changes }] })

  it.each([
    ['no rules', { rules: [] }, 'rules'],
    ['an unknown key', { rules: [triangle], script: 'x' }, 'script'],
    ['an external picture', withRule({ symbolizers: [{ kind: 'Icon', image: 'http://x/' }] }), 'symbolizers'],
    ['an expression for a colour', withMark({ color: { name: 'case', args: [] } }), 'color'],
    ['a name for a colour', withMark({ color: 'url(http://x/)' }), 'color'],
    ['a mark as large as the map', withMark({ radius: 1e9 }), 'radius'],
    ['no radius at all', withMark({ radius: null }), 'radius'],
    ['an unknown mark', withMark({ wellKnownName: 'ttf://Webdings#0x21' }), 'wellKnownName'],
    ['an attribute that the layer does not have', withRule({ filter: ['==', 'contact', 'x'] }), 'rules'],
    [
      'an attribute of a label that it does not have',
      withRule({ symbolizers: [{ kind: 'Text', label: '{{phone}}', size: 12, color: '#000000' }] }),
      'rules',
    ],
    ['an unknown comparison', withRule({ filter: ['~', 'type', '.*'] }), 'filter'],
    ['a comparison with a list', withRule({ filter: ['==', 'type', ['SD']] }), 'filter'],
    ['scales the wrong way round', withRule({ scaleDenominator: { min: 10, max: 1 } }), 'rules[0]'],
    ['too many rules', { rules: Array(61).fill(triangle) }, 'rules'],
    ['control characters', withRule({ name: 'a\u0000b' }), 'name'],
  ])('%s is refused, and what was at fault is named', async (_, document, parameter) => {
    const fault = await refuse(document)
    expect(fault.parameter).toContain(parameter)
    await readFault(await server.get('/api/styles/facilities/buruk'), 404)
  })

  it('a filter of 100,000 levels, a document of 100,000 levels and a large one are refused quickly', async () => {
    let filter: unknown = ['==', 'type', 'SD']
    for (let level = 0; level < 30; level++) filter = ['!', filter]
    expect((await refuse(withRule({ filter }))).parameter).toMatch(/filter|body/)
    const deep = `{"title":{"id":"a","en":"a"},"document":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    await readFault(await send('PUT', '/api/styles/facilities/buruk', deep, fresh), 400)
    const large = draft({ rules: [triangle], x: 'x'.repeat(300_000) })
    await readFault(await send('PUT', '/api/styles/facilities/buruk', large, fresh), 413)
  })

  it('names that are taken or strange, layers that are not there', async () => {
    for (const name of ['standard', 'default', 'A', '-a', 'a'.repeat(61), 'a%00', '..%2f'])
      await readFault(await send('PUT', `/api/styles/poverty/${name}`, draft(red), fresh), 400)
    await readFault(await send('PUT', '/api/styles/proposer_contacts/a', draft(red), fresh), 404)
    await readFault(await server.get('/api/styles/tidak-ada/default'), 404)
    await readFault(await server.get('/api/styles/poverty/%00'), 404)
    await readFault(await send('POST', '/api/styles/poverty/%00/default'), 404)
  })

  it('whatever JSON comes, the answer is a style or a refusal', async () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(null, -1, 1e308, '#ff0000', 'circle', ['==', 'type', null], ['&&'], [[]], {}),
    )
    const symbol = fc.oneof(
      value,
      fc.record({
        kind: fc.constantFrom('Fill', 'Line', 'Mark', 'Text', 'Icon'),
        color: value,
        width: value,
        radius: value,
        label: value,
        wellKnownName: value,
      }),
    )
    const rule = fc.record({
      name: value,
      filter: value,
      scaleDenominator: value,
      symbolizers: fc.oneof(value, fc.array(symbol, { maxLength: 3 })),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(value, fc.record({ rules: fc.array(rule, { maxLength: 2 }) })),
        async (document) => {
          const answer = await send('PUT', '/api/styles/facilities/acak', draft(document), {
            'If-Match': '*',
          })
          expect([200, 201, 400]).toContain(answer.status)
        },
      ),
      { numRuns: 60, seed: 5 },
    )
  })
})
