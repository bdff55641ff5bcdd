import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC, SYSTEM } from '../../core/access/actor.ts'
import type { ImportResult } from '../../server/imports/run-import.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { decide } from '../../server/proposals/decide.ts'
import { readProposal } from '../../server/proposals/read-proposal.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'

let store: TestStore
let folder: string
beforeAll(async () => {
  store = await openStore('district')
  folder = mkdtempSync(join(tmpdir(), 'petausul-package-'))
  cpSync(dirname(FIXTURE_DISTRICT), folder, { recursive: true })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const importAgain = (): Promise<ImportResult> =>
  runImport(store.database, join(folder, 'district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
const edit = (file: string, from: string, to: string) => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
  writeFileSync(path, text.replace(from, to))
}
const query = async <Row>(sql: string): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql)).rows

describe('what came in', () => {
  test('an invalid polygon is repaired and counted, with its row and reason', async () => {
    const rejects = await query<{ row_number: number; reason: string }>(
      `SELECT row_number, reason FROM rejects WHERE reason LIKE 'geometry repaired%'`,
    )
    expect(rejects).toEqual([{ row_number: 6, reason: expect.stringContaining('Self-intersection') }])
    const [valid] = await query<{ valid: boolean }>(
      'SELECT bool_and(ST_IsValid(geom) AND ST_IsValid(clean)) AS valid FROM areas',
    )
    expect(valid?.valid).toBe(true)
  })

  test('cleaned villages have no invalid edges, and districts made of them leave no gap', async () => {
    const [edges] = await query<{ n: number }>(
      `SELECT count(e)::int AS n FROM (SELECT ST_CoverageInvalidEdges(clean) OVER () AS e FROM areas WHERE level = 'village') x`,
    )
    expect(edges?.n).toBe(0)
    const [levels] = await query<{ holes: number; lost: number }>(`
      SELECT sum(ST_NumInteriorRings(part.geom))::int AS holes,
             abs(sum(ST_Area(part.geom)) - (SELECT sum(ST_Area(clean)) FROM areas WHERE level = 'village')) AS lost
      FROM areas, ST_Dump(clean) part WHERE level = 'district'`)
    expect(levels?.holes).toBe(0)
    expect(levels?.lost).toBeLessThan(1e-12)
  })

  test('districts take their names from the statistics file that names them', async () => {
    expect(await query(`SELECT code, name FROM areas WHERE level = 'district' ORDER BY code`)).toEqual([
      { code: '62.99.01', name: 'Hulu' },
      { code: '62.99.02', name: 'Hilir' },
    ])
  })

  test('a village without a figure stays without one; it never counts as zero', async () => {
    const [kubu] = await query<{ population: number | null }>(
      `SELECT population FROM area_figures WHERE area_code = '62.99.02.2003'`,
    )
    expect(kubu?.population).toBeNull()
    const [hilir] = await query<{ population: number; poverty_rate: number }>(
      `SELECT population, poverty_rate FROM area_figures WHERE area_code = '62.99.02'`,
    )
    expect(hilir?.population).toBe(2000)
    expect(hilir?.poverty_rate).toBeCloseTo((100 * (160 + 60)) / 2000, 6)
  })

  test('codes without an area and villages without a row are both reported', async () => {
    const [row] = await query<{ counts: Record<string, number> }>(
      `SELECT counts FROM datasets WHERE file = 'penduduk.csv'`,
    )
    expect(row?.counts).toMatchObject({ codesWithoutArea: 1, villagesWithoutRow: 1 })
  })

  test('rows of a file with two figures each are counted once, also by a store that counted figures', async () => {
    const counted = () => query<{ counts: object }>(`SELECT counts FROM datasets WHERE file = 'idm.csv'`)
    const right = { rows: 5, loaded: 5, values: 10 }
    expect((await counted())[0]?.counts).toMatchObject(right)
    await store.database.write.raw(
      `UPDATE datasets SET counts = (counts - 'values') || '{"loaded": 10}' WHERE file = 'idm.csv'`,
    )
    await store.database.write.raw(readFileSync('migrations/020-rows-of-statistics.sql', 'utf8'))
    expect((await counted())[0]?.counts).toMatchObject(right)
  })

  test('facilities outside the district or without coordinates are kept and told', async () => {
    expect(
      await query(`SELECT source_id, placement FROM facilities WHERE placement <> 'inside' ORDER BY 1`),
    ).toEqual([
      { source_id: '4', placement: 'none' },
      { source_id: '5', placement: 'outside' },
    ])
  })

  test.for([
    ['202500001', 'point', '62.99.01.1003'],
    ['202500002', 'point', '62.99.01.2001'],
    ['202500003', 'area', '62.99.02.2001'],
    ['202500004', 'conflict', '62.99.01.2002'],
    ['202500006', 'conflict', '62.99.01.1003'],
    ['202500007', 'none', null],
    ['202500008', 'point', '62.99.01.2001'],
  ])('proposal %s has the location quality %s in village %s', async ([code, quality, village]) => {
    const [row] = await query(`SELECT location_quality, village_code FROM proposals WHERE code = '${code}'`)
    expect(row).toEqual({ location_quality: quality, village_code: village })
  })

  test('a lost sign is kept as written, with the repaired place as a suggestion', async () => {
    const [row] = await query<{ suggestion: { lat: number; reason: string }; lat: number }>(
      `SELECT suggestion, ST_Y(geom) AS lat FROM proposals WHERE code = '202500004'`,
    )
    expect(row?.lat).toBeCloseTo(2.15512, 6)
    expect(row?.suggestion).toMatchObject({ reason: 'sign', lat: expect.closeTo(-2.15512, 6) })
  })

  test('a proposal for single households is public only at its village', async () => {
    const [row] = await query<{ same: boolean; public_quality: string }>(`
      SELECT ST_Equals(p.public_geom, a.point) AS same, p.public_quality FROM proposals p JOIN areas a ON a.code = p.village_code WHERE p.code = '202500005'`)
    expect(row).toEqual({ same: true, public_quality: 'area' })
  })

  test('people in the need grid add up to the villages, whole and poor', async () => {
    const [sum] = await query<{ people: number; poor: number }>(
      'SELECT sum(population) AS people, sum(poor_population) AS poor FROM need_cells',
    )
    expect(sum?.people).toBeCloseTo(10_000, 6)
    expect(sum?.poor).toBeCloseTo(610, 6)
  })
})

describe('importing again', () => {
  test('the same package changes nothing and says so', async () => {
    const before = await query(
      `SELECT (SELECT count(*)::int FROM proposals) AS proposals, (SELECT count(*)::int FROM events) AS events, (SELECT max(computed_at) FROM derivations) AS computed`,
    )
    const { report, computed } = await importAgain()
    expect(report.changed).toBe(false)
    expect(new Set(report.datasets.map(({ state }) => state))).toEqual(new Set(['unchanged']))
    expect(computed).toEqual([])
    expect(
      await query(
        `SELECT (SELECT count(*)::int FROM proposals) AS proposals, (SELECT count(*)::int FROM events) AS events, (SELECT max(computed_at) FROM derivations) AS computed`,
      ),
    ).toEqual(before)
  })

  test('a new school recomputes what depends on its type, and only that', async () => {
    edit('sekolah.csv', '5,SD DI LUAR', '6,SD NEGERI BARU,SD,-2.05,111.05\n5,SD DI LUAR')
    const { report, computed } = await importAgain()
    expect(report.datasets.filter(({ state }) => state !== 'unchanged').map(({ file }) => file)).toEqual([
      'sekolah.csv',
    ])
    expect(computed.sort()).toEqual([
      ...['coverage:SD', 'criteria', 'nearest:SD', 'need-coverage:SD', 'newly-served:SD'],
    ])
  })

  test('a new village index recomputes the figures of areas and the scales of criteria, and nothing else', async () => {
    edit('idm.csv', '62.99.01.2001;0,5512;Tertinggal', '62.99.01.2001;0,6000;Berkembang')
    expect((await importAgain()).computed).toEqual(['figures', 'criteria'])
  })

  test('a changed row of a proposals file updates that proposal only, and leaves an event', async () => {
    edit('usulan_2025.csv', 'Rp85.000.000', 'Rp95.000.000')
    const { report, computed } = await importAgain()
    const changed = report.datasets.find(({ file }) => file === 'usulan_2025.csv')
    expect(changed?.counts).toMatchObject({ loaded: 9, updated: 1, inserted: 0 })
    expect(computed).toEqual(['proposals', 'criteria'])
    expect(
      await query(
        `SELECT kind FROM events e JOIN proposals p ON p.id = e.proposal_id WHERE p.code = '202500006' ORDER BY e.id`,
      ),
    ).toEqual([{ kind: 'imported' }, { kind: 'reimported' }])
  })

  test('a proposal that was edited here is not overwritten by its file', async () => {
    await store.database
      .write('proposals')
      .where({ code: '202500001' })
      .update({ title: 'Disunting petugas', version: 2 })
    edit('usulan_2025.csv', 'Rp 278.700.000', 'Rp 300.000.000')
    const { report } = await importAgain()
    const changed = report.datasets.find(({ file }) => file === 'usulan_2025.csv')
    expect(changed?.rejects.map(({ reason }) => reason)).toContain(
      'changed in the file, but edited here since: the edit is kept',
    )
    expect(await query(`SELECT title FROM proposals WHERE code = '202500001'`)).toEqual([
      { title: 'Disunting petugas' },
    ])
  })

  test('what offices decided stays, announced or not, whatever the file says since', async () => {
    const decideOn = (code: string, version: number, announce: boolean) =>
      decide(store.database.write, SYSTEM, {
        ...{ code, version, action: 'note', role: 'district', reason: 'Sudah ditinjau', announce },
      })
    const before = await query<{ code: string; version: number }>(
      `SELECT code, version FROM proposals WHERE code IN ('202500002', '202500003') ORDER BY code`,
    )
    await decideOn('202500002', before[0]!.version, true)
    await decideOn('202500003', before[1]!.version, false)
    const history = () =>
      query(`SELECT p.code, d.reason, d.superseded_at, d.announced_at FROM decisions d JOIN proposals p ON p.id = d.proposal_id
             WHERE p.code IN ('202500002', '202500003') ORDER BY d.id`)
    const decided = await history()
    edit('usulan_2025.csv', 'Pembangunan jembatan kayu ulin', 'Pembangunan jembatan besi (diubah)')
    edit('usulan_2025.csv', 'Bukan kewenangan kabupaten', 'Alasan lain (diubah)')
    const { report } = await importAgain()
    const changed = report.datasets.find(({ file }) => file === 'usulan_2025.csv')
    expect(changed?.counts).toMatchObject({ updated: 0, inserted: 0 })
    expect(await history()).toEqual(decided)
    expect(changed?.rejects.filter(({ reason }) => reason.includes('edited here since'))).toHaveLength(3)
    expect(await query(`SELECT title FROM proposals WHERE title LIKE '%(diubah)%'`)).toEqual([])
  })

  test('a decision that the file no longer holds is superseded and stays, and the others are not written again', async () => {
    const decisions = () =>
      query<{ id: string; reason: string; superseded: boolean }>(
        `SELECT d.id, d.reason, d.superseded_at IS NOT NULL AS superseded FROM decisions d JOIN proposals p ON p.id = d.proposal_id
         WHERE p.code = '202500004' ORDER BY d.id`,
      )
    const before = await decisions()
    edit('usulan_2025.csv', 'Lengkapi proposal', 'Lengkapi gambar')
    await importAgain()
    expect(await decisions()).toEqual([
      ...before.map((made) => ({ ...made, superseded: made.reason === 'Lengkapi proposal' })),
      { id: expect.any(String), reason: 'Lengkapi gambar', superseded: false },
    ])
    expect(await query(`SELECT version, imported_version FROM proposals WHERE code = '202500004'`)).toEqual([
      { version: 2, imported_version: 2 },
    ])
    const shown = await readProposal(store.database.read, PUBLIC, '202500004')
    expect(shown?.decisions.map(({ reason }) => reason)).toEqual(['Lengkapi gambar'])
  })

  test('a file that cannot be read leaves the store as it was', async () => {
    const before = await query('SELECT count(*)::int AS n FROM areas')
    writeFileSync(join(folder, 'desa.geojson'), '{"type":"FeatureCollection","features":[{"type":"Fea')
    await expect(importAgain()).rejects.toThrow(/desa.geojson/)
    expect(await query('SELECT count(*)::int AS n FROM areas')).toEqual(before)
  })
})
