import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ImportResult, runImport } from '../../server/imports/run-import.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'

/** The scale set. The embedded engine takes its areas alone, which is where engines differ. */
const JATIM = join(findCapabilities().data ?? '', 'jatim')

let store: TestStore
let folder: string
let result: ImportResult
beforeAll(async () => {
  store = await openStore('empty')
  folder = mkdtempSync(join(tmpdir(), 'petausul-jatim-'))
  const manifest = JSON.parse(readFileSync(join(JATIM, 'district.json'), 'utf8')) as Record<string, unknown>
  if (engine === 'embedded') Object.assign(manifest, { statistics: [], facilities: [], standards: [] })
  for (const file of ['desa.geojson', 'idm_2024.csv', 'sekolah.csv'])
    symlinkSync(join(JATIM, file), join(folder, file))
  writeFileSync(join(folder, 'district.json'), JSON.stringify(manifest))
  result = await runImport(store.database, join(folder, 'district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
}, 420_000)
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const query = async <Row>(sql: string): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql)).rows

test('8,494 villages, 8 of them repaired, clean to a coverage without an invalid edge', () => {
  expect(result.report.datasets[0]?.counts).toMatchObject({
    rows: 8494,
    loaded: 8494,
    repaired: 8,
    rejected: 0,
    invalidEdges: 0,
  })
})

test('all 666 districts and 38 regencies are there, valid, without gaps, and of the same area', async () => {
  const levels = await query<{ level: string; n: number; valid: boolean; area: number }>(
    `SELECT level, count(*)::int AS n, bool_and(ST_IsValid(clean)) AS valid, sum(ST_Area(clean)) AS area FROM areas GROUP BY 1 ORDER BY 1`,
  )
  expect(levels.map(({ level, n, valid }) => ({ level, n, valid }))).toEqual([
    { level: 'district', n: 666, valid: true },
    { level: 'regency', n: 38, valid: true },
    { level: 'village', n: 8494, valid: true },
  ])
  for (const { area } of levels) expect(area).toBeCloseTo(levels[0]?.area ?? 0, 9)
  const [edges] = await query<{ invalid: number }>(
    `SELECT count(edge)::int AS invalid FROM (SELECT ST_CoverageInvalidEdges(clean) OVER (PARTITION BY level) AS edge FROM areas) x`,
  )
  expect(edges?.invalid).toBe(0)
})

test('every row of the other files is accounted for', () => {
  if (engine === 'embedded')
    return expect(result.report.datasets.map(({ role }) => role)).not.toContain('facilities')
  const counts = Object.fromEntries(result.report.datasets.map((dataset) => [dataset.file, dataset.counts]))
  expect(counts['idm_2024.csv']).toMatchObject({ rows: 7721, codesWithoutArea: 0 })
  const schools = counts['sekolah.csv'] ?? {}
  expect(schools).toMatchObject({ rows: 27_807, loaded: 27_807 })
  expect((schools.inside ?? 0) + (schools.outside ?? 0) + (schools.withoutPlace ?? 0)).toBe(27_807)
})
