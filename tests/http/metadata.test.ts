import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayerRecord } from '../../server/publish/records/metadata/layer-record.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { readPicture } from './wms-picture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    settings: { PUBLISHER_NAME: 'Bappeda Uji', PUBLISHER_EMAIL: 'data@uji.go.id' },
  })
})
afterAll(() => server.close())

const UUID = /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const read = async (layer: string) =>
  await readJson<LayerRecord>(await server.get(`/api/layers/${layer}/metadata`))
const put = (layer: string, body: unknown, headers: Record<string, string> = {}) =>
  server.get(`/api/layers/${layer}/metadata`, {
    method: 'PUT',
    headers: {
      ...OFFICE,
      'Content-Type': 'application/json',
      'If-Match': '*',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('the metadata of a layer', () => {
  it('is there for every layer of the list, each with an id of its own that stays', async () => {
    const { items } = await readJson<{ items: { id: string; count: number }[] }>(
      await server.get('/api/layers'),
    )
    const ids = new Set<string>()
    for (const { id, count } of items) {
      const record = await read(id)
      expect(record.id, id).toMatch(UUID)
      ids.add(record.id)
      expect(record).toMatchObject({ layer: id, quality: { features: count }, crs: 'EPSG:4326' })
      for (const text of [record.title, record.abstract, record.statement]) {
        expect(text.id, id).toMatch(/\w/)
        expect(text.en, id).toMatch(/\w/)
      }
      expect(record.created <= record.revised, id).toBe(true)
      expect(record.contact).toMatchObject({ name: 'Bappeda Uji', email: 'data@uji.go.id' })
      expect((await read(record.id)).layer, 'found by its UUID too').toBe(id)
    }
    expect(ids.size).toBe(items.length)
  })

  it('tells where it is from: files with licence, date and CRS, rows read, mended and refused, and the steps', async () => {
    const roads = await read('roads')
    expect(roads.sources).toMatchObject([
      { title: 'jalan.geojson (layer:roads)', licence: 'CC0', crs: 'EPSG:4326' },
    ])
    expect(roads.licence).toEqual({ text: 'CC0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' })
    expect(roads.topic).toBe('transportation')
    const { rows } = await server.database.read.raw<{
      rows: { rows: number; loaded: number; rejected: number }[]
    }>(
      `SELECT sum((counts ->> 'rows')::int)::int AS rows, sum((counts ->> 'loaded')::int)::int AS loaded,
              sum((counts ->> 'rejected')::int)::int AS rejected FROM datasets WHERE role LIKE 'proposals:%'`,
    )
    const proposals = await read('proposals')
    expect(proposals.quality).toMatchObject({ ...rows[0], features: 11, withoutLocation: 1 })
    expect(proposals.quality.completeness.id).toContain('11 unsur; 1 tanpa lokasi')
    expect(proposals.years).toEqual([2025, 2026])
    expect(proposals.licence).toBeNull()
    expect(proposals.steps.map(({ en }) => en).join(' ')).toContain('address text')
    const poverty = await read('poverty')
    expect(poverty.sources.map(({ title }) => title).sort()).toEqual([
      'desa.geojson (areas:village)',
      'miskin.csv (statistics:poorPopulation:2024)',
      'penduduk.csv (statistics:population:2024)',
    ])
    expect(poverty.derivedFrom).toMatchObject([
      { layer: 'areas-village', id: (await read('areas-village')).id },
    ])
  })

  it('counts rows of files, each once, however many figures a row holds', async () => {
    const villages = await read('areas-village')
    const idm = villages.sources.find(({ title }) => title.startsWith('idm.csv'))
    expect(idm?.counts).toEqual({ rows: 5, loaded: 5, repaired: 0, rejected: 0 })
    const { items } = await readJson<{ items: { id: string }[] }>(await server.get('/api/layers'))
    for (const { id } of items) {
      const { rows, loaded, rejected } = (await read(id)).quality
      expect(loaded + rejected, id).toBeLessThanOrEqual(rows)
    }
    expect(villages.quality.completeness).toEqual({
      id: '6 unsur; semuanya berlokasi. Berkas asalnya (4) memuat 24 baris: 23 dimuat, 1 di antaranya setelah diperbaiki, 1 tidak dipakai (kosong atau berulang).',
      en: '6 features; all have a location. Its source files (4) hold 24 rows: 23 loaded, 1 of them after repair, 1 not used (blank or repeated).',
    })
  })

  it('names borders as the Indonesian feature catalogue does, and says that they are indicative', async () => {
    const villages = await read('areas-village')
    expect(villages.topic).toBe('boundaries')
    expect(villages.kugi).toMatchObject({
      object: 'ADMINISTRASIDESA_AR',
      attributes: expect.arrayContaining([{ field: 'code', name: 'KDEPUM' }]),
    })
    expect(JSON.stringify(villages.kugi)).toMatch(/TIPADM.*STSBTS/)
    const names = villages.fields.map(({ name }) => name)
    for (const { field } of villages.kugi!.attributes) expect(names).toContain(field)
    for (const id of ['areas-village', 'areas-district', 'poverty', 'idm'])
      expect((await read(id)).constraints[0]?.id, id).toContain('bukan acuan hukum')
    expect((await read('roads')).constraints).toEqual([])
  })

  it('has links that all answer with what they promise', async () => {
    for (const id of ['proposals', 'areas-village', 'roads']) {
      const { links } = await read(id)
      expect(links.length).toBeGreaterThan(2)
      for (const { url, mediaType } of links) {
        const answer = await fetch(url)
        expect(answer.status, url).toBe(200)
        expect(answer.headers.get('content-type'), url).toContain(mediaType)
        await answer.arrayBuffer()
      }
      expect(links.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['wms', 'features', 'tiles', 'download']),
      )
    }
  })

  it('has a small picture of the layer', async () => {
    for (const id of ['proposals', 'areas-village', 'roads']) {
      const { thumbnail } = await read(id)
      const picture = await readPicture(await fetch(thumbnail ?? ''))
      expect(Math.max(picture.width, picture.height), id).toBe(300)
      expect(picture.covered('#ffffff'), id).toBeGreaterThan(0.001)
    }
  })

  it('that nobody has is not found', async () => {
    for (const id of ['nosuch', '%00', '__proto__', "'", 'x'.repeat(300)])
      await readFault(await server.get(`/api/layers/${id}/metadata`), 404)
    await readParameterFault(await server.get('/api/layers/roads/metadata?lang=id'), 'lang')
  })
})

describe('what a planner states', () => {
  const stated = {
    abstract: { id: 'Jalan menurut Dinas PU', en: 'Roads of the public works office' },
    keywords: [{ id: 'jalan', en: 'roads' }],
    topic: 'structure',
    licence: { text: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    constraints: { id: 'Bukan untuk navigasi', en: 'Not for navigation' },
    contact: { name: 'Dinas PU', email: 'pu@uji.go.id' },
    updateFrequency: 'annually',
    scaleDenominator: 25_000,
  }

  it('goes before what the data says, and is withdrawn by leaving it out', async () => {
    const before = await read('roads')
    const answer = await put('roads', stated, { 'If-Match': '"0"' })
    expect(answer.headers.get('etag')).toBe('"1"')
    const { constraints, ...rest } = stated
    const after = await readJson<LayerRecord>(answer)
    expect(after).toMatchObject({ ...rest, constraints: [constraints], overrides: stated, version: 1 })
    expect(after.revised > before.revised).toBe(true)
    expect(await read('roads')).toEqual(after)
    const withdrawn = await readJson<LayerRecord>(await put('roads', {}, { 'If-Match': '"1"' }))
    expect({ ...withdrawn, revised: before.revised, version: 0 }).toEqual(before)
  })

  it('never overwrites what another said meanwhile', async () => {
    const { version } = await read('idm')
    expect(version).toBe(0)
    const answers = await Promise.all(
      ['annually', 'monthly', 'weekly'].map((updateFrequency) =>
        put('idm', { updateFrequency }, { 'If-Match': `"${version}"` }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    expect((await read('idm')).version).toBe(1)
    expect((await readFault(await put('idm', {}, { 'If-Match': '"9"' }), 412)).expected).toBe('"1"')
    await readFault(await put('poverty', {}, { 'If-Match': '"3"' }), 412)
    expect((await read('poverty')).version).toBe(0)
    await readParameterFault(await put('idm', {}, { 'If-Match': 'yes' }), 'If-Match')
    const bare = await server.get('/api/layers/idm/metadata', {
      method: 'PUT',
      headers: { ...OFFICE, 'Content-Type': 'application/json' },
      body: '{}',
    })
    await readFault(bare, 428)
  })

  it.for([
    ['abstract.en', { abstract: { id: 'x' } }],
    ['abstract.id', { abstract: { id: '', en: 'x' } }],
    ['abstract.id', { abstract: { id: 'a\u0000b', en: 'x' } }],
    ['abstract.id', { abstract: { id: 'a\u0007b', en: 'x' } }],
    ['abstract.id', { abstract: { id: '\ud800', en: 'x' } }],
    ['abstract.id', { abstract: { id: 'x'.repeat(5001), en: 'x' } }],
    ['keywords', { keywords: Array.from({ length: 31 }, () => ({ id: 'a', en: 'a' })) }],
    ['keywords[0]', { keywords: ['a'] }],
    ['topic', { topic: 'roads' }],
    ['licence.url', { licence: { text: 'x', url: 'javascript:alert(1)' } }],
    ['contact.email', { contact: { name: 'x', email: 'x' } }],
    ['updateFrequency', { updateFrequency: 'often' }],
    ['scaleDenominator', { scaleDenominator: 0.5 }],
    ['sql', { sql: '1' }],
    ['body', []],
    ['body', 'null'],
  ] as const)('with a bad %s is refused, and nothing is stored', async ([parameter, body]) => {
    await readParameterFault(await put('facilities', body), parameter)
    expect((await read('facilities')).version).toBe(0)
  })

  it('is taken from the administrator alone', async () => {
    const headers = { 'Content-Type': 'application/json', 'If-Match': '*' }
    const answer = await server.get('/api/layers/roads/metadata', { method: 'PUT', headers, body: '{}' })
    await readFault(answer, 401)
    await readFault(await put('nosuch', {}), 404)
    await readFault(await put('roads', '{'), 400)
    await readFault(await put('roads', JSON.stringify({ abstract: { id: 'x'.repeat(2e5), en: 'x' } })), 413)
  })
})
