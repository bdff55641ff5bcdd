import type { Knex } from 'knex'

const geometry = `CASE
  WHEN n % 11 = 0 THEN ST_MakeLine(at, ST_Translate(at, (n % 7 - 3) * 0.004, (n % 5 - 2) * 0.004))
  WHEN n % 13 = 0 THEN ST_MakePolygon(ST_MakeLine(ARRAY[at, ST_Translate(at, 0.006, 0.001), ST_Translate(at, 0.004, 0.005), at]))
  WHEN n % 17 = 0 THEN ST_Collect(at, ST_Translate(at, 0.01, 0.002))
  WHEN n % 19 = 0 THEN ST_MakeLine(ARRAY[at, ST_Translate(at, 0.00001, 0), ST_Translate(at, 0, 0.00001)])
  WHEN n % 23 = 0 THEN NULL
  ELSE at END`

/** Adds proposals M1 … as points, lines, areas, multipoints and without a place, in and around the tests' district. */
export async function addManyProposals(knex: Knex, count: number): Promise<void> {
  await knex.raw(
    `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, public_quality,
       agency, cost_rupiah, village_code, geom, public_geom, stale)
     SELECT 'M' || n, (SELECT id FROM packages LIMIT 1), 2025 + n % 2, CASE WHEN n % 3 = 0 THEN 'pokir' ELSE 'resident' END,
       'Usulan ' || n, CASE WHEN n % 4 = 0 THEN 'health' ELSE 'education' END, 'village',
       CASE WHEN n % 5 = 0 THEN 'accepted' ELSE 'submitted' END, 'point', 'point', CASE WHEN n % 6 = 0 THEN 'Dinas ' || n % 9 END,
       CASE WHEN n % 8 > 0 THEN n * 1000 END, v.codes[1 + n % cardinality(v.codes)], g, g, false
     FROM (SELECT array_agg(code ORDER BY code) AS codes FROM areas WHERE level = 'village') v,
       generate_series(1, ?::int) n,
       LATERAL (SELECT ST_SetSRID(ST_MakePoint(111.15 + 0.0031 * (n % 41) * cos(n), -2.1 + 0.0029 * (n % 37) * sin(n)), 4326) AS at) p,
       LATERAL (SELECT ${geometry} AS g) shape`,
    [count],
  )
}
