import { catalogued, type SqlFragment } from '../../database/sql-fragment.ts'
import { placeOf } from './proposal-place.ts'

/**
 * For a few proposals, SQL of a FROM item with columns place and population: straight from the store, by its index on
 * the middles of cells. `service` is SQL of the service's name.
 */
export function storedCells(service: string): string {
  return `(SELECT c.point::geography AS place, c.population
      FROM need_cells c JOIN need_coverage n ON n.cell_id = c.id WHERE n.service = ${service} AND n.beyond)`
}

/**
 * People of the given cells beyond the standard whose cell's middle would lie within the standard's distance of each proposal's place
 * (great circle on the sphere of mean radius, as the distances of cells are), to the thousandth of a person, since sums of
 * the same people in another order differ in the last bits. `proposals` is a FROM item with the alias p,
 * in which the alias `of` has each one's service and whether it is about one household; `cells` is a FROM item with
 * columns place and population. Null where there is no place, or
 * where the people of none of the cells are known.
 */
export function newlyServedOf(proposals: string, of: string, cells: string): SqlFragment {
  return catalogued(`
  SELECT p.id AS proposal, CASE WHEN placed.place IS NULL OR (gained.cells > 0 AND gained.people IS NULL) THEN NULL
                                ELSE floor(coalesce(gained.people, 0) * 1000 + 0.5) / 1000 END AS people
  FROM ${proposals} LEFT JOIN areas a ON a.code = p.village_code
  JOIN service_standards std ON std.service = ${of}.service
  CROSS JOIN LATERAL (SELECT ${placeOf(`${of}.household`)} AS place OFFSET 0) placed
  CROSS JOIN LATERAL (
    SELECT count(*) AS cells, sum(u.population) AS people
    FROM ${cells} u WHERE ST_DWithin(u.place, placed.place, std.max_distance_m, false)) gained`)
}
