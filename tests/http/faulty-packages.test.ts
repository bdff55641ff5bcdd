import { strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkbook, rowXml } from '../unit/formats/make-workbook.ts'
import { type Fault, type Page, readFault, readJson } from './answers.ts'
import { fixture, packageWith } from './district-zip.ts'
import { ImportClient } from './import-client.ts'

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('district')
})
afterAll(() => client.close())

describe('a package at fault', () => {
  async function failed(zip: Uint8Array): Promise<Fault> {
    const before = await client.countRows()
    const state = await client.importOf(zip)
    expect(state).toMatchObject({
      state: 'failed',
      report: null,
      problem: { status: 400, title: expect.any(String), detail: expect.any(String) },
    })
    expect(JSON.stringify(state), 'no path of the server').not.toContain(client.folder)
    expect(await client.countRows()).toEqual(before)
    await expect.poll(() => client.leftOvers()).toEqual([])
    return state.problem as Fault
  }

  it('in its manifest is told which entry is wrong', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ bogus: 1 }, 'bogus'],
      [{ id: '../..' }, 'id'],
      [{ workingCrs: 'EPSG:1; DROP TABLE areas' }, 'workingCrs'],
      [{ layers: [{ id: 'a"; DROP TABLE areas; --', title: 'x', file: 'jalan.geojson' }] }, 'layers.0.id'],
      [{ proposals: [{ file: 'usulan_2025.csv', year: 'kemarin' }] }, 'proposals.0.year'],
      ...['../district.json', '/etc/passwd', 'a/../../x.csv', '..\\x.csv'].map(
        (file): [Record<string, unknown>, string] => [
          { proposals: [{ file, year: 2025 }] },
          'proposals.0.file',
        ],
      ),
    ]
    for (const [changes, entry] of cases) {
      const problem = await failed(packageWith({}, changes))
      expect(problem).toMatchObject({
        parameter: 'district.json',
        expected: expect.stringContaining('district package'),
      })
      expect(problem.received).toContain(entry)
    }
    for (const text of ['', '{', '[]', 'null', '\0', '{"id":'.repeat(5000)])
      expect((await failed(packageWith({ 'district.json': strToU8(text) }))).parameter).toBe('district.json')
  })

  it('whose areas the store has from another package is told so, and gives the district no name', async () => {
    const problem = await failed(packageWith({}, { id: '62.98', name: 'Kabupaten Kembar' }))
    expect(problem.detail).toContain('the store has an area of this code already')
    expect(problem.received).toMatch(/^62\.99\./)
    const district = await readJson<{ name: string }>(await client.server.get('/api/district'))
    expect(district.name).toBe('Kabupaten Contoh')
  })

  it('without a single area that can be taken is told why', async () => {
    const villages = JSON.parse(Buffer.from(fixture['desa.geojson']!).toString()) as { features: object[] }
    const features = villages.features.map((village) => ({
      ...village,
      geometry: { type: 'Point', coordinates: [111, -2] },
    }))
    const file = strToU8(JSON.stringify({ ...villages, features }))
    const problem = await failed(packageWith({ 'desa.geojson': file }))
    expect(problem).toMatchObject({ received: 'Point', expected: 'Polygon or MultiPolygon' })
  })

  it('that names a file which is not there is told which', async () => {
    const problem = await failed(packageWith({}, { proposals: [{ file: 'hilang.csv', year: 2025 }] }))
    expect(problem.detail).toContain('hilang.csv')
  })

  it('with a workbook of another form is told what columns it has', async () => {
    const workbook = makeWorkbook({
      sheets: [
        {
          name: 'Gaji',
          rows: rowXml(1, ['NIP', 'Nama Pegawai', 'Golongan']) + rowXml(2, ['19800101', 'Budi', 'III/a']),
        },
      ],
    })
    const problem = await failed(
      packageWith({ 'gaji.xlsx': workbook }, { proposals: [{ file: 'gaji.xlsx', year: 2025 }] }),
    )
    expect(problem.detail).toContain('gaji.xlsx')
    expect(problem.detail).toMatch(/NIP, Nama Pegawai, Golongan|heading/)
  })

  it('with a file that is not what its name says is told which', async () => {
    for (const [name, bytes] of [
      ['usulan.xlsx', strToU8('bukan xlsx')],
      ['usulan.csv', new Uint8Array(5000).fill(0)],
      ['usulan.geojson', strToU8('{"type":"FeatureCollection","features":[')],
    ] as const) {
      const problem = await failed(
        packageWith({ [name]: bytes }, { proposals: [{ file: name, year: 2025 }] }),
      )
      expect(problem.detail).toContain(name)
    }
  })

  it('leaves what was imported before as it was', async () => {
    expect((await readJson<Page>(await client.server.get('/api/proposals'))).total.count).toBe(11)
    expect(await client.importOf(packageWith({}))).toMatchObject({
      state: 'done',
      report: { changed: false },
    })
  })
})

describe('a package with text that no database holds', () => {
  it('is taken without NUL and halves of surrogate pairs', async () => {
    const feature = String.raw`{"type":"Feature","properties":{"sourceId":"N-2","title":"Jalan\u0000 \ud800 rusak","villageCode":"62.99.01.1003"},"geometry":null}`
    const file = 'nul.geojson'
    const files = { [file]: strToU8(`{"type":"FeatureCollection","features":[${feature}]}`) }
    const proposals = [{ file, format: 'petausul', year: 2027 }]
    expect(await client.importOf(packageWith(files, { proposals }))).toMatchObject({
      state: 'done',
      problem: null,
    })
    const { items } = await readJson<Page>(await client.server.get('/api/proposals?year=2027'))
    expect(items.map(({ title }) => title)).toEqual(['Jalan \uFFFD rusak'])
    expect(await client.importOf(packageWith({}))).toMatchObject({ state: 'done' })
  })
})

describe('an import that is not there', () => {
  it('is a 404', async () => {
    for (const id of ['1', 'x', '00000000-0000-0000-0000-000000000000', "' OR 1=1", '%00'])
      for (const route of ['', '/rejects'])
        await readFault(await client.ask(`/api/imports/${encodeURIComponent(id)}${route}`), 404)
  })
})
