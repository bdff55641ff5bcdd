import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { facilities } from '../../server/analyses/inputs/facilities.ts'
import { readServiceStandards } from '../../server/analyses/inputs/service-standard.ts'
import { type ImportResult, runImport } from '../../server/imports/run-import.ts'
import { readInput } from '../../server/statistics/read-inputs.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'

/** The fixture district delivered worse: axes swapped, a sign lost, settled land beside whole villages. */
let store: TestStore
let folder: string
let result: ImportResult

const rewrite = (file: string, change: (text: string) => string) => {
  const path = join(folder, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
const settled = (west: number, south: number) => ({
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 0.02, south],
        [west + 0.02, south + 0.02],
        [west, south + 0.02],
        [west, south],
      ],
    ],
  },
})

beforeAll(async () => {
  store = await openStore('empty')
  folder = mkdtempSync(join(tmpdir(), 'petausul-variation-'))
  cpSync(dirname(FIXTURE_DISTRICT), folder, { recursive: true })
  rewrite('desa.geojson', (text) => text.replace(/\[(11[01][\d.]*), (-[\d.]+)\]/g, '[$2, $1]'))
  rewrite('puskesmas.csv', (text) => text.replace('-2.15', '2.15'))
  rewrite('sekolah.csv', (text) =>
    text
      .replace('lintang,bujur', 'bujur,lintang')
      .replace('-5.0,115.0', '-2.16,111.06')
      .trimEnd()
      .split('\n')
      .map((line, at) => `${line},${['kursi', '120', '"1.080,5"', 'banyak'][at] ?? ''}`)
      .join('\n'),
  )
  writeFileSync(
    join(folder, 'permukiman.geojson'),
    JSON.stringify({ type: 'FeatureCollection', features: [settled(111.04, -2.16), settled(111.24, -2.16)] }),
  )
  rewrite('district.json', (text) => {
    const manifest = JSON.parse(text) as { layers: object[]; facilities: Record<string, unknown>[] }
    for (const entry of manifest.facilities) if (entry.file === 'sekolah.csv') entry.capacity = 'kursi'
    manifest.layers.push({
      id: 'settlements',
      title: 'Permukiman',
      file: 'permukiman.geojson',
      ancillary: true,
    })
    return JSON.stringify(manifest)
  })
  result = await runImport(store.database, join(folder, 'district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const findingsOf = (file: string) =>
  result.report.datasets.find((dataset) => dataset.file === file)?.findings.map(({ text }) => text) ?? []
const query = async <Row>(sql: string): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql)).rows

test('villages whose axes are swapped are put right, and that is said', async () => {
  expect(findingsOf('desa.geojson')).toContain(
    'longitude and latitude were swapped in the whole file and have been put right',
  )
  const [box] = await query<{ w: number; s: number }>(
    'SELECT ST_XMin(ST_Extent(geom)) AS w, ST_YMin(ST_Extent(geom)) AS s FROM areas',
  )
  expect(box).toEqual({ w: 111, s: -2.2 })
})

test('a sign lost in a whole file is put back, and that is said', async () => {
  expect(findingsOf('puskesmas.csv')).toContain(
    'the minus sign of the latitude was lost in the whole file and has been put back',
  )
  expect(await query(`SELECT placement FROM facilities WHERE type = 'PUSKESMAS'`)).toEqual([
    { placement: 'inside' },
  ])
})

test('schools whose headings are swapped are put right against the district', async () => {
  expect(findingsOf('sekolah.csv')).toContain(
    'longitude and latitude were swapped in the whole file and have been put right',
  )
  expect(
    await query(
      `SELECT count(*)::int AS inside FROM facilities WHERE type IN ('SD', 'SMP') AND placement = 'inside'`,
    ),
  ).toEqual([{ inside: 4 }])
})

test('people are spread over settled land where it is known, over the whole village where it is not', async () => {
  const rows = await query<{ code: string; people: number; cells: number; outside: number }>(`
    SELECT p.village_code AS code, sum(p.population) AS people, count(*)::int AS cells,
           count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM features f JOIN need_cells c ON c.id = p.cell_id
                              WHERE f.layer_id = 'settlements' AND ST_Intersects(f.geom, c.geom)))::int AS outside
    FROM need_pieces p WHERE p.village_code IN ('62.99.01.2001', '62.99.01.1003', '62.99.01.2002') GROUP BY 1 ORDER BY 1`)
  expect(rows.map(({ code, people }) => [code, Math.round(people)])).toEqual([
    ['62.99.01.1003', 5000],
    ['62.99.01.2001', 1000],
    ['62.99.01.2002', 2000],
  ])
  expect(rows.filter(({ outside }) => outside === 0).map(({ code }) => code)).toEqual([
    '62.99.01.1003',
    '62.99.01.2001',
  ])
  expect(rows[2]?.cells).toBeGreaterThan((rows[0]?.cells ?? 0) * 5)
})

test('a real package takes the place of the demo district, whose layers have the same ids', async () => {
  const demo = await openStore('empty')
  const other = mkdtempSync(join(tmpdir(), 'petausul-demo-'))
  cpSync(dirname(FIXTURE_DISTRICT), other, { recursive: true })
  const options = { signal: new AbortController().signal, onProgress: () => {} }
  const manifest = readFileSync(join(other, 'district.json'), 'utf8')
  const asDemo = { ...(JSON.parse(manifest) as object), id: '99.01', synthetic: true }
  writeFileSync(join(other, 'district.json'), JSON.stringify(asDemo))
  await runImport(demo.database, join(other, 'district.json'), options)
  await runImport(demo.database, FIXTURE_DISTRICT, options)
  expect(await demo.database.write('packages').select('id')).toEqual([{ id: '62.99' }])
  expect(await demo.database.write('layers').pluck('id')).toEqual(['roads'])
  const [proposals] = await demo.database.write('proposals').count<{ count: string }[]>()
  expect(Number(proposals?.count)).toBe(12)
  // Its history would go with the next real district.
  writeFileSync(join(other, 'district.json'), JSON.stringify({ ...asDemo, id: '62.99' }))
  const slip = runImport(demo.database, join(other, 'district.json'), options)
  await expect(slip).rejects.toThrow('cannot become an invented one')
  expect(await demo.database.write('packages').pluck('synthetic')).toEqual([false])
  await demo.close()
  rmSync(other, { recursive: true, force: true })
})

test('a package that names files that are not there is refused whole, each named, before anything is written', async () => {
  const before = await query('SELECT id, imported_at FROM datasets ORDER BY id')
  rmSync(join(folder, 'miskin.csv'))
  rmSync(join(folder, 'jalan.geojson'))
  const again = runImport(store.database, join(folder, 'district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  await expect(again).rejects.toThrow(/miskin\.csv, jalan\.geojson/)
  expect(await query('SELECT id, imported_at FROM datasets ORDER BY id')).toEqual(before)
})

test('capacities are read beside their facilities, by the statistics too; what is no number is left out, and said', async () => {
  const rows = await query<{ source_id: string; capacity: number | null }>(
    'SELECT source_id, capacity FROM facilities WHERE capacity IS NOT NULL ORDER BY source_id',
  )
  expect(rows).toEqual([
    { source_id: '1', capacity: 120 },
    { source_id: '2', capacity: 1080.5 },
  ])
  const schools = result.report.datasets.find(({ file }) => file === 'sekolah.csv')
  expect(JSON.stringify(schools)).toContain('a capacity of 0 or more')
  const standards = await readServiceStandards(store.database.write)
  const context = { srid: 32749, service: standards.find(({ service }) => service === 'SD') }
  const read: unknown[][] = []
  for await (const page of readInput(store.database.write, facilities, context)) {
    read.push(...(JSON.parse(String(page)) as unknown[][]))
  }
  expect(read.map(([, , capacity]) => capacity)).toEqual(expect.arrayContaining([120, 1080.5]))
})
