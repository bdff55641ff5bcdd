import { run, sql } from '../database/sql-fragment.ts'
import type { Derivation } from './derivation.ts'
import { gatherServed, type Service } from './served.ts'

/** How far each cell's middle is from the nearest facility, and whether that is beyond the standard. */
export function needCoverage({ service, facilityTypes }: Service): Derivation {
  return {
    name: `need-coverage:${service}`,
    inputs: ['need-grid', `standards:${service}`, ...facilityTypes.map((type) => `facilities:${type}`)],
    step: `Menghitung jangkauan ${service} per sel`,
    async compute(transaction) {
      await transaction('need_coverage').where({ service }).delete()
      await gatherServed(transaction, facilityTypes)
      await run(
        transaction,
        sql`INSERT INTO need_coverage (service, cell_id, nearest_m, beyond)
         SELECT s.service, c.id, near.metres, near.metres > s.max_distance_m
         FROM need_cells c JOIN service_standards s ON s.service = ${service}
         LEFT JOIN LATERAL (
           SELECT ST_Distance(f.place, c.point::geography, false) AS metres
           FROM served f ORDER BY f.place <-> c.point::geography LIMIT 1) near ON true`,
      )
    },
  }
}

/**
 * The same for each village from its representative point; people beyond the standard are those of the
 * village's pieces whose cell lies beyond it. Summed in the order of cells, so that the same content gives the same
 * bits wherever its rows lie.
 */
export function villageCoverage({ service, facilityTypes }: Service): Derivation {
  return {
    name: `coverage:${service}`,
    inputs: [
      'areas:village',
      'need-population',
      `need-coverage:${service}`,
      ...facilityTypes.map((type) => `facilities:${type}`),
    ],
    step: `Menghitung jangkauan ${service} per desa`,
    async compute(transaction) {
      await transaction('coverage').where({ service }).delete()
      await gatherServed(transaction, facilityTypes)
      await run(
        transaction,
        sql`WITH beyond AS (
           SELECT p.village_code, sum(p.population ORDER BY p.cell_id) AS people, sum(p.poor_population ORDER BY p.cell_id) AS poor
           FROM need_pieces p JOIN need_coverage n ON n.cell_id = p.cell_id AND n.service = ${service} AND n.beyond
           GROUP BY p.village_code)
         INSERT INTO coverage (service, area_code, facility_id, nearest_m, standard_m, beyond, people_beyond, poor_beyond)
         SELECT s.service, a.code, near.id, near.metres, s.max_distance_m, near.metres > s.max_distance_m,
                CASE WHEN f.population IS NULL THEN NULL ELSE coalesce(b.people, 0) END,
                CASE WHEN f.poor_population IS NULL THEN NULL ELSE coalesce(b.poor, 0) END
         FROM areas a JOIN service_standards s ON s.service = ${service}
         LEFT JOIN area_figures f ON f.area_code = a.code
         LEFT JOIN beyond b ON b.village_code = a.code
         LEFT JOIN LATERAL (
           SELECT id, ST_Distance(v.place, a.point::geography, false) AS metres
           FROM served v ORDER BY v.place <-> a.point::geography LIMIT 1) near ON true
         WHERE a.level = 'village'`,
      )
    },
  }
}
