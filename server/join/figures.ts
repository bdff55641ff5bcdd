import { run, sql } from '../database/sql-fragment.ts'
import type { Derivation } from './derivation.ts'

/**
 * The latest figures of each area. An upper level without a figure of its own gets the sum of its villages;
 * rates are computed from summed counts, never averaged, and only over villages that have both counts.
 *
 * A count of poor people from 1 to below `smallCell` is withheld, with its rate. An area above a withheld one gets the
 * sum of those villages that are public, whatever its own figure: the difference of the two would give the withheld one
 * away. All that is public is made from this table, none of it from the statistics as delivered: no output can depend
 * on a withheld count, so that no comparison of outputs tells more of it than that it is below `smallCell`.
 */
export const figures = (smallCell: number): Derivation => ({
  name: 'figures',
  inputs: [
    'areas:village',
    'areas:district',
    'areas:regency',
    'areas:province',
    'statistics:population',
    'statistics:poorPopulation',
    'statistics:idm',
    'statistics:idmStatus',
    'small-cell',
  ],
  step: 'Menggabungkan angka desa',
  async compute(transaction) {
    await transaction('area_figures').delete()
    await run(transaction, figuresSql(smallCell))
  },
})

const figuresSql = (smallCell: number) => sql`
      WITH latest AS (
        SELECT DISTINCT ON (area_code, key) area_code, key, year, value, label
        FROM statistics ORDER BY area_code, key, year DESC
      ), delivered AS (
        SELECT a.code, a.level, a.parent_code,
               max(value) FILTER (WHERE key = 'population') AS population,
               max(value) FILTER (WHERE key = 'poorPopulation') AS poor,
               max(value) FILTER (WHERE key = 'idm') AS idm,
               max(label) FILTER (WHERE key = 'idmStatus') AS idm_status,
               coalesce(jsonb_object_agg(key, year) FILTER (WHERE key IS NOT NULL AND key <> 'name'), '{}') AS years
        FROM areas a LEFT JOIN latest l ON l.area_code = a.code GROUP BY a.code, a.level, a.parent_code
      ), withheld AS (
        SELECT code FROM delivered WHERE poor > 0 AND poor < ${smallCell}
      ), lines AS (
        SELECT a.code, array_to_string(parts[1:n], '.') AS upper
        FROM delivered a CROSS JOIN LATERAL string_to_array(a.code, '.') AS parts
        CROSS JOIN LATERAL generate_series(1, cardinality(parts) - 1) AS n
      ), above AS (
        SELECT DISTINCT lines.upper AS code FROM withheld JOIN lines USING (code)
      ), own AS (
        SELECT code, level, population, idm, idm_status, years,
               CASE WHEN code IN (SELECT code FROM withheld) OR code IN (SELECT code FROM above) THEN NULL ELSE poor END AS poor
        FROM delivered
      ), below AS (
        SELECT u.code, sum(v.population) AS population, sum(v.poor) AS poor,
               100 * sum(v.poor) FILTER (WHERE v.population > 0) / nullif(sum(v.population) FILTER (WHERE v.poor IS NOT NULL), 0) AS rate
        FROM own v JOIN lines ON lines.code = v.code JOIN own u ON u.code = lines.upper
        WHERE v.level = 'village' AND u.level <> 'village' GROUP BY u.code
      )
      INSERT INTO area_figures (area_code, population, poor_population, poverty_rate, idm, idm_status, years, withheld_below)
      SELECT own.code, coalesce(own.population, below.population),
             CASE WHEN w.code IS NULL THEN coalesce(own.poor, below.poor) END,
             CASE WHEN own.poor IS NOT NULL AND own.population > 0 THEN 100 * own.poor / own.population
                  WHEN w.code IS NULL THEN below.rate END,
             own.idm, own.idm_status, own.years,
             CASE WHEN w.code IS NOT NULL OR own.code IN (SELECT code FROM above) THEN ${smallCell}::integer END
      FROM own LEFT JOIN below USING (code) LEFT JOIN withheld w USING (code)`
