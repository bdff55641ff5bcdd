import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { analysisIds, idsOfProposals } from './known-analyses.ts'

let server: TestServer
const admin = OFFICE

/** What the fixture bears. */
const READY = [
  ...['rupiah-per-poor', 'accepted-share', 'silent-deserts', 'inequality', 'local-moran', 'smoothed-rates'],
  ...['access-SD', 'access-SMP', 'access-PUSKESMAS'],
]

interface Summary {
  id: string
  layers: string[]
  state: 'ready' | 'missing' | 'impossible'
  stale: boolean
  computedAt: string | null
  finding: { id: string; en: string } | null
}
interface Catalogue {
  items: Summary[]
  refresh: { state: 'idle' | 'running'; share: number; failure: string | null }
}
interface Detail {
  id: string
  state: string
  stale: boolean
  n: number
  crs: string | null
  warnings: { id: string; en: string }[]
  parameters: { key: string; value: number | string }[]
  missing: { key: string; count: number }[]
  figures: { key: string; value: number | null }[]
  charts: { key: string; kind: string; series?: { points?: [number, number][] }[] }[]
  layers: { id: string }[]
  downloads: string[]
}

const readCatalogue = async () => readJson<Catalogue>(await server.get('/api/statistics'))
const readDetail = async (id: string) => readJson<Detail>(await server.get(`/api/statistics/${id}`))
const rowsOf = async (layer: string) =>
  (await readJson<FeatureCollection>(await server.get(`/data/${layer}.geojson`))).features.map(
    ({ properties }) => properties ?? {},
  )
const figureOf = (detail: Detail, key: string) => detail.figures.find((figure) => figure.key === key)?.value
const missingOf = (detail: Detail, key: string) => detail.missing.find((entry) => entry.key === key)?.count
const refresh = (init: RequestInit = {}) =>
  server.get('/api/statistics/refresh', { method: 'POST', headers: admin, ...init })

async function untilIdle(): Promise<Catalogue> {
  for (;;) {
    const catalogue = await readCatalogue()
    if (catalogue.refresh.state === 'idle') return catalogue
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
const all = () => refresh({ headers: { ...admin, 'Content-Type': 'application/json' }, body: '{"all":true}' })

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('statistics that nobody has computed yet', () => {
  it('are listed as missing, have no layers, and say to come back', async () => {
    const { items } = await readCatalogue()
    expect(items.map(({ id }) => id)).toEqual(analysisIds)
    for (const item of items) expect(item).toMatchObject({ state: 'missing', layers: [], finding: null })
    const response = await server.get('/api/statistics/density')
    expect(response.status).toBe(202)
    expect(response.headers.get('retry-after')).toBe('3')
    await readFault(await server.get('/api/statistics/density.csv'), 404)
    await readFault(await server.get('/data/density.geojson'), 404)
    await readParameterFault(await server.get('/api/statistics/density.csv?tahun=2026'), 'tahun')
  })

  it('are computed only for the administrator', async () => {
    await readFault(await server.get('/api/statistics/refresh', { method: 'POST' }), 401)
    await readFault(await server.get('/api/statistics/refresh', { method: 'DELETE' }), 401)
  })

  it('refuse a body that is not understood', async () => {
    const send = (body: string, type = 'application/json') =>
      refresh({ headers: { ...admin, 'Content-Type': type }, body })
    await readParameterFault(await send('{"all":"yes"}'), 'all')
    await readParameterFault(await send('{"force":true}'), 'force')
    await readParameterFault(await send('[]'), 'body')
    await readFault(await send('all=true', 'application/x-www-form-urlencoded'), 415)
  })
})

describe('once computed', () => {
  beforeAll(async () => {
    expect((await refresh()).status).toBe(202)
    const { refresh: ended } = await untilIdle()
    expect(ended.failure).toBeNull()
  })

  it('each is ready, or says in both languages why the data cannot bear it', async () => {
    const { items } = await readCatalogue()
    const states = Object.fromEntries(items.map(({ id, state }) => [id, state]))
    expect(Object.keys(states)).toEqual(analysisIds)
    expect(Object.values(states)).not.toContain('missing')
    expect(states).toMatchObject({
      ...Object.fromEntries(READY.map((id) => [id, 'ready'])),
      // Ten proposals of which a handful has a place of its own.
      ...{ hotspots: 'impossible', density: 'impossible' },
    })
    for (const { id } of items) {
      const detail = await readDetail(id)
      expect(detail.stale, id).toBe(false)
      for (const text of detail.warnings) expect(text.id.length * text.en.length, id).toBeGreaterThan(0)
      if (detail.state === 'impossible') expect(detail.warnings.length, id).toBeGreaterThan(0)
    }
  })

  it('rupiah per poor person are the sums of the list over the poor, missing where nobody is counted', async () => {
    const { items } = await readJson<{
      items: { villageCode: string | null; costRupiah: number | null; status: string }[]
    }>(await server.get('/api/proposals?limit=200'))
    const poor: Record<string, number> = {
      '62.99.01.2001': 100,
      '62.99.01.2002': 100,
      '62.99.01.1003': 150,
      '62.99.02.2001': 160,
      '62.99.02.2002': 60,
      '62.99.02.2003': 40,
    }
    const accepted = new Set(['accepted', 'planned', 'budgeted', 'in-progress', 'realised'])
    const rows = await rowsOf('rupiah-per-poor')
    expect(rows).toHaveLength(6)
    for (const row of rows) {
      const own = items.filter(({ villageCode }) => villageCode === row.code)
      const sum = (takes: (status: string) => boolean) =>
        own.reduce((all, { costRupiah, status }) => all + (takes(status) ? (costRupiah ?? 0) : 0), 0)
      const heads = poor[row.code as string] ?? Number.NaN
      expect(row.askedPerPoor / (sum(() => true) / heads || 1), row.name).toBeCloseTo(
        sum(() => true) > 0 ? 1 : 0,
        4,
      )
      expect(row.acceptedRupiah, row.name).toBe(sum((status) => accepted.has(status)))
      expect(row.realisedRupiah, row.name).toBe(sum((status) => status === 'realised'))
    }
  })

  it('what is accepted and realised has a layer of its own, with the same values and nothing of the others', async () => {
    const whole = new Map((await rowsOf('rupiah-per-poor')).map((row) => [row.code, row]))
    for (const amount of ['accepted', 'realised']) {
      const rows = await rowsOf(`rupiah-per-poor-${amount}`)
      expect(rows).toHaveLength(6)
      expect(rows.some((row) => row[`${amount}Millions`] > 0)).toBe(true)
      for (const row of rows) {
        expect(Object.keys(row).filter((name) => /PerPoor|Millions|Rupiah/.test(name))).toEqual(
          ['Rupiah', 'PerPoor', 'Millions'].map((ending) => `${amount}${ending}`),
        )
        expect(row[`${amount}PerPoor`]).toBe(whole.get(row.code)?.[`${amount}PerPoor`])
      }
    }
    const { warnings } = await readJson<{ warnings: { en: string }[] }>(
      await server.get('/api/statistics/rupiah-per-poor'),
    )
    expect(warnings.map(({ en }) => en).join()).toContain('what was really spent is not on record')
  })

  it('local Moran takes as neighbours those villages that PostGIS says touch', async () => {
    const { rows } = await server.database.write.raw<{ rows: { code: string; count: number }[] }>(
      `SELECT a.code, count(b.code)::int AS count FROM areas a LEFT JOIN areas b ON b.level = 'village' AND b.code <> a.code
         AND ST_Touches(a.clean, b.clean) WHERE a.level = 'village' AND a.code <> '62.99.02.2003' AND b.code <> '62.99.02.2003'
       GROUP BY a.code ORDER BY a.code`,
    )
    // The village without population has no rate, and is no neighbour either.
    const found = (await rowsOf('local-moran')).filter(({ neighbours }) => neighbours !== null)
    expect(Object.fromEntries(found.map(({ code, neighbours }) => [code, neighbours]))).toEqual(
      Object.fromEntries(rows.map(({ code, count }) => [code, count])),
    )
    const detail = await readDetail('local-moran')
    expect(detail).toMatchObject({ n: 5, crs: 'EPSG:32749' })
    expect(missingOf(detail, 'rate')).toBe(1)
  })

  it('access conserves supply: people times access is the number of facilities that anyone reaches', async () => {
    for (const service of ['SD', 'SMP', 'PUSKESMAS']) {
      const rows = await rowsOf(`access-${service}`)
      const given = rows.reduce(
        (sum, { population, access }) => sum + ((population ?? 0) * (access ?? 0)) / 10_000,
        0,
      )
      const detail = await readDetail(`access-${service}`)
      expect(given).toBeCloseTo(figureOf(detail, 'reached') ?? Number.NaN, 6)
      expect(missingOf(detail, 'unreached')).toBe(
        (figureOf(detail, 'facilities') ?? 0) - (figureOf(detail, 'reached') ?? 0),
      )
    }
  })

  it('who reaches no facility is who lives beyond the standard, as the join has it by village', async () => {
    const beyond = await rowsOf('coverage-SD')
    const access = new Map((await rowsOf('access-SD')).map((row) => [row.code, row]))
    for (const { code, peopleBeyond } of beyond) {
      if (peopleBeyond === null) expect(access.get(code)?.without).toBeNull()
      else expect(Math.abs((access.get(code)?.without ?? Number.NaN) - peopleBeyond)).toBeLessThanOrEqual(0.5)
    }
  })

  it('inequality has curves from 0 to 1 and figures for what is asked, accepted and realised', async () => {
    const detail = await readDetail('inequality')
    for (const key of ['lorenz', 'concentration']) {
      const [series] = detail.charts.find((chart) => chart.key === key)?.series ?? []
      expect(series?.points?.[0]).toEqual([0, 0])
      expect(series?.points?.at(-1)).toEqual([1, 1])
    }
    const gini = figureOf(detail, 'asked.gini') ?? Number.NaN
    expect(gini).toBeGreaterThan(0)
    expect(gini).toBeLessThan(1)
  })

  it('come as tables, and their layers as files, tiles and legends', async () => {
    const { items } = await readJson<{
      items: { id: string; group: string; legend: unknown; finding: unknown; count: number }[]
    }>(await server.get('/api/layers'))
    for (const { id, layers } of (await readCatalogue()).items) {
      const { state, charts, downloads } = await readDetail(id)
      expect(charts.length > 0 && layers.length > 0, id).toBe(state === 'ready')
      for (const layer of layers)
        expect(downloads, id).toEqual(
          expect.arrayContaining([`/data/${layer}.geojson`, `/data/${layer}.csv`]),
        )
      const { headers } = await server.get(`/api/statistics/${id}.csv`)
      expect(headers.get('content-type')).toContain('text/csv')
      for (const layer of layers) {
        expect(
          items.find((item) => item.id === layer),
          layer,
        ).toMatchObject({ group: 'other' })
        expect(items.find((item) => item.id === layer)?.legend, layer).not.toBeNull()
        expect((await server.get(`/tiles/${layer}/0/0/0.mvt`)).status, layer).toBe(200)
        expect((await server.get(`/data/${layer}.csv`)).status, layer).toBe(200)
        expect((await rowsOf(layer)).length, layer).toBeGreaterThan(0)
      }
    }
  })

  it('are not computed again while nothing changed', async () => {
    const before = (await readCatalogue()).items.map(({ computedAt }) => computedAt)
    await refresh()
    expect((await untilIdle()).items.map(({ computedAt }) => computedAt)).toEqual(before)
  })

  it('a proposal makes stale only what reads proposals; the refresh computes only that', async () => {
    const before = (await readCatalogue()).items
    const body = JSON.stringify({ title: 'Sumur bor', villageCode: '62.99.02.2003', costRupiah: 7_000_000 })
    const submitted = await server.get('/api/proposals', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(submitted.status).toBe(201)
    for (;;) {
      const { items } = await readCatalogue()
      if (items.some(({ stale }) => stale)) {
        expect(items.filter(({ stale }) => stale).map(({ id }) => id)).toEqual(idsOfProposals)
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await refresh()
    const after = (await untilIdle()).items
    const changed = after.filter(({ computedAt }, at) => computedAt !== before[at]?.computedAt)
    expect(changed.map(({ id }) => id)).toEqual(idsOfProposals)
    const kubu = (await rowsOf('rupiah-per-poor')).find(({ code }) => code === '62.99.02.2003')
    expect(kubu?.askedRupiah).toBeGreaterThanOrEqual(7_000_000)
  })

  it('withhold every amount of a village where fewer than five are poor', async () => {
    await server.database.write.raw(
      `UPDATE area_figures SET poor_population = 4 WHERE area_code = '62.99.01.2001'`,
    )
    await all()
    await untilIdle()
    const row = (await rowsOf('rupiah-per-poor')).find(({ code }) => code === '62.99.01.2001')
    expect(row).toMatchObject({
      withheld: 'small',
      poorPopulation: null,
      askedRupiah: null,
      askedPerPoor: null,
    })
    expect(missingOf(await readDetail('rupiah-per-poor'), 'small')).toBe(1)
  })
})
