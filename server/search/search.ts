import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import type { Place } from '../../core/api/place.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { visibleLayer } from '../layers/publication.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'

interface HitRow {
  kind: Place['kind']
  code: string
  title: string
  subtitle: string | null
  lon: number | null
  lat: number | null
  w: number | null
  s: number
  e: number
  n: number
}

/** Places first, then facilities and roads, then proposals; names that begin with the words come before those that hold them. */
export async function search(
  knex: Knex,
  text: string,
  limit: number,
  actor: Actor = PUBLIC,
): Promise<Place[]> {
  const rows = await select<HitRow>(knex, hitsSql(text, limit, actor))
  return rows.map(({ kind, code, title, subtitle, lon, lat, w, s, e, n }) => ({
    kind,
    code,
    title,
    subtitle: subtitle ?? '',
    point: lon === null || lat === null ? null : [lon, lat],
    bbox: w === null ? null : [w, s, e, n],
  }))
}

function hitsSql(text: string, limit: number, actor: Actor): SqlFragment {
  const sees = (layerId: SqlFragment) => visibleLayer(layerId, actor)
  const words = text.trim().toLowerCase()
  const escaped = words.replace(/[\\%_]/g, '\\$&')
  const anywhere = `%${escaped.split(/\s+/).join('%')}%`
  const [like, whole] = [bound(anywhere, 'text'), bound(words, 'text')]
  const beginning = bound(`${escaped}%`, 'text')
  const [most, place] = [bound(limit, 'int'), catalogued(visiblePlace)]
  return sql`WITH hits AS (
       (SELECT CASE a.level WHEN 'village' THEN 'village' ELSE 'district' END AS kind, a.code, a.name AS title,
               coalesce(d.name, '') AS subtitle, a.point AS place, a.geom,
               CASE WHEN a.search_text = ${whole} THEN 0 WHEN a.search_text LIKE ${beginning} THEN 1 ELSE 2 END AS rank
        FROM areas a LEFT JOIN areas d ON d.code = a.parent_code
        WHERE a.search_text LIKE ${like} AND ${sees(sql`CASE a.level WHEN 'village' THEN 'areas-village' ELSE 'areas-district' END`)}
        ORDER BY rank, length(a.name), a.name LIMIT ${most})
       UNION ALL
       (SELECT 'facility', f.source_id, f.name, f.type, f.geom, f.geom, 3
        FROM facilities f WHERE f.geom IS NOT NULL AND lower(f.name) LIKE ${like} AND ${sees(sql`'facilities'`)}
        ORDER BY f.name LIMIT 4)
       UNION ALL
       (SELECT 'road', l.id || ':' || min(f.id), f.name, l.title, ST_Centroid(ST_Collect(f.geom)), ST_Collect(f.geom), 3
        FROM (SELECT id, layer_id, geom, coalesce(properties ->> 'name', properties ->> 'nama') AS name FROM features) f
        JOIN layers l ON l.id = f.layer_id AND l.geometry_type = 'line'
        WHERE lower(f.name) LIKE ${like} AND ${sees(sql`l.id`)} GROUP BY l.id, l.title, f.name ORDER BY f.name LIMIT 4)
       UNION ALL
       (SELECT 'proposal', p.code, p.title, concat_ws(' · ', v.name, p.year), ${place}, ${place},
               CASE WHEN lower(p.code) = ${whole} THEN 0 ELSE 4 END
        FROM proposals p LEFT JOIN areas v ON v.code = p.village_code
        WHERE ${visibleProposal()} AND ${sees(sql`'proposals'`)} AND p.search_text LIKE ${like} ORDER BY p.year DESC, p.id LIMIT ${most})
     )
     SELECT kind, code, title, subtitle, ST_X(ST_PointOnSurface(place)) AS lon, ST_Y(ST_PointOnSurface(place)) AS lat,
            ST_XMin(geom) AS w, ST_YMin(geom) AS s, ST_XMax(geom) AS e, ST_YMax(geom) AS n
     FROM hits ORDER BY rank, title LIMIT ${most}`
}
