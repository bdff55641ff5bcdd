import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZoneCalculator } from '../../server/zones/zone-calculator.ts'
import { ZoneFigures } from '../../server/zones/zone-figures.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { closed, ringOf, star } from '../unit/zones/random-shapes.ts'

let store: TestStore
let figures: ZoneFigures
let calculator: ZoneCalculator
beforeAll(async () => {
  store = await openStore()
  figures = new ZoneFigures(store.database)
  calculator = new ZoneCalculator(store.database, figures)
  // Pieces as PostGIS cuts them: villages in their cleaned borders by cells of the need grid.
  await store.database.write.raw(`
    CREATE TABLE test_pieces AS
    SELECT p.village_code, p.population, p.poor_population, coalesce(n.beyond, false) AS beyond,
           ST_Intersection(a.clean, c.geom, 1e-10) AS geom
    FROM need_pieces p JOIN areas a ON a.code = p.village_code JOIN need_cells c ON c.id = p.cell_id
    LEFT JOIN need_coverage n ON n.cell_id = c.id AND n.service = 'SD'`)
})
afterAll(async () => {
  await figures.close()
  await store.close()
})

interface Expected {
  km2: number
  population: number | null
  poor: number | null
  beyond: number | null
  known: number | null
  proposals: number
  cost: number
  /** Proposals and rupiah of each group of states, and of each sector, by name. */
  groups: Shares
  sectors: Shares
}

type Shares = Record<string, [count: number, costRupiah: number]>

const EXPECTED = `
  WITH z AS MATERIALIZED (SELECT ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326) AS g),
       parts AS MATERIALIZED (
         SELECT t.*, ST_Area(ST_Intersection(t.geom, z.g, 1e-10)::geography) AS inside, ST_Area(t.geom::geography) AS whole
         FROM test_pieces t, z WHERE ST_Intersects(t.geom, z.g)),
       counted AS (SELECT p.cost_rupiah, p.sector, CASE
           WHEN p.status IN ('accepted', 'planned', 'budgeted', 'in-progress') THEN 'accepted'
           WHEN p.status = 'realised' THEN 'done'
           WHEN p.status IN ('returned', 'rejected') THEN p.status
           ELSE 'process' END AS status_group FROM proposals p, z
         WHERE p.status <> 'draft' AND ST_Intersects(ST_PointOnSurface(p.public_geom), z.g))
  SELECT ST_Area(z.g::geography) / 1e6 AS km2,
         (SELECT sum(population * inside / whole) FROM parts WHERE whole > 0) AS population,
         (SELECT sum(poor_population * inside / whole) FROM parts WHERE whole > 0) AS poor,
         (SELECT sum(population * inside / whole) FILTER (WHERE beyond) FROM parts WHERE whole > 0) AS beyond,
         (SELECT sum(inside) FILTER (WHERE population IS NOT NULL) FROM parts) / ST_Area(z.g::geography) AS known,
         (SELECT count(*)::int FROM counted) AS proposals,
         (SELECT coalesce(sum(cost_rupiah), 0)::float8 FROM counted) AS cost,
         (SELECT coalesce(json_object_agg(name, share), '{}') FROM (
            SELECT status_group AS name, json_build_array(count(*), coalesce(sum(cost_rupiah), 0)::float8) AS share
            FROM counted GROUP BY status_group) g) AS groups,
         (SELECT coalesce(json_object_agg(name, share), '{}') FROM (
            SELECT sector AS name, json_build_array(count(*), coalesce(sum(cost_rupiah), 0)::float8) AS share
            FROM counted GROUP BY sector) s) AS sectors
  FROM z`

/** Stars of up to 45 km in and around the fixture district. */
const zone = star.map((shape) => ({
  type: 'Polygon' as const,
  coordinates: [closed(ringOf(shape)).map(([x, y]) => [111 + (0.3 * x) / 1000, -2.2 + (0.2 * y) / 1000])],
}))

/** Whole people: both round, and slivers between borders as delivered and cleaned are placed differently. */
const near = (value: number | null, expected: number | null) => {
  if (expected === null) return value === null || value === 0
  return value !== null && Math.abs(value - expected) <= 1 + 0.002 * expected
}

const sharesOf = <Share extends { count: number; costRupiah: number }>(
  shares: readonly Share[],
  nameOf: (share: Share) => string,
): Shares =>
  Object.fromEntries(
    shares
      .filter(({ count }) => count > 0)
      .map((share) => [nameOf(share), [share.count, share.costRupiah]] as const),
  )

describe('figures of any zone', () => {
  it('are those of PostGIS overlays: people to one or to two in a thousand, proposals exactly', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(zone, async (geometry) => {
        const { statistics } = await calculator.count({ geometry })
        const { rows } = await store.database.write.raw<{ rows: Expected[] }>(EXPECTED, [
          JSON.stringify(geometry),
        ])
        const expected = rows[0]!
        const { population, poorPopulation, services, proposals, areaKm2 } = statistics
        expect(areaKm2 / expected.km2).toBeCloseTo(1, 4)
        expect(
          near(population.value, expected.population),
          `${population.value} ${expected.population}`,
        ).toBe(true)
        if (poorPopulation.below === undefined)
          expect(near(poorPopulation.value, expected.poor), `${poorPopulation.value} ${expected.poor}`).toBe(
            true,
          )
        else expect(expected.poor ?? 0).toBeLessThan(5.5)
        const school = services.find(({ service }) => service === 'SD')
        expect(
          near(school?.beyond.value ?? null, expected.beyond),
          `${school?.beyond.value} ${expected.beyond}`,
        ).toBe(true)
        expect(population.coveragePercent / 100).toBeCloseTo(expected.known ?? 0, 2)
        expect([proposals.count, proposals.costRupiah]).toEqual([expected.proposals, expected.cost])
        expect(sharesOf(proposals.byStatusGroup, ({ group }) => group)).toEqual(expected.groups)
        expect(sharesOf(proposals.bySector, ({ sector }) => sector)).toEqual(expected.sectors)
        for (const name of [...Object.keys(expected.groups), ...Object.keys(expected.sectors)]) seen.add(name)
      }),
      { seed: 62, numRuns: 60 },
    )
    expect(seen.size).toBeGreaterThan(3)
  })
})
