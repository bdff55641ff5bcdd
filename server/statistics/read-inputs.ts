import type { Knex } from 'knex'
import { ACCEPTED_STATUSES } from '../../core/proposal/competition.ts'
import type { ProposalStatus } from '../../core/proposal/status.ts'
import { always, bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import type { Analysis, InputName, StoreFrame } from './compute/analysis.ts'

/** Rows a page: small enough that reading one never holds the event loop, or an embedded store, for long. */
const PAGE = 5_000
/** Where each page groups or numbers all rows again, and rows are short. */
const WIDE_PAGE = 25_000
const OUTLINES_PAGE = 250

interface Page {
  last: number | null
  content: string | Buffer | null
}

interface PagedQuery {
  /** Rows beyond a number, at most so many. */
  page(after: SqlFragment, most: SqlFragment): SqlFragment
  size: number
}

/**
 * One input of an analysis, page by page: JSON arrays of rows as text, which the analysis' own thread parses; outlines
 * as concatenated WKB, points as three big-endian doubles each: x, y and cost, NaN where none is known. Each query
 * pages by an ascending number, so that no cursor is held between pages.
 */
export async function* readInput(
  knex: Knex,
  name: InputName,
  { analysis, frame }: { analysis: Analysis; frame: StoreFrame },
): AsyncGenerator<string | Buffer> {
  const query = QUERIES[name](Number(frame.srid), analysis)
  let after = -1
  for (;;) {
    const page = query.page(bound(after, 'int'), bound(query.size, 'int'))
    const [row] = await select<Page>(knex, page)
    const { last, content } = row ?? { last: null, content: null }
    if (last === null || content === null) return
    yield content
    after = last
  }
}

/** `columns` are the tuple. Beyond the last page `last` is null. */
function paged(
  columns: string,
  { key, from, where = always }: { key: string; from: SqlFragment; where?: SqlFragment },
): PagedQuery {
  const [number, tuple] = [catalogued(key), catalogued(columns)]
  return {
    page: (
      after,
      most,
    ) => sql`SELECT max(key)::int AS last, json_agg(row ORDER BY key)::text AS content FROM (
            SELECT ${number} AS key, json_build_array(${tuple}) AS row ${rowsOf({ from, where }, sql`${number} > ${after}`)}
            ORDER BY ${number} LIMIT ${most}) page`,
    size: key.endsWith('.number') ? WIDE_PAGE : PAGE,
  }
}

const [QUALITY, PLACE] = [catalogued(visibleQuality), catalogued(visiblePlace)]
const hasPlace = sql`${visibleProposal()} AND ${QUALITY} = 'point' AND ${PLACE} IS NOT NULL`

/** Rows are tuples as analysis.ts names them. */
const QUERIES: Readonly<Record<InputName, (srid: number, analysis: Analysis) => PagedQuery>> = {
  villages: (srid) =>
    paged(
      'a.id, a.code, a.name, a.parent_code, ST_X(t.place), ST_Y(t.place), f.population, f.poor_population, f.poverty_rate, d.name, f.poor_population IS NULL AND f.withheld_below IS NOT NULL',
      {
        key: 'a.id',
        from: sql`areas a CROSS JOIN LATERAL (SELECT ST_Transform(a.point, ${bound(srid, 'int')}) AS place) t
                 LEFT JOIN area_figures f ON f.area_code = a.code LEFT JOIN areas d ON d.code = a.parent_code`,
        where: catalogued(`a.level = 'village'`),
      },
    ),
  outlines: (srid) => ({
    page: (after, most) => sql`SELECT max(id)::int AS last,
              string_agg(ST_AsBinary(ST_Transform(clean, ${bound(srid, 'int')}), 'NDR'), ''::bytea ORDER BY id) AS content
              FROM (SELECT id, clean FROM areas WHERE level = 'village' AND id > ${after} ORDER BY id LIMIT ${most}) page`,
    size: OUTLINES_PAGE,
  }),
  // A million tuples would be 100 MB in the thread, and their text 45 more.
  points: (srid) => ({
    page: (after, most) => sql`SELECT max(id)::int AS last,
            string_agg(float8send(ST_X(place)) || float8send(ST_Y(place)) || float8send(cost), ''::bytea ORDER BY id) AS content
          FROM (SELECT p.id, ST_Transform(ST_PointOnSurface(${PLACE}), ${bound(srid, 'int')}) AS place,
                  coalesce(p.cost_rupiah::float8, 'NaN') AS cost
                FROM proposals p WHERE ${hasPlace} AND p.id > ${after} ORDER BY p.id LIMIT ${most}) page`,
    size: PAGE,
  }),
  unplaced: () =>
    paged('q.quality, q.count', {
      key: 'q.number',
      from: sql`(SELECT ${QUALITY} AS quality, count(*) AS count, row_number() OVER (ORDER BY ${QUALITY}) AS number
                FROM proposals p WHERE ${visibleProposal()} AND NOT (${hasPlace}) GROUP BY 1) q`,
    }),
  spending,
  cells: () =>
    paged('c.id, ST_X(c.point), ST_Y(c.point), c.population', {
      key: 'c.id',
      from: catalogued('need_cells c'),
    }),
  pieces: () =>
    paged('n.cell_id, n.village_code, n.population', {
      key: 'n.number',
      from: sql`(SELECT p.*, row_number() OVER (ORDER BY cell_id, village_code) AS number FROM need_pieces p) n`,
    }),
  facilities: (_srid, analysis) =>
    paged('ST_X(f.geom), ST_Y(f.geom), f.capacity', {
      key: 'f.id',
      from: catalogued('facilities f'),
      where: sql`f.type = ANY (${bound([...(analysis.service?.facilityTypes ?? [])], 'text[]')}) AND f.geom IS NOT NULL`,
    }),
  beyond: () =>
    paged('n.area_code, n.service, n.people_beyond', {
      key: 'n.number',
      from: sql`(SELECT c.*, row_number() OVER (ORDER BY area_code, service) AS number FROM coverage c) n`,
    }),
}

/** By village and year: proposals, those without a cost, and rupiah asked, accepted (or further) and realised. */
function spending(): PagedQuery {
  const sum = (statuses: readonly ProposalStatus[]) =>
    sql`coalesce(sum(p.cost_rupiah) FILTER (WHERE p.status = ANY (${bound([...statuses], 'text[]')})), 0)::float8`
  return paged('n.village_code, n.year, n.count, n.without_cost, n.asked, n.accepted, n.realised', {
    key: 'n.number',
    from: sql`(SELECT p.village_code, p.year, count(*) AS count, count(*) FILTER (WHERE p.cost_rupiah IS NULL) AS without_cost,
              coalesce(sum(p.cost_rupiah), 0)::float8 AS asked, ${sum(ACCEPTED_STATUSES)} AS accepted, ${sum(['realised'])} AS realised,
              row_number() OVER (ORDER BY p.village_code, p.year) AS number
            FROM proposals p WHERE ${visibleProposal()} GROUP BY p.village_code, p.year) n`,
  })
}
