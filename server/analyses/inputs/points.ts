import { bound, sql } from '../../database/sql-fragment.ts'
import { type Input, PAGE, proposalsOf } from './input.ts'
import { packages } from './packages.ts'
import { hasPlace, placeColumns } from './places.ts'

const proposals = { ...placeColumns, cost: 'p.cost_rupiah' }

/**
 * Proposals at their own public places, as three big-endian doubles each: x, y and cost, NaN where none is known. A million
 * tuples would be 100 MB in the thread, and their text 45 more.
 */
export const points: Input = {
  name: 'points',
  states: [packages],
  proposals,
  query: ({ srid }) => ({
    page: (after, most) => sql`SELECT max(id)::int AS last,
          string_agg(float8send(ST_X(place)) || float8send(ST_Y(place)) || float8send(cost), ''::bytea ORDER BY id) AS content
        FROM (SELECT p.id, ST_Transform(ST_PointOnSurface(p.place), ${bound(srid, 'int')}) AS place,
                coalesce(p.cost::float8, 'NaN') AS cost
              FROM ${proposalsOf(proposals)} p WHERE ${hasPlace} AND p.id > ${after} ORDER BY p.id LIMIT ${most}) page`,
    size: PAGE,
  }),
}
