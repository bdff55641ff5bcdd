import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { perMilleOf, type Scale } from '../../core/criteria/scale.ts'
import { toPerMille } from '../../core/criteria/to-per-mille.ts'
import { greatCircleMetres } from '../../core/geo/great-circle.ts'
import { needLayer } from '../../server/catalogue/need-layer.ts'
import { proposalLayerWith } from '../../server/catalogue/proposal-layer.ts'
import { putCriterion, removeCriterion } from '../../server/criteria/change-criteria.ts'
import { criterionColumns } from '../../server/criteria/columns/criterion-columns.ts'
import { readStoredCriteria, type StoredCriterion } from '../../server/criteria/columns/criterion-store.ts'
import { readDefaultModel } from '../../server/criteria/columns/score-model-store.ts'
import { readDistribution } from '../../server/criteria/read-distribution.ts'
import { rescaleCriteria } from '../../server/criteria/rescale.ts'
import { catalogued, select, sql } from '../../server/database/sql-fragment.ts'
import { joinStaleProposals } from '../../server/join/proposals.ts'
import { readServices } from '../../server/join/served.ts'
import { rowsOf } from '../../server/layers/rows-of.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('district')
  await fillRandomly()
  await store.database.write.transaction(async (transaction) =>
    rescaleCriteria(transaction, await readStoredCriteria(transaction)),
  )
})
afterAll(() => store.close())

const query = async <Row>(sql: string, bindings: unknown[] = []): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql, bindings as never)).rows

/** 400 more proposals with values of every kind: many ties, many distinct, some missing, some out of range, some drafts. */
async function fillRandomly(): Promise<void> {
  await query(`SELECT setseed(0.25)`)
  await query(`
    INSERT INTO proposals (code, package_id, source_id, year, source, title, sector, stage, status, location_quality, geom,
      village_code, cost_rupiah, beneficiaries, urgency, months, readiness, plan_match)
    SELECT 'R-' || i, '62.99', 'R-' || i, 2026, 'musrenbang',
           CASE WHEN i % 3 = 0 THEN 'Pembangunan SDN baru ' || i WHEN i % 7 = 0 THEN 'Bedah rumah warga ' || i ELSE 'Jalan ' || i END,
           'education', 'village', CASE WHEN i % 17 = 0 THEN 'draft' ELSE 'submitted' END, 'point',
           ST_SetSRID(ST_MakePoint(111 + random() * 0.3, -2.1 + random() * 0.2), 4326), v.code,
           CASE WHEN i % 11 > 0 THEN round((random() * 900 + 10)::numeric, 2) * 1000000 END,
           CASE WHEN i % 5 > 0 THEN (random() * 700)::int END, CASE WHEN i % 4 > 0 THEN 1 + i % 5 END,
           CASE WHEN i % 50 = 0 THEN 5000 WHEN i % 6 > 0 THEN i % 40 END, i % 4, i % 3
    FROM generate_series(1, 400) i
    JOIN LATERAL (SELECT code FROM areas WHERE level = 'village' ORDER BY md5(code || i) LIMIT 1) v ON true`)
  await store.database.write.transaction(async (transaction) => {
    await joinStaleProposals(transaction, await readServices(transaction))
  })
}

type Row = Record<string, number | null> & { id: number }

describe('saving a criterion', () => {
  const definition: Criterion = {
    ...{ key: 'left', title: { id: 'Ditinggal', en: 'Left' }, unit: { id: 'orang', en: 'people' } },
    ...{ direction: 'maximise', source: 'proposals.newlyServed', missing: 'median' },
    normalisation: { kind: 'rank' },
  }
  const keys = async () => (await readStoredCriteria(store.database.write)).map(({ key }) => key)

  const NEW = { seen: 'none', byAccount: null } as const

  test('tells how far it is, over proposals and then over cells', async () => {
    const reported: number[] = []
    const onProgress = ({ done, of }: { done: number; of: number }) => reported.push(done / of)
    await putCriterion(store.database.write, definition, NEW, { onProgress })
    expect(reported).toEqual(reported.toSorted((a, b) => a - b))
    expect(reported[0]).toBeGreaterThan(0)
    expect(reported.at(-1)).toBe(1)
    expect(reported.length).toBeGreaterThanOrEqual(4)
    expect(await keys()).toContain('left')
    await removeCriterion(store.database.write, 'left', { seen: 1, byAccount: null })
  })

  test('changes nothing when nobody waits any more, and the next is served', async () => {
    const before = await keys()
    const leaving = new AbortController()
    const left = new Error('left')
    const watch = { signal: leaving.signal, onProgress: () => leaving.abort(left) }
    await expect(putCriterion(store.database.write, definition, NEW, watch)).rejects.toBe(left)
    expect(await keys()).toEqual(before)
    const asked = readDistribution(store.database.write, definition.source, undefined, watch)
    await expect(asked).rejects.toBe(left)
    expect((await readDistribution(store.database.write, definition.source)).known).toBeGreaterThan(0)
  })
})

/** Raw value, per mille and score of every visible proposal, as rankings and tiles read them. */
async function readValues(criteria: StoredCriterion[]): Promise<Row[]> {
  const columns = criterionColumns('proposals', criteria, await readDefaultModel(store.database.write))!
  const raws = [...columns.columns].map(([key, { raw }]) => `${raw} AS "r_${key}"`)
  const fields = columns.fields.map(({ name, sql }) => `${sql} AS "${name}"`)
  const values = catalogued([...raws, ...fields].join(', '))
  const rows = rowsOf(proposalLayerWith(columns))
  return await select<Row>(store.database.write, sql`SELECT p.id, ${values} ${rows} ORDER BY p.id`)
}

const ordinary = fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((v) => (Math.abs(v) < 1e-90 ? 0 : v))
const scales: fc.Arbitrary<Scale> = fc
  .record({
    kind: fc.constantFrom('lines' as const, 'steps' as const),
    knots: fc.uniqueArray(fc.oneof(ordinary, fc.integer({ min: -50, max: 50 })), {
      minLength: 2,
      maxLength: 30,
    }),
    marks: fc.array(fc.oneof(fc.nat(1000), fc.double({ min: 1e-6, max: 1000, noNaN: true })), {
      minLength: 31,
      maxLength: 31,
    }),
    fill: fc.option(fc.nat(1000)),
    range: fc.constantFrom([-1e100, 1e100], [0, 1e15], [-40, 40]),
  })
  .map(({ kind, knots, marks, fill, range: [low = 0, high = 0] }) => ({
    ...{ kind, low, high, fill },
    knots: knots.sort((a, b) => a - b),
    marks: marks.slice(0, knots.length + (kind === 'steps' ? 1 : 0)),
  }))

test('SQL and TypeScript give the same per mille value for the same raw value', async () => {
  const strange = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e100, 1e101]
  const property = fc.asyncProperty(scales, fc.array(ordinary, { maxLength: 40 }), async (scale, raws) => {
    const between = scale.knots.flatMap((knot, i) => [knot, (knot + (scale.knots[i + 1] ?? knot)) / 2])
    const values = [...raws, ...between, ...strange]
    const rows = await query<{ value: number | null }>(
      `SELECT per_mille_${scale.kind}(v, ?, ?, ?::float8[], ?::float8[], ?::int) AS value
       FROM unnest(?::float8[]) WITH ORDINALITY AS given(v, n) ORDER BY n`,
      [
        ...[scale.low, scale.high, `{${scale.knots.join()}}`, `{${scale.marks.join()}}`],
        ...[scale.fill, `{${values.join()}}`],
      ],
    )
    expect(rows.map(({ value }) => value)).toEqual(values.map((value) => perMilleOf(scale, value)))
    const [missing] = await query<{ value: number | null }>(
      `SELECT per_mille_${scale.kind}(NULL, 0, 1, '{0}', '{0,0}', ?::int) AS value`,
      [scale.fill],
    )
    expect(missing?.value).toBe(scale.fill)
  })
  await fc.assert(property, { numRuns: 150 })
})

describe('over a store with values of every kind', () => {
  const missings = ['zero', 'median', 'exclude'] as const

  test('every criterion of the default set says what normalising all at once says', async () => {
    const criteria = await readStoredCriteria(store.database.write)
    const rows = await readValues(criteria)
    expect(rows.length).toBeGreaterThan(350)
    for (const stored of criteria) {
      const raw = Float64Array.from(rows, (row) => row[`r_${stored.key}`] ?? Number.NaN)
      expectSame(stored, raw, rows)
      expect(
        rows.map((row) => row[`c_${stored.key}`]),
        stored.key,
      ).toEqual(rows.map((row) => perMilleOf(stored.scale, row[`r_${stored.key}`] ?? null)))
    }
  })

  test.for(
    (['min-max', 'vector', 'rank'] as const).flatMap((kind) =>
      missings.flatMap((missing) =>
        (['maximise', 'minimise'] as const).map((direction) => ({ kind, missing, direction })),
      ),
    ),
  )('cost by $kind, $direction, missing as $missing', async ({ kind, missing, direction }) => {
    const cost = defaultCriterionSet.criteria.find(({ key }) => key === 'cost')!
    const definition: Criterion = { ...cost, normalisation: { kind }, missing, direction }
    const stored = await scaledAlone({ ...definition, validRange: [20e6, 900e6] })
    const rows = await readValues([stored])
    expectSame(
      stored,
      Float64Array.from(rows, (row) => row.r_cost ?? Number.NaN),
      rows,
    )
    expect(stored.outOfRange).toBeGreaterThan(0)
  })

  /** Two hundred distinct costs or more have a knot at each percentile: between two of them ranks are a straight line. */
  function expectSame(stored: StoredCriterion, raw: Float64Array, rows: readonly Row[]): void {
    const together = toPerMille(raw, stored.definition)
    expect(stored, stored.key).toMatchObject({
      missing: together.missing,
      outOfRange: together.outOfRange,
      known: raw.length - together.missing,
      discriminates: together.discriminates,
    })
    const few = new Set(raw).size <= 101 || stored.definition.normalisation.kind !== 'rank'
    rows.forEach((row, i) => {
      const value = row[`c_${stored.key}`] ?? null
      if (together.excluded[i]) expect(value, stored.key).toBeNull()
      else expect(Math.abs((value ?? -1) - together.values[i]!), stored.key).toBeLessThanOrEqual(few ? 1 : 10)
    })
  }

  async function scaledAlone(definition: Criterion): Promise<StoredCriterion> {
    const rolledBack = new Error('rolled back')
    let scaled: StoredCriterion | undefined
    const criteria = await readStoredCriteria(store.database.write)
    const before = criteria.find(({ key }) => key === definition.key)!
    await store.database.write
      .transaction(async (transaction) => {
        await rescaleCriteria(transaction, [{ ...before, definition, origin: 'custom' }])
        scaled = (await readStoredCriteria(transaction)).find(({ key }) => key === definition.key)
        throw rolledBack
      })
      .catch((error: unknown) => {
        if (error !== rolledBack) throw error
      })
    return scaled!
  }

  test('the score is the weighted mean of the same integers, to one decimal', async () => {
    const criteria = await readStoredCriteria(store.database.write)
    const { weights } = await readDefaultModel(store.database.write)
    const sum = Object.values(weights).reduce((a, b) => a + b, 0)
    for (const row of await readValues(criteria)) {
      const total = criteria.reduce((acc, { key }) => acc + (weights[key] ?? 0) * (row[`c_${key}`] ?? 0), 0)
      expect(row.score).toBe(Math.floor((total * 10) / sum + 0.5) / 10)
    }
  })

  test('one more proposal moves no other one’s values, whatever it says', async () => {
    const criteria = await readStoredCriteria(store.database.write)
    const before = await readValues(criteria)
    await query(`
      INSERT INTO proposals (code, package_id, source_id, year, source, title, sector, stage, status, location_quality, village_code, cost_rupiah, beneficiaries, months)
      VALUES ('Z-1', '62.99', 'Z-1', 2026, 'resident', 'Jembatan raksasa', 'public-works', 'village', 'submitted', 'area', '62.99.01.1003', 99e12, 90000000, 900)`)
    await store.database.write.transaction(async (transaction) => {
      await joinStaleProposals(transaction, await readServices(transaction))
    })
    const after = await readValues(await readStoredCriteria(store.database.write))
    expect(after.slice(0, before.length)).toEqual(before)
    const most = Math.max(...before.map((row) => row.c_beneficiaries ?? 0))
    expect(after.at(-1)).toMatchObject({ c_cost: 0, c_beneficiaries: most, c_timeToCarryOut: 0 })
    await query(`DELETE FROM proposals WHERE code = 'Z-1'`)
  })
})

describe('people newly served', () => {
  interface Place {
    id: number
    service: string
    household: boolean
    newly_served: number | null
    lon: number
    lat: number
    standard: number
  }

  test('are those of cells beyond the standard that the proposal’s place would bring within it', async () => {
    const cells = await query<{ service: string; lon: number; lat: number; population: number }>(`
      SELECT n.service, ST_X(c.point) AS lon, ST_Y(c.point) AS lat, c.population
      FROM need_coverage n JOIN need_cells c ON c.id = n.cell_id WHERE n.beyond`)
    const places = await query<Place>(`
      SELECT p.id, p.service, p.household, p.newly_served, s.max_distance_m AS standard,
             ST_X(x.at) AS lon, ST_Y(x.at) AS lat
      FROM proposals p JOIN service_standards s ON s.service = p.service JOIN areas a ON a.code = p.village_code
      CROSS JOIN LATERAL (SELECT CASE WHEN p.location_quality = 'point' AND NOT p.household THEN ST_PointOnSurface(p.geom) ELSE a.point END AS at) x`)
    expect(places.length).toBeGreaterThan(100)
    for (const { service, lon, lat, standard, newly_served } of places) {
      const gained = cells.filter(
        (cell) => cell.service === service && greatCircleMetres([lon, lat], [cell.lon, cell.lat]) <= standard,
      )
      const people = gained.reduce((sum, { population }) => sum + population, 0)
      expect(newly_served).toBeCloseTo(people, 2)
    }
    expect(places.filter(({ newly_served }) => (newly_served ?? 0) > 0).length).toBeGreaterThan(10)
  })

  test('are not said of proposals that concern no service', async () => {
    expect(
      await query(`SELECT id FROM proposals WHERE service IS NULL AND newly_served IS NOT NULL`),
    ).toEqual([])
  })
})

test('need cells have the poverty, the gap and the lagging status of the place, and a score over those', async () => {
  const criteria = await readStoredCriteria(store.database.write)
  const services = (await readServices(store.database.write)).map(({ service }) => service)
  const columns = criterionColumns('need', criteria, await readDefaultModel(store.database.write))!
  expect(columns.fields.map(({ name }) => name)).toEqual([
    ...['c_areaPoverty', 'c_coverageGap', 'c_laggingStatus', 'score'],
  ])
  const layer = needLayer(services, columns)
  const fields = layer.fields.map(({ name, sql }) => `${sql} AS "${name}"`)
  const rows = await select<Record<string, number | boolean | null>>(
    store.database.write,
    sql`SELECT n.population AS people, n.poor_population AS poor, ${catalogued(fields.join(', '))} ${rowsOf(layer)}`,
  )
  const gap = criteria.find(({ key }) => key === 'coverageGap')!
  const poverty = criteria.find(({ key }) => key === 'areaPoverty')!
  expect(gap.needScale).not.toEqual(gap.scale)
  for (const row of rows) {
    const beyond = services.some((service) => row[`beyond_${service}`] === true)
    const people = row.people as number | null
    const gained = people === null ? null : beyond ? Math.floor(people * 1000 + 0.5) / 1000 : 0
    expect(row.c_coverageGap).toBe(perMilleOf(gap.needScale!, gained))
    expect(row.c_areaPoverty).toBe(
      perMilleOf(poverty.scale, people && row.poor !== null ? (100 * (row.poor as number)) / people : null),
    )
  }
  expect(new Set(rows.map((row) => row.c_coverageGap)).size).toBeGreaterThan(3)
})
