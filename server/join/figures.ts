import type { Derivation } from './derivation.ts'

/**
 * The latest figures of each area. An upper level without a figure of its own gets the sum of its villages;
 * rates are computed from summed counts, never averaged, and only over villages that have both counts.
 */
export const figures: Derivation = {
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
  ],
  step: 'Menggabungkan angka desa',
  async compute(transaction) {
    await transaction('area_figures').delete()
    await transaction.raw(`
      WITH latest AS (
        SELECT DISTINCT ON (area_code, key) area_code, key, year, value, label
        FROM statistics ORDER BY area_code, key, year DESC
      ), own AS (
        SELECT a.code, a.level, a.parent_code,
               max(value) FILTER (WHERE key = 'population') AS population,
               max(value) FILTER (WHERE key = 'poorPopulation') AS poor,
               max(value) FILTER (WHERE key = 'idm') AS idm,
               max(label) FILTER (WHERE key = 'idmStatus') AS idm_status,
               coalesce(jsonb_object_agg(key, year) FILTER (WHERE key IS NOT NULL AND key <> 'name'), '{}') AS years
        FROM areas a LEFT JOIN latest l ON l.area_code = a.code GROUP BY a.code, a.level, a.parent_code
      ), below AS (
        SELECT u.code, sum(v.population) AS population, sum(v.poor) AS poor,
               100 * sum(v.poor) FILTER (WHERE v.population > 0) / nullif(sum(v.population) FILTER (WHERE v.poor IS NOT NULL), 0) AS rate
        FROM own u JOIN own v ON v.level = 'village' AND u.level <> 'village' AND starts_with(v.code, u.code || '.')
        GROUP BY u.code
      )
      INSERT INTO area_figures (area_code, population, poor_population, poverty_rate, idm, idm_status, years)
      SELECT own.code, coalesce(own.population, below.population), coalesce(own.poor, below.poor),
             CASE WHEN own.poor IS NOT NULL AND own.population > 0 THEN 100 * own.poor / own.population ELSE below.rate END,
             own.idm, own.idm_status, own.years
      FROM own LEFT JOIN below USING (code)`)
  },
}
