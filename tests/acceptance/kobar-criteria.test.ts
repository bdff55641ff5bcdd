import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { greatCircleMetres } from '../../core/geo/great-circle.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import { readCriteria } from '../../server/criteria/read-criteria.ts'
import { catalogued, select, sql } from '../../server/database/sql-fragment.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { rowsOf } from '../../server/layers/rows-of.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

/** Exports of SIPD say neither urgency nor beneficiaries, months, readiness or match with plans. */
const UNSAID = [
  'urgency',
  'impact',
  'beneficiaries',
  'costEfficiency',
  'timeToCarryOut',
  'readiness',
  'planMatch',
]
const PROPOSALS = 838 + 893 + 943

let store: TestStore
let criteria: Map<string, CriterionInfo>
let rows: Record<string, number | string | null>[]
const query = async <Row>(sql: string, bindings: readonly unknown[] = []): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql, bindings as never)).rows

beforeAll(async () => {
  store = await openStore('empty')
  await runImport(store.database, join(findCapabilities().data ?? '', 'kobar/district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  criteria = new Map((await readCriteria(store.database.write)).map((known) => [known.key, known]))
  const layer = (await readCatalogue(store.database.write)).find(({ id }) => id === 'proposals')!
  const fields = layer.fields.filter(({ name }) => name.startsWith('c_') || name === 'score')
  const values = catalogued(fields.map((field) => `${field.sql} AS "${field.name}"`).join(', '))
  rows = await select(
    store.database.write,
    sql`SELECT p.code, p.cost_rupiah::float8 AS cost, f.poverty_rate AS poverty, f.idm, p.newly_served AS served,
            ${values} ${rowsOf(layer)} ORDER BY p.id`,
  )
}, 240_000)
afterAll(() => store.close())

test('criteria that the exports do not speak of say that there is no data, and give 0 to all', () => {
  expect(rows).toHaveLength(PROPOSALS)
  for (const key of UNSAID) {
    expect(criteria.get(key)).toMatchObject({ known: 0, missingCount: PROPOSALS, discriminates: false })
    expect(new Set(rows.map((row) => row[`c_${key}`])), key).toEqual(new Set([0]))
  }
})

test('the others are known, tell proposals apart and stay within 0 to 1000', () => {
  const said = defaultCriterionSet.criteria.filter(({ key }) => !UNSAID.includes(key))
  expect(criteria.get('cost')).toMatchObject({ known: PROPOSALS, outOfRange: 0 })
  for (const { key } of said) {
    expect(criteria.get(key)?.discriminates, key).toBe(true)
    const values = rows.map((row) => Number(row[`c_${key}`]))
    expect(Math.min(...values), key).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values), key).toBeLessThanOrEqual(1000)
    // No village of Kobar is lagging: its index tells advanced ones (250) from independent ones (0).
    const span = key === 'laggingStatus' ? 250 : 500
    expect(Math.max(...values) - Math.min(...values), key).toBeGreaterThanOrEqual(span)
  }
  // 13 kelurahan have no index; who proposes for one has the median of the others.
  const { known, missingCount } = criteria.get('laggingStatus')!
  expect(known).toBeGreaterThan(1000)
  expect(known + missingCount).toBe(PROPOSALS)
})

test('some proposals by hand: poverty between the extremes, rank of cost, status of the index', () => {
  const rates = rows.flatMap(({ poverty }) => (poverty === null ? [] : [Number(poverty)]))
  const [least, greatest] = [Math.min(...rates), Math.max(...rates)]
  const costs = rows.map(({ cost }) => Number(cost)).sort((a, b) => a - b)
  for (const row of rows.filter((_, i) => i % 97 === 0)) {
    if (row.poverty !== null) {
      const share = (Number(row.poverty) - least) / (greatest - least)
      expect(row.c_areaPoverty).toBe(Math.floor(1000 * share + 0.5))
    }
    const below = costs.filter((cost) => cost < Number(row.cost)).length
    const equal = costs.filter((cost) => cost === Number(row.cost)).length
    const rank = 1000 * (1 - (below + (equal - 1) / 2) / (costs.length - 1))
    expect(Math.abs(Number(row.c_cost) - rank)).toBeLessThanOrEqual(10)
    if (row.idm === null) continue
    const idm = Number(row.idm)
    const status = [0.4907, 0.5989, 0.7072, 0.8155].filter((limit) => idm > limit).length
    expect(row.c_laggingStatus).toBe(1000 - 250 * status)
  }
})

test('people newly served are those that counting cell by cell gives', async () => {
  const places = await query<{
    service: string
    lon: number
    lat: number
    standard: number
    served: number
  }>(`
    SELECT p.service, p.newly_served AS served, s.max_distance_m AS standard, ST_X(x.at) AS lon, ST_Y(x.at) AS lat
    FROM proposals p JOIN service_standards s ON s.service = p.service JOIN areas a ON a.code = p.village_code
    CROSS JOIN LATERAL (SELECT CASE WHEN p.location_quality = 'point' AND NOT p.household
                                    THEN ST_PointOnSurface(p.geom) ELSE a.point END AS at) x
    ORDER BY p.newly_served DESC, p.id LIMIT 40`)
  const cells = await query<{ service: string; lon: number; lat: number; population: number }>(`
    SELECT n.service, ST_X(c.point) AS lon, ST_Y(c.point) AS lat, c.population
    FROM need_coverage n JOIN need_cells c ON c.id = n.cell_id WHERE n.beyond`)
  expect(places[0]?.served).toBeGreaterThan(100)
  for (const { service, lon, lat, standard, served } of places) {
    const gained = cells.filter(
      (cell) => cell.service === service && greatCircleMetres([lon, lat], [cell.lon, cell.lat]) <= standard,
    )
    expect(served).toBeCloseTo(
      gained.reduce((sum, { population }) => sum + population, 0),
      2,
    )
  }
})
