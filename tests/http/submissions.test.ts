import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAULTY_SUBMISSIONS } from '../fixtures/attacks/faulty-submissions.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { type Fault, type Item, type Page, readFault, readJson, readParameterFault } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const VILLAGE = '62.99.01.1003'
const good = { title: 'Perbaikan talud sungai', villageCode: VILLAGE }

const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  server.get('/api/proposals', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
const submit = (body: unknown, headers: Record<string, string> = {}) => send(JSON.stringify(body), headers)

async function submitted(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Item & Record<string, unknown>> {
  const response = await submit(body, headers)
  const { code } = await readJson<{ code: string }>(response)
  expect(response.status).toBe(201)
  expect(response.headers.get('location')).toBe(`/api/proposals/${code}`)
  return readJson(await server.get(`/api/proposals/${code}`))
}

/** How many rows each table that a submission writes holds: equal before and after a refusal. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await server.database.write.raw<{ rows: Record<string, number>[] }>(
    `SELECT (SELECT count(*)::int FROM proposals) AS proposals, (SELECT count(*)::int FROM contacts) AS contacts,
            (SELECT count(*)::int FROM events) AS events, (SELECT count(*)::int FROM idempotency_keys) AS keys`,
  )
  return rows[0] ?? {}
}

async function refused(
  response: Promise<Response> | Response,
  status: number,
  parameter?: string,
): Promise<Fault> {
  const before = await countRows()
  const fault = await readFault(await response, status)
  if (parameter !== undefined) expect(fault.parameter).toBe(parameter)
  expect(await countRows()).toEqual(before)
  return fault
}

describe('a proposal that is submitted', () => {
  it('stands in list, search and history at once, joined with its village', async () => {
    const before = (await readJson<Page>(await server.get('/api/proposals'))).total.count
    const stored = await submitted({
      ...good,
      lon: 111.251,
      lat: -2.151,
      sector: 'public-works',
      costRupiah: 125_000_000,
      contact: { name: 'Ibu Sari', phone: '0812' },
    })
    expect(stored).toMatchObject({
      title: good.title,
      status: 'submitted',
      stage: 'neighbourhood',
      source: 'resident',
      sector: 'public-works',
      costRupiah: 125_000_000,
      locationQuality: 'point',
      villageName: 'Kota Lama',
      districtName: 'Hulu',
      point: [111.251, -2.151],
      village: { population: 5000 },
    })
    expect(stored.code).toMatch(/^U\d{4}-[2-9A-HJ-NP-Z]{6}$/)
    expect((await readJson<Page>(await server.get('/api/proposals'))).total.count).toBe(before + 1)
    const found = await readJson<{ items: { code: string }[] }>(await server.get('/api/search?q=talud'))
    expect(found.items.map(({ code }) => code)).toContain(stored.code)
    const events = await readJson<{ items: unknown[] }>(
      await server.get(`/api/proposals/${stored.code}/events`),
    )
    expect(events.items).toEqual([
      { kind: 'submitted', payload: { status: 'submitted' }, at: expect.any(String) },
    ])
  })

  it('arrives as tile changes, and the tile then holds it', async () => {
    const leave = new AbortController()
    const stream = await server.get('/api/changes', { signal: leave.signal })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const place = { lon: 111.2612, lat: -2.1312 }
    const [x, y] = [
      Math.floor(((place.lon + 180) / 360) * 2 ** 14),
      Math.floor(((1 - Math.asinh(Math.tan((place.lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** 14),
    ]
    const tile = `/tiles/proposals/14/${x}/${y}.mvt`
    const etag = (await server.get(tile)).headers.get('etag')
    const { code } = await submitted({ ...good, ...place })
    let text = ''
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.includes(`14/${x}/${y}`)) break
    }
    leave.abort()
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? '{}'
    expect(JSON.parse(data)).toMatchObject({
      layer: 'proposals',
      version: expect.any(Number),
      deepest: expect.any(Number),
    })
    const after = await server.get(tile)
    expect(after.headers.get('etag')).not.toBe(etag)
    expect(
      decodeTile(new Uint8Array(await after.arrayBuffer())).map(({ properties }) => properties.code),
    ).toContain(code)
  })

  it('as a line or an area keeps its shape', async () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [111.24, -2.15],
        [111.25, -2.14],
      ],
    }
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [111.24, -2.15],
          [111.25, -2.15],
          [111.25, -2.14],
          [111.24, -2.15],
        ],
      ],
    }
    for (const geometry of [line, polygon])
      expect(await submitted({ ...good, geometry })).toMatchObject({ geometry, locationQuality: 'point' })
  })

  it('finds its village by its place, and stands at its village without one', async () => {
    expect(await submitted({ title: good.title, lon: 111.05, lat: -2.05 })).toMatchObject({
      villageCode: '62.99.02.2001',
      locationQuality: 'point',
    })
    const stored = await submitted(good)
    expect(stored).toMatchObject({ locationQuality: 'area' })
    expect(stored.point?.[0]).toBeCloseTo(111.25, 4)
  })

  it('with a place in another village is kept in doubt at the stated one', async () => {
    const stored = await submitted({ ...good, lon: 111.05, lat: -2.05 })
    expect(stored).toMatchObject({
      locationQuality: 'conflict',
      villageCode: VILLAGE,
      suggestion: { reason: 'other-village', foundVillageCode: '62.99.02.2001' },
    })
    expect(stored.point?.[0]).toBeCloseTo(111.25, 4)
    expect(await submitted({ ...good, lon: 0, lat: 0 })).toMatchObject({
      locationQuality: 'conflict',
      suggestion: { reason: 'outside-district' },
    })
  })

  it.each([
    ["Robert'); DROP TABLE proposals;--", 'SQL'],
    ['<script>alert(document.cookie)</script><img src=x onerror=alert(1)>', 'markup'],
    ['=cmd|"/C calc"!A0', 'a formula'],
    ['#{jndi:ldap://x} {{7*7}} %s %n ?? :name $1', 'templates'],
    ['مشروع \u202Eإصلاح\u202C jembatan 👩‍👩‍👧 𝒥alan', 'other scripts, emoji and direction marks'],
    ['baris satu\nbaris dua\ttab', 'line breaks'],
  ])('that holds %s is stored and returned as it came (%s)', async (text) => {
    const stored = await submitted({ ...good, title: text, problem: text, unit: text.slice(0, 50).trim() })
    expect(stored).toMatchObject({ title: text, problem: text })
    const { items } = await readJson<Page>(
      await server.get(`/api/proposals?q=${encodeURIComponent(text.slice(0, 40))}`),
    )
    expect(items.map(({ code }) => code)).toContain(stored.code)
    expect((await countRows()).proposals).toBeGreaterThan(12)
  })
})

describe('a submission at fault', () => {
  it.each(FAULTY_SUBMISSIONS)(
    'with %s is refused by the name of the field, and nothing is written',
    async (_what, body, parameter) => {
      const before = await countRows()
      const fault = await readParameterFault(await submit(body), parameter)
      expect(fault.detail.length).toBeLessThan(1000)
      expect(await countRows()).toEqual(before)
    },
  )

  it('in many fields is told of all of them at once, and of a thousand not more than a form can show', async () => {
    const many = await refused(
      submit({ title: 'x', costRupiah: 'banyak', urgency: 9, bogus: 1, contact: { phone: 5 } }),
      400,
    )
    expect(many.faults?.map(({ parameter }) => parameter).sort()).toEqual([
      'bogus',
      'contact.phone',
      'costRupiah',
      'title',
      'urgency',
    ])
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`f${i}`, 1]))
    const response = await submit({ ...good, ...fields })
    expect((await refused(response.clone(), 400)).faults?.length).toBeLessThanOrEqual(100)
    expect((await response.text()).length).toBeLessThan(50_000)
    const positions = await refused(
      submit({
        ...good,
        geometry: { type: 'LineString', coordinates: Array.from({ length: 100_000 }, () => []) },
      }),
      400,
    )
    expect(positions.faults?.length).toBeLessThanOrEqual(100)
  })

  it('that is no JSON, or JSON with NaN or Infinity, is refused', async () => {
    for (const text of [
      '{',
      'NaN',
      '{"title":NaN}',
      '{"lon":Infinity}',
      '"text"',
      '',
      '\0',
      '{"title":"a"}{"title":"b"}',
      '\uFEFF\uFEFF{}',
    ])
      await refused(send(text), 400)
    const fault = await refused(
      send(`{"title":"Jembatan rusak","villageCode":"${VILLAGE}","costRupiah":1e999}`),
      400,
      'costRupiah',
    )
    expect(fault.received).toBe('Infinity')
  })

  it('that is nested 100,000 deep is refused like any other', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    for (const field of ['title', 'geometry', 'vulnerable', 'bogus'])
      await refused(send(`{"title":"Jembatan rusak","villageCode":"${VILLAGE}","${field}":${deep}}`), 400)
    await refused(send(deep), 400)
  })

  it('that is too large is refused as such, packed or not', async () => {
    await refused(submit({ ...good, problem: 'x'.repeat(1_100_000) }), 413, 'body')
    const { gzipSync } = await import('node:zlib')
    await refused(
      send(gzipSync(JSON.stringify({ ...good, problem: 'x'.repeat(50_000_000) })), {
        'Content-Encoding': 'gzip',
      }),
      413,
      'body',
    )
    await refused(send(gzipSync('{}').subarray(0, 10), { 'Content-Encoding': 'gzip' }), 400)
    await refused(send('{}', { 'Content-Encoding': 'rot13' }), 415)
  })

  it('of another content type is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data; boundary=x',
    ])
      await refused(send(JSON.stringify(good), { 'Content-Type': type }), 415, 'Content-Type')
    await refused(send(JSON.stringify(good), { 'Content-Type': 'application/json; charset=utf-99' }), 415)
  })

  it('that fails while it is stored leaves nothing half-written', async () => {
    const write = server.database.write
    await write.raw(
      `CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`,
    )
    await write.raw(
      'CREATE TRIGGER refuse_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_event()',
    )
    try {
      const fault = await refused(
        submit({ ...good, contact: { name: 'Ibu Sari' } }, { 'Idempotency-Key': 'disk-full-1' }),
        500,
      )
      expect(JSON.stringify(fault)).not.toContain('disk full')
    } finally {
      await write.raw('DROP TRIGGER refuse_event ON events')
      await write.raw('DROP FUNCTION refuse_event')
    }
    await submitted(good, { 'Idempotency-Key': 'disk-full-1' })
  })
})
