import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import type { ScoreModel } from '../../core/api/score-model.ts'
import { lonLatToTile } from '../../core/geo/tile.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { tileText } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { EVERY_ONE, type RankingAnswer } from './ranking-store.ts'
import { box, KOTA_LAMA, zoneClient } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const DEFAULT_KEYS = [
  ...['urgency', 'impact', 'beneficiaries', 'cost', 'costEfficiency', 'timeToCarryOut'],
  ...['areaPoverty', 'coverageGap', 'laggingStatus', 'readiness', 'planMatch'],
]
const send = (method: string, path: string, body?: unknown) => zoneClient(server).send(method, path, body)
const readAll = async () =>
  await readJson<{ items: CriterionInfo[]; set: { version: string; notice: { en: string } } }>(
    await server.get('/api/criteria'),
  )
const find = async (key: string) => (await readAll()).items.find((criterion) => criterion.key === key)

type Properties = Record<string, number | string | null>
async function readProposals(): Promise<Properties[]> {
  const collection = await readJson<FeatureCollection>(await server.get('/data/proposals.geojson'))
  return collection.features.map(({ properties }) => properties as Properties)
}

/** Deep enough for single features, shallow enough for most of the district. */
const TILE = lonLatToTile(111.05, -2.05, 9)

/** A tile of the district, once it says what the test waits for: layers are read anew after the answer. */
async function untilTile(holds: (text: string) => boolean): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const path = `/tiles/proposals,need/${TILE.z}/${TILE.x}/${TILE.y}.mvt`
    const bytes = await (await server.get(path)).arrayBuffer()
    const text = tileText(new Uint8Array(bytes))
    if (holds(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the tile never came to say it')
}

/** By the weight of the zone alone, all that lies in it comes before all that does not. */
async function expectFirstInZone(): Promise<void> {
  const { items } = await readJson<RankingAnswer>(
    await send('POST', '/api/rankings', { filter: EVERY_ONE, weights: { inZone: 1 }, limit: 500 }),
  )
  const inside = (await readProposals()).filter(({ c_inZone }) => c_inZone === 1000)
  expect(inside.length).toBeGreaterThan(0)
  const first = items.slice(0, inside.length)
  expect(first.map(({ code }) => code).toSorted()).toEqual(inside.map(({ code }) => code).toSorted())
  expect(new Set(first.map(({ score }) => score)).size).toBe(1)
  const rest = items.slice(inside.length)
  expect(rest.length).toBeGreaterThan(0)
  expect(rest.map(({ values }) => values.inZone)).toEqual(rest.map(() => 0))
}

const custom = {
  key: 'people',
  title: { id: 'Penduduk', en: 'People' },
  direction: 'maximise',
  unit: { id: 'orang', en: 'people' },
  source: 'statistic:population',
  normalisation: { kind: 'min-max' },
  missing: 'zero',
}

describe('the criteria', () => {
  test('are the default set in its order, with scales, counts and origins, and say that they are no regulation', async () => {
    const { items, set } = await readAll()
    expect(items.map(({ key }) => key)).toEqual(DEFAULT_KEYS)
    expect(set).toMatchObject({ version: '1.1.0', notice: { en: expect.stringContaining('no regulation') } })
    const poverty = items.find(({ key }) => key === 'areaPoverty')
    expect(poverty).toMatchObject({
      ...{ origin: 'default', version: 1, source: 'areas-village.povertyRate', discriminates: true },
      sourceText: { id: expect.stringContaining('statistik desa (uji)') },
      sourceDate: '2024',
      scale: { kind: 'lines', marks: [0, 1000] },
    })
    for (const { known, missingCount, scale } of items) {
      expect(known + missingCount).toBe(items[0]!.known + items[0]!.missingCount)
      expect(scale.marks.length - scale.knots.length).toBe(scale.kind === 'steps' ? 1 : 0)
    }
  })

  test('that nobody filled in say so, and give 0 to all', async () => {
    expect(await find('planMatch')).toMatchObject({ known: 0, discriminates: false })
    expect(new Set((await readProposals()).map(({ c_planMatch }) => c_planMatch))).toEqual(new Set([0]))
  })

  test('are the same figures in tiles, downloads and the detail of a proposal', async () => {
    const names = [...DEFAULT_KEYS.map((key) => `c_${key}`), 'score']
    const text = await untilTile((known) => known.includes('c_cost='))
    const csv = (await (await server.get('/data/proposals.csv')).text()).trim().split(/\r?\n/)
    const columns = csv[0]!.replace('\ufeff', '').split(',')
    for (const properties of await readProposals()) {
      const code = String(properties.code)
      const detail = await readJson<Properties>(await server.get(`/api/proposals/${code}`))
      const row = csv.find((line) => line.startsWith(`${code},`))
      for (const name of names) {
        expect(properties[name], name).toEqual(expect.any(Number))
        expect(detail[name], name).toBe(properties[name])
        expect(columns).toContain(name)
      }
      expect(row).toContain(names.map((name) => properties[name]).join(','))
      const feature = text.split('\n').find((line) => line.includes(`code="${code}"`))
      if (feature) for (const name of names) expect(feature).toContain(`${name}=${properties[name]}`)
    }
    expect(/need #\d+ polygon .*c_areaPoverty=\d+.*score=/.test(text)).toBe(true)
    const layers = await readJson<{ items: { id: string; fields: { name: string; title: object }[] }[] }>(
      await server.get('/api/layers'),
    )
    const fields = layers.items.find(({ id }) => id === 'proposals')!.fields
    expect(fields.find(({ name }) => name === 'c_cost')).toMatchObject({
      type: 'integer',
      title: { id: 'Biaya' },
    })
  })

  test('are there before anything was imported', async () => {
    const empty = await startTestServer({ template: 'empty' })
    const { items } = await readJson<{ items: CriterionInfo[] }>(await empty.get('/api/criteria'))
    expect(items.map(({ key }) => key)).toEqual(DEFAULT_KEYS)
    await empty.close()
  })
})

describe('a criterion of one’s own', () => {
  test('tells in lines how far saving and removing are; what was seen still counts', async () => {
    const inLines = { Accept: 'application/x-ndjson' }
    const ask = (method: string, path: string, body?: unknown, headers = {}) =>
      zoneClient(server).send(method, path, body, { ...inLines, ...headers })
    const linesOf = async (answer: Response) => {
      expect(answer.headers.get('Content-Type')).toContain('application/x-ndjson')
      return (await answer.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { share?: number; result?: unknown })
    }
    const body = { ...custom, key: 'told' }
    const saved = await linesOf(await ask('POST', '/api/criteria', body))
    const shares = saved.flatMap(({ share }) => share ?? [])
    expect(shares.length).toBeGreaterThanOrEqual(2)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(saved.at(-1)).toEqual({ result: { key: 'told', version: 1 } })
    const refused = await ask('POST', '/api/criteria', body, { 'If-None-Match': '*' })
    expect(refused.status).toBe(412)
    await refused.text()
    const removed = await linesOf(await ask('DELETE', '/api/criteria/told', undefined, { 'If-Match': '"1"' }))
    expect(removed.at(-1)).toEqual({ result: null })
    expect(await find('told')).toBeUndefined()
  })

  test('over a statistic is scaled at once, reaches tiles and files, and can be removed', async () => {
    const stored = await readJson(await send('POST', '/api/criteria', custom))
    expect(stored).toEqual({ key: 'people', version: 1 })
    expect(await find('people')).toMatchObject({
      ...{ origin: 'custom', position: 11, discriminates: true },
      sourceText: { id: 'statistik desa (uji)' },
    })
    const values = (await readProposals()).map(({ c_people }) => c_people)
    expect(Math.max(...values.map(Number))).toBe(1000)
    await untilTile((text) => /proposals .*c_people=/.test(text))
    await readJson(await send('POST', '/api/criteria', { ...custom, direction: 'minimise' }))
    expect(await find('people')).toMatchObject({ version: 2, direction: 'minimise' })
    const turned = (await readProposals()).map(({ c_people }) => c_people)
    expect(turned).not.toEqual(values)
    expect((await send('DELETE', '/api/criteria/people')).status).toBe(204)
    expect(await find('people')).toBeUndefined()
    await untilTile((text) => !text.includes('c_people'))
  })

  test('over a zone is 1000 inside and 0 outside; a draft of the office cannot be one', async () => {
    const zone = async (published: boolean) =>
      await readJson<{ id: string }>(
        await send('POST', '/api/zones', { name: 'Kota', geometry: KOTA_LAMA, published }),
      )
    const inZone = (id: string) => ({ ...custom, key: 'inZone', source: `zone:${id}`, missing: 'exclude' })
    const hidden = await send('POST', '/api/criteria', inZone((await zone(false)).id))
    expect((await readParameterFault(hidden, 'source')).expected).toContain('published')
    const { id } = await zone(true)
    await readJson(await send('POST', '/api/criteria', inZone(id)))
    for (const { c_inZone, locationQuality, villageCode } of await readProposals()) {
      if (locationQuality === 'none') expect(c_inZone).toBeNull()
      else expect(c_inZone).toBe(villageCode === '62.99.01.1003' ? 1000 : 0)
    }
    await expectFirstInZone()
    expect(await find('inZone')).toMatchObject({ sourceText: { id: 'zona "Kota"' } })
    const elsewhere = { name: 'Kota', geometry: box(111, -2.3, 111.1, -2.2), published: true }
    await readJson(await zoneClient(server).send('PUT', `/api/zones/${id}`, elsewhere, { 'If-Match': '"1"' }))
    const moved = (await readProposals()).map(({ c_inZone, villageCode }) => [c_inZone, villageCode])
    expect(moved).not.toContainEqual([1000, '62.99.01.1003'])
    expect((await find('inZone'))!.known).toBeGreaterThan(0)
    expect((await send('DELETE', `/api/zones/${id}`)).status).toBe(204)
    expect(await find('inZone')).toMatchObject({ known: 0, discriminates: false })
    expect((await send('DELETE', '/api/criteria/inZone')).status).toBe(204)
  })

  test('can take the place of a default one, which comes back when it is removed', async () => {
    const before = await find('cost')
    const other = {
      ...custom,
      key: 'cost',
      source: 'proposals.costRupiah',
      direction: 'minimise',
      normalisation: { kind: 'vector' },
    }
    await readJson(await send('POST', '/api/criteria', other))
    expect(await find('cost')).toMatchObject({ origin: 'custom', version: 2, position: before!.position })
    expect((await send('DELETE', '/api/criteria/cost')).status).toBe(204)
    expect(await find('cost')).toMatchObject({ origin: 'default', version: 3, scale: before!.scale })
    await readFault(await send('DELETE', '/api/criteria/cost'), 409)
  })

  test.for([
    ['key', { key: 'Cost of it' }],
    ['key', { key: 'toString' }],
    ['title.en', { title: { id: 'Biaya', en: '' } }],
    ['direction', { direction: 'up' }],
    ['source', { source: 'proposals.title; DROP TABLE proposals' }],
    ['source', { source: 'statistic:nosuch' }],
    ['source', { source: 'zone:nosuch' }],
    ['normalisation.kind', { normalisation: { kind: 'magic' } }],
    ['normalisation.points', { normalisation: { kind: 'curve', points: 'x' } }],
    ['people.points', { normalisation: { kind: 'curve', points: [{ value: 1, perMille: 0 }] } }],
    ['normalisation.below', { normalisation: { kind: 'thresholds', below: 1001, steps: [] } }],
    ['people.steps', { normalisation: { kind: 'thresholds', below: 0, steps: [] } }],
    ['missing', { missing: 'guess' }],
    ['people.validRange', { validRange: [5, 5] }],
    ['validRange[1]', { validRange: [0, 1e300] }],
    ['sql', { sql: '1' }],
  ] as const)('with a bad %s is refused, and nothing is stored', async ([parameter, change]) => {
    await readParameterFault(await send('POST', '/api/criteria', { ...custom, ...change }), parameter)
    expect((await readAll()).items).toHaveLength(DEFAULT_KEYS.length)
  })

  test('that nobody knows cannot be removed, and no more than 24 can be kept', async () => {
    await readFault(await send('DELETE', '/api/criteria/nosuch'), 404)
    await readFault(await send('DELETE', '/api/criteria/%00'), 404)
    const further = Array.from({ length: 24 - DEFAULT_KEYS.length }, (_, i) => `more${i}`)
    for (const key of further) await readJson(await send('POST', '/api/criteria', { ...custom, key }))
    await readParameterFault(await send('POST', '/api/criteria', { ...custom, key: 'tooMuch' }), 'key')
    for (const key of further) expect((await send('DELETE', `/api/criteria/${key}`)).status).toBe(204)
  })
})

describe('score models', () => {
  const models = async () =>
    (await readJson<{ items: ScoreModel[] }>(await server.get('/api/score-models'))).items
  const title = { id: 'Hanya biaya', en: 'Cost alone' }

  test('begin with the default one, which says that it is no regulation', async () => {
    const [model, ...others] = await models()
    expect(others).toEqual([])
    expect(model).toMatchObject({ id: 'default', version: 1, method: 'weighted-sum' })
    expect(Object.keys(model!.weights)).toHaveLength(DEFAULT_KEYS.length)
    expect(model!.notice.en).toContain('no regulation')
  })

  test('are stored as versions that stay; the default one is behind the score everywhere', async () => {
    const before = await readProposals()
    const stored = await send('POST', '/api/score-models', { id: 'default', title, weights: { cost: 7 } })
    expect(stored.headers.get('location')).toBe('/api/score-models/default?version=2')
    expect(await readJson<ScoreModel>(stored)).toMatchObject({ version: 2, title })
    const after = await readProposals()
    for (const { score, c_cost } of after) expect(score).toBe(c_cost)
    await untilTile((text) => {
      const scores = [...text.matchAll(/c_cost=(\d+).*? score=([\d.]+)/g)]
      return scores.length > 0 && scores.every(([, cost, score]) => cost === score)
    })
    const first = await readJson<ScoreModel>(await server.get('/api/score-models/default?version=1'))
    await readJson(await send('POST', '/api/score-models', { ...pick(first), id: 'default' }))
    expect(await readProposals()).toEqual(before)
    expect(await models()).toMatchObject([{ id: 'default', version: 3 }])
    const latest = await readJson<ScoreModel>(await server.get('/api/score-models/default'))
    expect(latest).toMatchObject({ version: 3, weights: first.weights })
  })

  const pick = ({ title, notice, weights }: ScoreModel) => ({ title, notice, weights })

  test('keep a criterion from being removed while they give it weight', async () => {
    await readJson(await send('POST', '/api/criteria', custom))
    const model = { id: 'own', title, weights: { people: 10 } }
    await readJson(await send('POST', '/api/score-models', model))
    expect((await readFault(await send('DELETE', '/api/criteria/people'), 409)).detail).toContain('"own"')
    await readJson(await send('POST', '/api/score-models', { ...model, weights: { cost: 10 } }))
    expect((await send('DELETE', '/api/criteria/people')).status).toBe(204)
  })

  test.for([
    ['id', { id: 'Default!' }],
    ['weights.colour', { weights: { colour: 5 } }],
    ['weights.constructor', { weights: { constructor: 5, cost: 1 } }],
    ['weights', { weights: {} }],
    ['weights', { weights: { cost: 0 } }],
    ['weights.cost', { weights: { cost: 101 } }],
    ['weights.cost', { weights: { cost: 0.5 } }],
    ['method', { method: 'dice' }],
  ] as const)('with a bad %s are refused', async ([parameter, change]) => {
    const body = { id: 'own', title, weights: { cost: 1 }, ...change }
    await readParameterFault(await send('POST', '/api/score-models', body), parameter)
  })

  test('that do not exist are not found', async () => {
    for (const path of ['nosuch', 'default?version=99', '%00'])
      await readFault(await server.get(`/api/score-models/${path}`), 404)
    await readParameterFault(await server.get('/api/score-models/default?version=x'), 'version')
  })
})
