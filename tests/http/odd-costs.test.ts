import { strToU8 } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Page, readJson } from './answers.ts'
import { packageWith } from './district-zip.ts'
import { ImportClient } from './import-client.ts'

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('district')
})
afterAll(() => client.close())

/** Costs as GeoJSON may have them, and what is kept of each: null is a cost that nobody knows. */
const COSTS: readonly [title: string, costRupiah: number | string, kept: number | null][] = [
  ['Talud di bawah nol', -5_000_000, null],
  ['Talud sedikit di bawah nol', -0.01, null],
  ['Talud di bawah nol sebagai teks', '-5 juta', null],
  ['Talud seharga lebih dari semua anggaran', 1e30, null],
  ['Talud gotong royong', 0, 0],
  ['Talud biasa', 125_000_000.5, 125_000_000.5],
]

it('a cost below nothing or beyond all budgets is left empty and told with its row; the others are kept', async () => {
  const features = COSTS.map(([title, costRupiah], at) => ({
    type: 'Feature',
    properties: { sourceId: `B-${at}`, title, costRupiah, villageCode: '62.99.01.1003' },
    geometry: null,
  }))
  const file = 'biaya.geojson'
  const files = { [file]: strToU8(JSON.stringify({ type: 'FeatureCollection', features })) }
  const proposals = [{ file, format: 'petausul', year: 2028 }]
  const state = await client.importOf(packageWith(files, { proposals }))
  expect(state).toMatchObject({ state: 'done', problem: null })
  const { items } = await readJson<Page>(await client.server.get('/api/proposals?year=2028'))
  expect(new Map(items.map(({ title, costRupiah }) => [title, costRupiah]))).toEqual(
    new Map(COSTS.map(([title, , kept]) => [title, kept])),
  )
  const reported = state.report?.datasets.find((dataset) => dataset.file === file)?.rejects as {
    row: number
    parameter: string
    received: string
    expected: string
  }[]
  const unkept = COSTS.filter(([, , kept]) => kept === null)
  expect(reported.map(({ parameter, received }) => [parameter, received])).toEqual(
    unkept.map(([, costRupiah]) => ['costRupiah', String(costRupiah)]),
  )
  expect(reported[0]?.expected).toContain('nilai negatif')
})
