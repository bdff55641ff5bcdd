import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proposalLayer } from '../../server/catalogue/proposal-layer.ts'
import { readFieldValues } from '../../server/layers/field-values.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { OFFICE } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const sld = (path: string, body: string, headers: Record<string, string> = {}) =>
  server.get(path, {
    method: 'POST',
    headers: { ...OFFICE, 'Content-Type': 'application/vnd.ogc.sld+xml', ...headers },
    body,
  })

describe('a style as SLD', () => {
  it.each(['1.0.0', '1.1.0'])('goes out in %s and comes back as the same style', async (version) => {
    const answer = await server.get(`/api/styles/poverty/standard/sld?version=${version}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/vnd.ogc.sld+xml')
    expect(answer.headers.get('content-disposition')).toContain('poverty-standard.sld')
    const text = await answer.text()
    expect(text).toContain(`version="${version}"`)
    const { document, remarks } = await readJson<{ document: object; remarks: unknown[] }>(
      await sld('/api/styles/poverty/read-sld', text),
    )
    const stored = await readJson<{ document: object }>(await server.get('/api/styles/poverty/standard'))
    expect(document).toEqual(stored.document)
    expect(remarks).toEqual([])
  })

  it('answers 400 to a version that there is not, 404 to an unknown layer or style', async () => {
    expect(
      await readFault(await server.get('/api/styles/poverty/standard/sld?version=2'), 400),
    ).toMatchObject({
      status: 400,
      parameter: 'version',
      received: '2',
    })
    expect((await server.get('/api/styles/nothing/standard/sld')).status).toBe(404)
    expect((await server.get('/api/styles/poverty/nothing/sld')).status).toBe(404)
  })

  it('is read for the office alone, as XML, without DTD, within bounds', async () => {
    const path = '/api/styles/poverty/read-sld'
    expect((await server.get(path, { method: 'POST', body: '<a/>' })).status).toBe(401)
    expect((await sld(path, '{}', { 'Content-Type': 'application/json' })).status).toBe(415)
    const laughs = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    expect(await readFault(await sld(path, laughs), 400)).toMatchObject({ status: 400, parameter: 'body' })
    expect((await sld(path, `<a>${'x'.repeat(300_000)}</a>`)).status).toBe(413)
    const huge = await (await server.get('/api/styles/poverty/standard/sld')).text()
    const wide = huge.replace(/name="stroke-width">[^<]+/, 'name="stroke-width">100000000')
    expect(await readFault(await sld(path, wide), 400)).toMatchObject({
      status: 400,
      expected: expect.stringContaining('60'),
    })
  })
})

describe('values of a field', () => {
  const values = async (field: string) =>
    await readJson<Record<string, unknown> & { values: number[]; words: { value: string; count: number }[] }>(
      await server.get(`/api/layers/poverty/values?field=${field}`, { headers: OFFICE }),
    )

  it('are its numbers, ascending, with both ends', async () => {
    const { items } = await readJson<{ items: { id: string; count: number }[] }>(
      await server.get('/api/layers'),
    )
    const reported = await values('povertyRate')
    expect(reported).toMatchObject({
      field: 'povertyRate',
      kind: 'numbers',
      count: items.find(({ id }) => id === 'poverty')?.count,
    })
    expect(reported.values).toEqual(reported.values.toSorted((a, b) => a - b))
    expect(reported.values[0]).toBe(reported.least)
    expect(reported.values.at(-1)).toBe(reported.most)
    expect(reported.values.length + (reported.missing as number)).toBe(reported.count)
  })

  it('are its words, the most frequent first', async () => {
    const answer = await server.get('/api/layers/proposals/values?field=status', { headers: OFFICE })
    const { words, count, missing, others } = await readJson<{
      words: { value: string; count: number }[]
      count: number
      missing: number
      others: number
    }>(answer)
    expect(words.reduce((sum, word) => sum + word.count, 0) + others + missing).toBe(count)
    expect(words.map((word) => word.count)).toEqual(words.map((word) => word.count).toSorted((a, b) => b - a))
  })

  it('are told in lines to those who accept them', async () => {
    const headers = { ...OFFICE, Accept: 'application/x-ndjson' }
    const answer = await server.get('/api/layers/poverty/values?field=povertyRate', { headers })
    const lines = (await answer.text()).trim().split('\n')
    expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual([{ share: 0.8 }, { share: 1 }])
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ result: await values('povertyRate') })
  })

  it('are the same in many pages as in one; the reading ends where nobody waits any more', async () => {
    const { write } = server.database
    const layer = proposalLayer
    const field = layer.fields.find(({ name }) => name === 'costRupiah')!
    const before = await readFieldValues(write, layer, field)
    // Rows are read in pages of numbers: with one far away, in as many pages as a million has, or more.
    await write.raw(`
      INSERT INTO proposals (id, code, package_id, source_id, year, source, title, sector, stage, status, location_quality)
      OVERRIDING SYSTEM VALUE
      SELECT 20000000, 'FAR-1', id, 'FAR-1', 2026, 'musrenbang', 'Jauh', 'education', 'village', 'submitted', 'none' FROM packages LIMIT 1`)
    const shares: number[] = []
    const onProgress = ({ done, of }: { done: number; of: number }) => shares.push(done / of)
    const { count, missing } = before
    const after = { ...before, count: count + 1, missing: missing + 1 }
    expect(await readFieldValues(write, layer, field, { onProgress })).toEqual(after)
    expect(shares.length).toBeGreaterThan(100)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    const leave = new AbortController()
    const heard: number[] = []
    const reading = readFieldValues(write, layer, field, {
      signal: leave.signal,
      onProgress: ({ done }) => heard.push(done) === 3 && leave.abort(new Error('left')),
    })
    await expect(reading).rejects.toThrow('left')
    expect(heard).toHaveLength(3)
    await write('proposals').where({ id: 20_000_000 }).delete()
  })

  it('are for the office, of fields that there are', async () => {
    expect((await server.get('/api/layers/poverty/values?field=povertyRate')).status).toBe(401)
    const fault = await server.get('/api/layers/poverty/values?field=sandi', { headers: OFFICE })
    expect(await readFault(fault, 400)).toMatchObject({ status: 400, parameter: 'field', received: 'sandi' })
    expect((await server.get('/api/layers/nothing/values?field=x', { headers: OFFICE })).status).toBe(404)
  })
})
