import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ImportResult, runImport } from '../../server/imports/run-import.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

/** Files of the Kobar folder that its manifest does not name: a dirty province, raw statistics, a table of names. */
const KOBAR = join(findCapabilities().data ?? '', 'kobar')
const FILES = ['kecamatan_kalteng_kotor.geojson', 'kemiskinan_kabkota_mentah.csv']

let store: TestStore
let folder: string
let result: ImportResult
beforeAll(async () => {
  store = await openStore('empty')
  folder = mkdtempSync(join(tmpdir(), 'petausul-dirty-'))
  for (const file of FILES) symlinkSync(join(KOBAR, file), join(folder, file))
  const manifest = {
    id: '62',
    name: 'Provinsi Kalimantan Tengah',
    codeEdition: 'uji',
    workingCrs: 'EPSG:32749',
    areas: [{ level: 'district', file: FILES[0], code: 'kode', name: 'nama' }],
    statistics: [
      {
        file: FILES[1],
        areaCode: 'Kab/Kota',
        year: 2021,
        values: { povertyPublished: 'Persentase Penduduk Miskin (P0) Menurut Kabupaten/Kota (Persen)' },
      },
    ],
  }
  writeFileSync(join(folder, 'district.json'), JSON.stringify(manifest))
  result = await runImport(store.database, join(folder, 'district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
}, 240_000)
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

test('136 over-simplified districts come in repaired and counted, none lost, and clean to a valid coverage', async () => {
  const counts = result.report.datasets[0]?.counts
  expect(counts).toMatchObject({ rows: 136, loaded: 136, rejected: 0, invalidEdges: 0 })
  const { rows } = await store.database.write.raw<{ rows: { invalid: number; empty: number }[] }>(
    'SELECT count(*) FILTER (WHERE NOT ST_IsValid(geom) OR NOT ST_IsValid(clean))::int AS invalid, count(*) FILTER (WHERE ST_IsEmpty(clean))::int AS empty FROM areas',
  )
  expect(rows[0]).toEqual({ invalid: 0, empty: 0 })
})

test('514 regencies with semicolons, decimal commas and points are all read as numbers', async () => {
  const counts = result.report.datasets.find(({ file }) => file === FILES[1])?.counts
  expect(counts).toMatchObject({ rows: 514, rejected: 0 })
  const { rows } = await store.database.write.raw<{
    rows: { n: number; texts: number; least: number; most: number }[]
  }>(
    `SELECT count(value)::int AS n, count(label)::int AS texts, min(value) AS least, max(value) AS most FROM statistics WHERE key = 'povertyPublished'`,
  )
  expect(rows[0]?.texts).toBe(0)
  expect(rows[0]?.least).toBeGreaterThan(1)
  expect(rows[0]?.most).toBeLessThan(50)
})
