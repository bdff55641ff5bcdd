import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CriterionInfo, Distribution, SourceChoice } from '../../core/api/criterion.ts'
import type { Normalisation } from '../../core/criteria/criterion.ts'
import { perMilleOf } from '../../core/criteria/scale.ts'
import { scaleOf } from '../../core/criteria/scale-of.ts'
import { readDistribution } from '../../server/criteria/read-distribution.ts'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { signIn } from './sign-in.ts'
import { box, OFFICE, zoneClient } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  zoneClient(server).send(method, path, body, headers)
const distributionOf = (query: Record<string, string>) =>
  server.get(`/api/criteria/distribution?${new URLSearchParams(query)}`, { headers: OFFICE })
const readSources = async () =>
  (await readJson<{ items: SourceChoice[] }>(await server.get('/api/criteria/sources'))).items
const custom = {
  ...{ key: 'people', title: { id: 'Penduduk', en: 'People' }, unit: { id: 'orang', en: 'people' } },
  direction: 'maximise',
  missing: 'zero',
  source: 'statistic:population',
  normalisation: { kind: 'min-max' },
} as const

async function readProposals(): Promise<Record<string, number | null>[]> {
  const all = await readJson<FeatureCollection>(await server.get('/data/proposals.geojson'))
  return all.features.map(({ properties }) => properties as Record<string, number | null>)
}

describe('the sources to choose from', () => {
  test('are all usable: a criterion over each of them is taken', async () => {
    const sources = await readSources()
    expect(new Set(sources.map(({ group }) => group))).toEqual(
      new Set(['proposal', 'village', 'statistic', 'coverage', 'layer']),
    )
    expect(new Set(sources.map(({ source }) => source)).size).toBe(sources.length)
    for (const { source, title } of sources) {
      expect(title.id).not.toBe('')
      await readJson(await send('POST', '/api/criteria', { ...custom, source }))
    }
    expect((await send('DELETE', '/api/criteria/people')).status).toBe(204)
  })

  test('name layers by their titles, and of lines the distance alone', async () => {
    const roads = (await readSources()).filter(({ group }) => group === 'layer')
    expect(roads).toMatchObject([{ source: 'layer:roads.metres', of: 'Jalan', unit: { id: 'meter' } }])
  })

  test('are public: no zone of the office’s own, no layer that was taken back', async () => {
    const zone = async (name: string, published: boolean) =>
      (
        await readJson<{ id: string }>(
          await send('POST', '/api/zones', { name, geometry: box(111, -2.2, 111.1, -2.1), published }),
        )
      ).id
    await zone('Rahasia', false)
    const open = await zone('Terbuka', true)
    const ofZones = (await readSources()).filter(({ group }) => group === 'zone')
    expect(ofZones).toMatchObject([{ source: `zone:${open}`, of: 'Terbuka' }])
    await server.database.write('publications').insert({ layer_id: 'roads', state: 'unpublished' })
    expect((await readSources()).filter(({ group }) => group === 'layer')).toEqual([])
    await readParameterFault(await distributionOf({ source: 'layer:roads.metres' }), 'source')
    await server.database.write('publications').insert({ layer_id: 'roads', state: 'published' })
  })
})

describe('the distribution of a source', () => {
  test('is what a saved criterion of every kind is scaled from: the same scale, the same per mille', async () => {
    const reported = await readJson<Distribution>(await distributionOf({ source: 'proposals.costRupiah' }))
    const values = (await readProposals()).map(({ costRupiah }) => costRupiah ?? null)
    const known = values.filter((value): value is number => value !== null)
    expect(reported).toMatchObject({
      ...{ known: known.length, missing: values.length - known.length, outOfRange: 0 },
      ...{ least: Math.min(...known), greatest: Math.max(...known) },
      sourceText: { id: expect.stringContaining('isian usulan') },
    })
    expect(reported.norm).toBeCloseTo(Math.hypot(...known), 0)
    const [low, middle, high] = [0.2, 0.5, 0.8].map((share) => Math.round(share * Math.max(...known)))
    const marks = [
      { value: low!, perMille: 900 },
      { value: middle!, perMille: 350 },
      { value: high!, perMille: 40 },
    ]
    const normalisations: readonly Normalisation[] = [
      ...(['min-max', 'vector', 'rank'] as const).map((kind) => ({ kind })),
      { kind: 'thresholds', below: 1000, steps: marks },
      { kind: 'curve', points: marks },
    ]
    for (const normalisation of normalisations) {
      const { kind } = normalisation
      const criterion = {
        ...{ ...custom, source: 'proposals.costRupiah', direction: 'minimise' as const },
        normalisation,
      }
      await readJson(await send('POST', '/api/criteria', criterion))
      const { least, greatest, norm, ranked } = reported
      const scale = scaleOf(criterion, {
        ...{ known: reported.known, least: least ?? 0, greatest: greatest ?? 0, ranked },
        ...(norm === null ? {} : { norm }),
      })
      const rows = await readProposals()
      for (const { costRupiah, c_people } of rows)
        expect(c_people, kind).toBe(perMilleOf(scale, costRupiah ?? null))
      if (kind === 'thresholds')
        for (const { costRupiah, c_people } of rows)
          if (typeof costRupiah === 'number')
            expect(c_people).toBe(marks.findLast(({ value }) => costRupiah >= value)?.perMille ?? 1000)
      expect(new Set(rows.map(({ c_people }) => c_people)).size, kind).toBeGreaterThan(2)
    }
    expect((await send('DELETE', '/api/criteria/people')).status).toBe(204)
  })

  test('counts each known value in its bin, the greatest in the last', async () => {
    const reported = await readJson<Distribution>(await distributionOf({ source: 'proposals.costRupiah' }))
    const known = (await readProposals()).flatMap(({ costRupiah }) => costRupiah ?? [])
    const width = ((reported.greatest ?? 0) - (reported.least ?? 0)) / reported.histogram.length
    const expected = reported.histogram.map(() => 0)
    for (const value of known) {
      const bin = Math.min(expected.length - 1, Math.floor((value - (reported.least ?? 0)) / width))
      expected[bin] = (expected[bin] ?? 0) + 1
    }
    expect(reported.histogram).toEqual(expected)
    expect(expected.filter((held) => held > 0).length).toBeGreaterThan(2)
  })

  test('leaves out what is beyond a range, and says how many that are', async () => {
    const all = await readJson<Distribution>(await distributionOf({ source: 'proposals.costRupiah' }))
    const middle = ((all.least ?? 0) + (all.greatest ?? 0)) / 2
    const reported = await readJson<Distribution>(
      await distributionOf({ source: 'proposals.costRupiah', to: String(middle) }),
    )
    expect(reported.known + reported.outOfRange).toBe(all.known)
    expect(reported.outOfRange).toBeGreaterThan(0)
    expect(reported.greatest).toBeLessThanOrEqual(middle)
  })

  test('is told in lines to those who accept them: what remains after the reading has its share', async () => {
    const query = new URLSearchParams({ source: 'proposals.costRupiah' })
    const headers = { ...OFFICE, Accept: 'application/x-ndjson' }
    const answer = await server.get(`/api/criteria/distribution?${query}`, { headers })
    const lines = (await answer.text()).trim().split('\n')
    const shares = lines.slice(0, -1).map((line) => (JSON.parse(line) as { share: number }).share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.filter((share) => share > 0.6 && share < 1).length).toBeGreaterThan(1)
    expect(shares.at(-1)).toBe(1)
    const plain = await readJson<Distribution>(await distributionOf({ source: 'proposals.costRupiah' }))
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ result: plain })
  })

  test.each([0.3, 0.6])('ends where nobody waits any more, at %d of it', async (share) => {
    const leave = new AbortController()
    const heard: number[] = []
    const onProgress = ({ done, of }: { done: number; of: number }) => {
      heard.push(done / of)
      if (done / of > share) leave.abort(new Error('left'))
    }
    const { write } = server.database
    const reading = readDistribution(write, 'proposals.costRupiah', undefined, {
      signal: leave.signal,
      onProgress,
    })
    await expect(reading).rejects.toThrow('left')
    expect(heard.filter((reported) => reported > share)).toHaveLength(1)
  })

  test('of what nobody filled in is empty rather than wrong', async () => {
    const reported = await readJson<Distribution>(await distributionOf({ source: 'proposals.planMatch' }))
    expect(reported).toMatchObject({ known: 0, least: null, greatest: null, ranked: [], histogram: [] })
  })

  test('is for the administrator, and refuses what makes no sense', async () => {
    await readFault(await server.get('/api/criteria/distribution?source=proposals.costRupiah'), 401)
    await readParameterFault(await distributionOf({}), 'source')
    await readParameterFault(await distributionOf({ source: 'proposals.title' }), 'source')
    await readParameterFault(await distributionOf({ source: 'proposals.months', from: 'x' }), 'from')
    await readParameterFault(await distributionOf({ source: 'proposals.months', from: '5', to: '5' }), 'to')
    const headers = await signIn(server)
    const ask = async (name: string, value: string) => {
      const query = new URLSearchParams({ source: 'proposals.months', [name]: value })
      const answer = await server.get(`/api/criteria/distribution?${query}`, { headers })
      expect([200, 400], `${name}=${value.slice(0, 50)}`).toContain(answer.status)
    }
    for (const name of ['source', 'from', 'to'])
      await Promise.all(NASTY.filter((text) => text.length < 5000).map((value) => ask(name, value)))
  })
})

describe('a criterion that two people change', () => {
  const find = async () =>
    (await readJson<{ items: CriterionInfo[] }>(await server.get('/api/criteria'))).items.find(
      ({ key }) => key === 'people',
    )

  test('is not overwritten by the one who did not see the other’s version', async () => {
    const fresh = { 'If-None-Match': '*' }
    const stored = await send('POST', '/api/criteria', custom, fresh)
    expect(stored.headers.get('etag')).toBe('"1"')
    await readFault(await send('POST', '/api/criteria', { ...custom, direction: 'minimise' }, fresh), 412)
    const seen = { 'If-Match': '"1"' }
    const next = await send('POST', '/api/criteria', { ...custom, missing: 'median' }, seen)
    expect(next.headers.get('etag')).toBe('"2"')
    const late = await send('POST', '/api/criteria', { ...custom, direction: 'minimise' }, seen)
    expect(await readFault(late, 412)).toMatchObject({
      parameter: 'If-Match',
      received: '"1"',
      expected: '"2"',
    })
    await readFault(await send('DELETE', '/api/criteria/people', undefined, seen), 412)
    expect(await find()).toMatchObject({ version: 2, missing: 'median', direction: 'maximise' })
    const answer = await send('DELETE', '/api/criteria/people', undefined, { 'If-Match': '"2"' })
    expect(answer.status).toBe(204)
    await readFault(await send('POST', '/api/criteria', custom, { 'If-Match': '"2"' }), 412)
    expect(await find()).toBeUndefined()
  })

  test('tells a header that it does not understand', async () => {
    await readParameterFault(
      await send('POST', '/api/criteria', custom, { 'If-Match': 'latest' }),
      'If-Match',
    )
    await readParameterFault(
      await send('POST', '/api/criteria', custom, { 'If-None-Match': '"1"' }),
      'If-None-Match',
    )
  })
})
