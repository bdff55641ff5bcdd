import { bound, catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visibleLayer } from '../layers/publication.ts'
import { type Asked, RANK } from './asked.ts'

const MOST_OF_A_KIND = 4
/** Of more facilities than this that hold the words, the nearest are looked for around the asker instead of being sorted. */
const MOST_SORTED = 2000
/** Of roads, which a layer has in many pieces: "jalan" is in the name of each. */
const MOST_PIECES = 500
/** A shorter text resembles too much. */
const LEAST_GUESSED = 5

const ROAD_NAME = catalogued(`coalesce(f.properties ->> 'name', f.properties ->> 'nama')`)
const NOTHING_FOUND = catalogued('NOT EXISTS (SELECT FROM found)')

/** Villages, districts and what lies above, by their names; a village by its own and its district's. */
export function areaHits(asked: Asked): SqlFragment {
  const name = bound(asked.name, 'text')
  const later = bound(asked.wantsStreet ? RANK.place : 0, 'int')
  const layer = sql`CASE a.level WHEN 'village' THEN 'areas-village' ELSE 'areas-district' END`
  return sql`SELECT CASE a.level WHEN 'village' THEN 'village' ELSE 'district' END AS kind, a.code, a.name AS title,
       coalesce(d.name, '') AS subtitle, a.point AS place, a.geom,
       ${later} + CASE WHEN lower(plain_words(a.name)) = ${name} THEN 0 WHEN starts_with(lower(plain_words(a.name)), ${name}) THEN 1
         WHEN a.words @@ (SELECT place FROM asked) THEN 2 ELSE 3 END AS rank,
       ${asked.away(sql`a.point`)} AS away
     FROM areas a LEFT JOIN areas d ON d.code = a.parent_code
     WHERE a.words @@ (SELECT any_name FROM asked)
       AND (a.words || coalesce(d.words, '')) @@ (SELECT place FROM asked) AND ${visibleLayer(layer, asked.actor)}
     ORDER BY rank, away, length(a.name), a.name LIMIT ${asked.most}`
}

const HOLDS = sql`f.geom IS NOT NULL AND search_vector(f.name) @@ (SELECT whole FROM asked)`

/**
 * A table of a WITH: facilities that hold all words, as the index of words finds them. Asked for in order of distance at once, a rare word
 * would be looked for in the name of each from the asker to the end of the land.
 */
export const facilitiesFound = sql`facilities_found AS MATERIALIZED (
       SELECT f.* FROM facilities f WHERE ${HOLDS} LIMIT ${bound(MOST_SORTED, 'int')}
     )`

export function facilityHits(asked: Asked): SqlFragment {
  const many = sql`(SELECT count(*) FROM facilities_found) >= ${bound(MOST_SORTED, 'int')}`
  const chosen = { rank: RANK.place, order: sql`f.name` }
  const sorted = facilities(asked, {
    ...chosen,
    from: catalogued('facilities_found'),
    where: sql`NOT ${many}`,
  })
  const around = facilities(asked, { ...chosen, where: sql`${many} AND ${HOLDS}` })
  return sql`(${sorted}) UNION ALL (${around})`
}

/** Those whose name resembles what was typed, where nothing holds its words. */
export function guessedFacilities(asked: Asked): SqlFragment {
  const typed = bound(guessOf(asked), 'text')
  const where = sql`${NOTHING_FOUND} AND ${longEnough(asked)} AND lower(f.name) %> ${typed}`
  return facilities(asked, { where, rank: RANK.guessed, order: sql`lower(f.name) <->> ${typed}` })
}

interface Chosen {
  from?: SqlFragment
  where: SqlFragment
  rank: number
  order: SqlFragment
}

function facilities({ away, actor }: Asked, { from = catalogued('facilities'), where, rank, order }: Chosen) {
  return sql`SELECT 'facility', f.source_id, f.name, f.type, f.geom, f.geom, ${bound(rank, 'int')}, ${away(sql`f.geom`)} AS away
     FROM ${from} f WHERE f.geom IS NOT NULL AND ${where} AND ${visibleLayer(sql`'facilities'`, actor)}
     ORDER BY away, ${order}, f.id LIMIT ${bound(MOST_OF_A_KIND, 'int')}`
}

export function roadHits(asked: Asked): SqlFragment {
  const holds = sql`search_vector(${ROAD_NAME}) @@ (SELECT whole FROM asked)`
  const exact = sql`CASE WHEN lower(plain_words(${ROAD_NAME})) = ${bound(asked.text, 'text')} THEN 0 ELSE 1 END`
  const later = bound(asked.wantsStreet ? 0 : RANK.place - 1, 'int')
  return roads(asked, { where: holds, rank: sql`${later} + ${exact}`, order: ROAD_NAME })
}

/** As guessedFacilities. */
export function guessedRoads(asked: Asked): SqlFragment {
  const typed = bound(guessOf(asked), 'text')
  const where = sql`${NOTHING_FOUND} AND ${longEnough(asked)} AND lower(${ROAD_NAME}) %> ${typed}`
  return roads(asked, {
    where,
    rank: bound(RANK.guessed, 'int'),
    order: sql`lower(${ROAD_NAME}) <->> ${typed}`,
  })
}

/** Each road once, however many pieces its layer has it in; put together of those that are found best, where very many are found. */
function roads(
  { away, actor }: Asked,
  { where, rank, order }: Omit<Chosen, 'rank'> & { rank: SqlFragment },
): SqlFragment {
  return sql`SELECT 'road', r.layer || ':' || r.id, r.name, r.title, ST_Centroid(r.geom), r.geom, r.rank, r.away
     FROM (SELECT p.layer, p.title, p.name, min(p.id) AS id, ST_Collect(p.geom) AS geom,
             min(p.rank) AS rank, min(p.away) AS away, min(p.nearness) AS nearness
           FROM (SELECT l.id AS layer, l.title, ${ROAD_NAME} AS name, f.id, f.geom,
                   ${rank} AS rank, ${away(sql`f.geom`)} AS away, ${order} AS nearness
                 FROM features f JOIN layers l ON l.id = f.layer_id AND l.geometry_type = 'line'
                 WHERE ${where} AND ${visibleLayer(sql`l.id`, actor)}
                 ORDER BY rank, away, nearness, f.id LIMIT ${bound(MOST_PIECES, 'int')}) p
           GROUP BY p.layer, p.title, p.name) r
     ORDER BY r.rank, r.away, r.nearness, r.layer, r.id LIMIT ${bound(MOST_OF_A_KIND, 'int')}`
}

/** What names are compared with: "Jalan" is written in too many ways to count. */
function guessOf({ name, text }: Asked): string {
  return name || text
}

function longEnough(asked: Asked): SqlFragment {
  return bound(guessOf(asked).length >= LEAST_GUESSED, 'boolean')
}
