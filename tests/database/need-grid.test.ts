import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

// Whole villages, as the fixture brings no settlements for these; overlays of the database are what the pieces are held against.
it('has pieces whose shares are those of the database’s own overlay of village and cell', async () => {
  const { rows } = (await store.database.write.raw(`
    WITH villages AS MATERIALIZED (
      SELECT a.code, ST_Transform(a.geom, split_part(k.working_crs, ':', 2)::int) AS geom
      FROM areas a JOIN datasets d ON d.id = a.dataset_id JOIN packages k ON k.id = d.package_id WHERE a.level = 'village'
        AND NOT EXISTS (SELECT FROM features f JOIN layers l ON l.id = f.layer_id AND l.ancillary WHERE ST_Intersects(f.geom, a.geom))
    ), cells AS MATERIALIZED (
      SELECT c.id, ST_Transform(c.geom, split_part(k.working_crs, ':', 2)::int) AS geom
      FROM need_cells c JOIN packages k ON k.id = c.package_id
    ), overlaid AS (
      SELECT v.code, c.id, ST_Area(ST_Intersection(v.geom, c.geom, 0.001)) / ST_Area(v.geom) AS share
      FROM villages v JOIN cells c ON ST_Intersects(v.geom, c.geom))
    SELECT o.code, o.id, o.share::float8 AS wanted, p.share::float8 AS share
    FROM overlaid o FULL JOIN (SELECT * FROM need_pieces WHERE village_code IN (SELECT code FROM villages)) p
      ON p.village_code = o.code AND p.cell_id = o.id
    WHERE coalesce(o.share, 1) > 1e-8`)) as { rows: { wanted: number | null; share: number | null }[] }
  expect(rows.length).toBeGreaterThan(50)
  for (const { wanted, share } of rows) expect(Math.abs((share ?? 0) - (wanted ?? 0))).toBeLessThan(1e-6)
})

it('loses nobody: the shares of each village add up to one', async () => {
  const { rows } = (await store.database.write.raw(
    'SELECT village_code, sum(share)::float8 AS sum FROM need_pieces GROUP BY village_code',
  )) as { rows: { sum: number }[] }
  expect(rows.length).toBeGreaterThan(5)
  for (const { sum } of rows) expect(sum).toBeCloseTo(1, 12)
})
