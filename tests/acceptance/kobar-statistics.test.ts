import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readServiceStandards } from '../../server/analyses/inputs/service-standard.ts'
import { listAnalyses } from '../../server/analyses/list-analyses.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { readAnalysis, type StoredAnalysis } from '../../server/statistics/read-statistics.ts'
import { refreshStatistics } from '../../server/statistics/refresh-statistics.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

/** Figures of the real district, each against SQL of another kind than what computed it. */
const MANIFEST = join(findCapabilities().data ?? '', 'kobar/district.json')

let store: TestStore
let computed: string[]
beforeAll(async () => {
  const signal = new AbortController().signal
  store = await openStore('empty')
  await runImport(store.database, MANIFEST, { signal, onProgress: () => {} })
  computed = await refreshStatistics(store.database, false, { signal, onProgress: () => {} })
}, 240_000)
afterAll(() => store.close())

const query = async <Row>(sql: string): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql)).rows
const one = async (sql: string) =>
  (await query<{ value: number }>(`SELECT (${sql})::float8 AS value`))[0]?.value
async function reportOf(id: string): Promise<StoredAnalysis['report']> {
  const stored = await readAnalysis(store.database.write, id)
  if (!stored) throw new Error(`${id} was not computed`)
  return stored.report
}
const figureOf = (report: StoredAnalysis['report'], key: string) =>
  report.figures.find((figure) => figure.key === key)?.value

test('every analysis of the district can be computed', async () => {
  const analyses = listAnalyses(await readServiceStandards(store.database.write))
  expect(computed).toEqual(analyses.map(({ id }) => id))
  for (const id of computed) expect((await reportOf(id)).possible, id).toBe(true)
})

describe('access', () => {
  test.each([
    ['SD', 188],
    ['SMP', 58],
    ['PUSKESMAS', 18],
  ])('%s: people times access is the %i facilities that are there', async (service, facilities) => {
    const given = await one(
      `SELECT sum((properties ->> 'population')::float8 * (properties ->> 'access')::float8) / 10000
       FROM analysis_areas WHERE layer = 'access-${service}'`,
    )
    expect(given).toBeCloseTo(facilities, 6)
    const people = await one(
      `SELECT sum((properties ->> 'population')::float8) FROM analysis_areas WHERE layer = 'access-${service}'`,
    )
    expect(people).toBeCloseTo(255_346, 4)
    const beyond =
      (await one(`SELECT sum(people_beyond) FROM coverage WHERE service = '${service}'`)) ?? Number.NaN
    expect((figureOf(await reportOf(`access-${service}`), 'without') ?? 0) / beyond).toBeCloseTo(1, 5)
  })
})

test('neighbours of each of the 94 villages are those that PostGIS says touch', async () => {
  const rows = await query<{ code: string; found: number; touching: number }>(`
    SELECT r.area_code AS code, (r.properties ->> 'neighbours')::int AS found,
           (SELECT count(*)::int FROM areas a JOIN areas b ON b.level = 'village' AND b.code <> a.code AND ST_Touches(a.clean, b.clean)
            WHERE a.code = r.area_code) AS touching
    FROM analysis_areas r WHERE r.layer = 'local-moran'`)
  expect(rows).toHaveLength(94)
  for (const { code, found, touching } of rows) expect(found, code).toBe(touching)
})

test('one village of high need is silent in the latest year, none for longer', async () => {
  const report = await reportOf('silent-deserts')
  expect(['deserts', 'silent1', 'silent2', 'silent3', 'needy'].map((key) => figureOf(report, key))).toEqual([
    ...[1, 1, 0, 0, 33],
  ])
  const [village] = await query<{ code: string; heard: number; poorer: number }>(`
    SELECT r.area_code AS code, (SELECT count(*)::int FROM proposals WHERE village_code = r.area_code AND year = 2026) AS heard,
           (SELECT count(*)::int FROM area_figures f JOIN areas a ON a.code = f.area_code AND a.level = 'village'
            WHERE f.poverty_rate > (SELECT poverty_rate FROM area_figures WHERE area_code = r.area_code)) AS poorer
    FROM analysis_areas r WHERE r.layer = 'silent-deserts' AND r.properties ->> 'silence' LIKE 'silent%'`)
  expect(village?.heard).toBe(0)
})

test('rupiah per poor person of the whole is the rupiah of villages over their poor', async () => {
  const report = await reportOf('rupiah-per-poor')
  for (const [key, condition] of [
    ['askedPerPoor', 'true'],
    ['acceptedPerPoor', `status IN ('accepted', 'planned', 'budgeted', 'in-progress', 'realised')`],
    ['realisedPerPoor', `status = 'realised'`],
  ] as const) {
    const expected = await one(
      `SELECT sum(cost_rupiah) FILTER (WHERE ${condition}) FROM proposals WHERE status <> 'draft' AND village_code IS NOT NULL`,
    )
    const poor = await one(`SELECT sum(value) FROM statistics WHERE key = 'poorPopulation'`)
    expect((figureOf(report, key) ?? 0) / ((expected ?? 0) / (poor ?? 0)), key).toBeCloseTo(1, 9)
  }
})

test('cells of the hot spots hold every proposal with a place of its own, and lie within the district or hold one', async () => {
  const { n } = await reportOf('hotspots')
  expect(n).toBe(
    await one(`SELECT count(*) FROM proposals WHERE status <> 'draft' AND public_quality = 'point'`),
  )
  expect(
    await one(`SELECT sum((properties ->> 'proposals')::int) FROM analysis_cells WHERE layer = 'hotspots'`),
  ).toBe(n)
  const astray = await one(`
    SELECT count(*) FROM analysis_cells c WHERE layer = 'hotspots' AND (properties ->> 'proposals')::int = 0
      AND NOT EXISTS (SELECT FROM areas a WHERE a.level = 'village' AND ST_Intersects(a.clean, ST_Centroid(c.geom)))`)
  expect(astray).toBe(0)
})

test('cells of one layer are equal squares: their areas on the spheroid differ by less than a percent', async () => {
  const [areas] = await query<{ least: number; most: number; expected: number }>(`
    SELECT min(ST_Area(geom::geography)) AS least, max(ST_Area(geom::geography)) AS most FROM analysis_cells WHERE layer = 'hotspots'`)
  expect((areas?.most ?? 0) / (areas?.least ?? 1)).toBeLessThan(1.01)
  expect(areas?.least).toBeGreaterThan(3500 ** 2 * 0.99)
  expect(areas?.most).toBeLessThan(3500 ** 2 * 1.01)
})

test('density keeps nearly all weight on land, and its cells sum to it', async () => {
  const report = await reportOf('density')
  const kept = figureOf(report, 'kept') ?? 0
  expect(kept).toBeGreaterThan(85)
  const sum = await one(
    `SELECT sum((properties ->> 'perKm2')::float8) * 1.5 * 1.5 FROM analysis_cells WHERE layer = 'density'`,
  )
  expect((100 * (sum ?? 0)) / report.n).toBeCloseTo(kept, 2)
})

test('computed again, all is the same: nothing is due, and permutations repeat', async () => {
  const signal = new AbortController().signal
  const before = await query<{ all: string }>(
    `SELECT md5(string_agg(properties::text, '' ORDER BY layer, area_code)) AS all FROM analysis_areas`,
  )
  expect(await refreshStatistics(store.database, false, { signal, onProgress: () => {} })).toEqual([])
  expect(await refreshStatistics(store.database, true, { signal, onProgress: () => {} })).toEqual(computed)
  expect(
    await query(
      `SELECT md5(string_agg(properties::text, '' ORDER BY layer, area_code)) AS all FROM analysis_areas`,
    ),
  ).toEqual(before)
})
