import { bound, sql } from '../../database/sql-fragment.ts'
import type { Input } from './input.ts'
import { packages } from './packages.ts'

const PAGE = 250

/** The villages' cleaned borders in the working CRS as concatenated WKB, in the order of the villages. */
export const outlines: Input = {
  name: 'outlines',
  states: ['figures', packages],
  query: ({ srid }) => ({
    page: (after, most) => sql`SELECT max(id)::int AS last,
          string_agg(ST_AsBinary(ST_Transform(clean, ${bound(srid, 'int')}), 'NDR'), ''::bytea ORDER BY id) AS content
        FROM (SELECT id, clean FROM areas WHERE level = 'village' AND id > ${after} ORDER BY id LIMIT ${most}) page`,
    size: PAGE,
  }),
}
