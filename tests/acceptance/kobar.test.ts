import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImportResult, runImport } from '../../server/imports/run-import.ts'
import { search } from '../../server/search/search.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

/** The figures that SOURCE.md of the real packages gives; computed independently of this project. */
const MANIFEST = join(findCapabilities().data ?? '', 'kobar/district.json')

let store: TestStore
let result: ImportResult
beforeAll(async () => {
  store = await openStore('empty')
  result = await runImport(store.database, MANIFEST, {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
}, 240_000)
afterAll(() => store.close())

const query = async <Row>(sql: string): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql)).rows
const countsOf = (file: string) =>
  result.report.datasets.find((dataset) => dataset.file === file)?.counts ?? {}

describe('each file of the Kobar package', () => {
  test('94 villages, none invalid, make 6 named districts without a gap', async () => {
    expect(countsOf('desa.geojson')).toMatchObject({
      rows: 94,
      loaded: 94,
      repaired: 0,
      rejected: 0,
      invalidEdges: 0,
    })
    const districts = await query<{ name: string }>(
      `SELECT name FROM areas WHERE level = 'district' ORDER BY code`,
    )
    expect(districts.map(({ name }) => name)).toEqual([
      'Kumai',
      'Arut Selatan',
      'Kotawaringin Lama',
      'Arut Utara',
      'Pangkalan Lada',
      'Pangkalan Banteng',
    ])
    const [gaps] = await query<{ difference: number }>(`
      SELECT abs((SELECT sum(ST_Area(clean)) FROM areas WHERE level = 'village') - (SELECT sum(ST_Area(clean)) FROM areas WHERE level = 'district')) AS difference`)
    expect(gaps?.difference).toBeLessThan(1e-9)
  })

  test('population 255,346 in 94 rows; the index in 81, its 13 kelurahan without one', async () => {
    const [sum] = await query<{ people: number }>(
      `SELECT sum(value) AS people FROM statistics WHERE key = 'population'`,
    )
    expect(sum?.people).toBe(255_346)
    expect(countsOf('penduduk_2020.csv')).toMatchObject({
      rows: 94,
      codesWithoutArea: 0,
      villagesWithoutRow: 0,
    })
    expect(countsOf('idm_2024.csv')).toMatchObject({ rows: 81, codesWithoutArea: 0, villagesWithoutRow: 13 })
  })

  test('poor people make up the 3.95 % that is published for the regency', async () => {
    const [sum] = await query<{ rate: number }>(`
      SELECT 100 * sum(poor.value) / sum(people.value) AS rate FROM statistics poor
      JOIN statistics people ON people.area_code = poor.area_code AND people.key = 'population' WHERE poor.key = 'poorPopulation'`)
    expect(Number(sum?.rate.toFixed(2))).toBe(3.95)
  })

  test('276 schools: 275 with coordinates, 2 of them outside, the rest in 88 villages', async () => {
    expect(countsOf('sekolah.csv')).toMatchObject({ rows: 276, loaded: 276, withoutPlace: 1, outside: 2 })
    const [villages] = await query<{ n: number }>(`
      SELECT count(DISTINCT village_code)::int AS n FROM facilities f JOIN datasets d ON d.id = f.dataset_id WHERE d.file = 'sekolah.csv' AND placement = 'inside'`)
    expect(villages?.n).toBe(88)
  })

  test('18 health centres, all inside', () => {
    expect(countsOf('puskesmas.csv')).toMatchObject({ rows: 18, loaded: 18, outside: 0, withoutPlace: 0 })
  })

  test('1,209 roads from a GeoPackage', async () => {
    expect(countsOf('jalan.gpkg')).toMatchObject({ rows: 1209, loaded: 1209, rejected: 0 })
  })

  test('6 districts from a Shapefile in UTM lie where the villages lie', async () => {
    const [fit] = await query<{ crs: string; share: number }>(`
      SELECT (SELECT crs FROM datasets WHERE file = 'kecamatan_utm49s.zip') AS crs,
             sum(ST_Area(ST_Intersection(f.geom, a.geom, 1e-7))) / sum(ST_Area(a.geom)) AS share
      FROM features f JOIN areas a ON a.level = 'district' AND a.code = f.properties ->> 'kode' WHERE f.layer_id = 'districts-official'`)
    expect(fit?.crs).toBe('EPSG:32749')
    expect(fit?.share).toBeGreaterThan(0.999)
  })

  test('838, 893 and 943 proposals; 361 of 2026 from Musrenbang and 582 from Pokir', async () => {
    expect(
      ['usulan_sipd_2024.csv', 'usulan_sipd_2025.csv', 'usulan_sipd_2026.xlsx'].map(
        (file) => countsOf(file).loaded,
      ),
    ).toEqual([838, 893, 943])
    expect(
      await query(`SELECT source, count(*)::int AS n FROM proposals WHERE year = 2026 GROUP BY 1 ORDER BY 1`),
    ).toEqual([
      { source: 'musrenbang', n: 361 },
      { source: 'pokir', n: 582 },
    ])
  })

  test('every amount is read, and every stated village is found', async () => {
    const [row] = await query<{ no_cost: number; unmatched: number }>(`
      SELECT count(*) FILTER (WHERE cost_rupiah IS NULL)::int AS no_cost,
             count(*) FILTER (WHERE stated_village IS NOT NULL AND village_code IS NULL)::int AS unmatched FROM proposals`)
    expect(row).toEqual({ no_cost: 0, unmatched: 0 })
  })

  test('points lie in or within 250 m of their village; doubtful places carry a suggestion', async () => {
    const [row] = await query<{ far: number; silent: number }>(`
      SELECT count(*) FILTER (WHERE location_quality = 'point' AND ST_Distance(p.geom::geography, a.geom::geography) > 250)::int AS far,
             count(*) FILTER (WHERE location_quality = 'conflict' AND suggestion IS NULL)::int AS silent
      FROM proposals p LEFT JOIN areas a ON a.code = p.village_code`)
    expect(row).toEqual({ far: 0, silent: 0 })
  })
})

describe('distance to the nearest facility', () => {
  test.for([
    { service: 'SD', beyond: 39, median: 2.2, farthest: 'Teluk Pulai', kilometres: 21.0 },
    { service: 'SMP', beyond: 24, median: 3.8, farthest: 'Panahan', kilometres: 19.3 },
    { service: 'PUSKESMAS', beyond: 55, median: 7.3, farthest: 'Sungai Cabang', kilometres: 50.8 },
  ])(
    '$service: $beyond of 94 villages beyond, median $median km, $farthest $kilometres km',
    async (expected) => {
      const [row] = await query<{
        beyond: number
        median: number
        farthest: string
        metres: number
        villages: number
      }>(`
      SELECT count(*)::int AS villages, count(*) FILTER (WHERE beyond)::int AS beyond,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY nearest_m) AS median, max(nearest_m) AS metres,
             (array_agg(a.name ORDER BY nearest_m DESC))[1] AS farthest
      FROM coverage JOIN areas a ON a.code = area_code WHERE service = '${expected.service}'`)
      expect(row).toMatchObject({ villages: 94, beyond: expected.beyond, farthest: expected.farthest })
      expect(Number(((row?.median ?? 0) / 1000).toFixed(1))).toBe(expected.median)
      expect(Number(((row?.metres ?? 0) / 1000).toFixed(1))).toBe(expected.kilometres)
    },
  )
})

test('people in the need grid are the people of the villages', async () => {
  const [row] = await query<{ people: number; poor: number }>(
    'SELECT sum(population) AS people, sum(poor_population) AS poor FROM need_cells',
  )
  expect(row?.people).toBeCloseTo(255_346, 3)
  const [poor] = await query<{ poor: number }>(
    `SELECT sum(value) AS poor FROM statistics WHERE key = 'poorPopulation'`,
  )
  expect(row?.poor).toBeCloseTo(poor?.poor ?? 0, 3)
})

describe('the search', () => {
  const found = (text: string) => search(store.database.read, { text, limit: 12 })
  const first = async (text: string) => (await found(text))[0]

  test('finds a village whose name is mistyped, and what is proposed for its roads', async () => {
    const village = { kind: 'village', title: 'Sungai Tendang' }
    expect(await first('sungai tandang')).toMatchObject(village)
    expect(await first('Ds. Sei Tendang')).toMatchObject(village)
    const { code } = (await first('sungai tendang'))!
    const proposals = (await found('jalan sungai tendang')).filter(({ kind }) => kind === 'proposal')
    expect(proposals.length).toBeGreaterThan(0)
    const villages = await store.database
      .read('proposals')
      .whereIn(
        'code',
        proposals.map(({ code }) => code),
      )
      .pluck<string[]>('village_code')
    expect(new Set(villages)).toEqual(new Set([code]))
  })

  test('finds streets of the layer, and those that only addresses name', async () => {
    for (const text of ['jl iskandar', 'Jalan Iskandar', 'iskandar'])
      expect(await first(text), text).toMatchObject({ kind: 'road', title: 'Jalan Iskandar' })
    const poros = await found('jalan poros')
    expect(poros.filter(({ kind }) => kind === 'proposal').length).toBeGreaterThan(5)
  })
})
