import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import type { Place } from '../../core/api/place.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { parseWords } from '../../core/search/parse-words.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { askedWords } from '../proposals/words-query.ts'
import type { Asked } from './asked.ts'
import {
  areaHits,
  facilitiesFound,
  facilityHits,
  guessedFacilities,
  guessedRoads,
  roadHits,
} from './place-hits.ts'
import { candidates, proposalHits } from './proposal-hits.ts'

export interface SearchRequest {
  text: string
  limit: number
  actor?: Actor
  /** Degrees; of what is found equally well, what lies nearer to it comes first. */
  near?: LonLat | undefined
}

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

/**
 * Villages and districts, streets, facilities and proposals that hold all words of a text, the best meant first: by name
 * (exactly, beginning so, holding the words), then by title, then by whatever else a proposal says; then the nearest. A word
 * that says "street" puts streets first. What resembles the text as a whole is given only where nothing holds its words.
 */
export async function search(knex: Knex, request: SearchRequest): Promise<Place[]> {
  const words = parseWords(request.text)
  if (words.length === 0) return []
  // Planning takes longer than finding, and the statement is one of few: words are bound in lists.
  const rows = await selectPrepared<HitRow>(knex, hitsSql(askedOf(request)))
  return rows.map(({ kind, code, title, subtitle, lon, lat, w, s, e, n }) => ({
    kind,
    code,
    title,
    subtitle: subtitle ?? '',
    point: lon === null || lat === null ? null : [lon, lat],
    bbox: w === null ? null : [w, s, e, n],
  }))
}

function askedOf({ text, limit, near, actor = PUBLIC }: SearchRequest): Asked {
  const words = parseWords(text)
  const names = words.filter(({ isStreet }) => !isStreet)
  const here = near
    ? sql`ST_SetSRID(ST_MakePoint(${bound(near[0], 'float8')}, ${bound(near[1], 'float8')}), 4326)`
    : null
  return {
    words,
    names,
    text: words.map(({ word }) => word).join(' '),
    name: names.map(({ word }) => word).join(' '),
    code: text.trim().toLowerCase(),
    wantsStreet: names.length < words.length,
    most: bound(limit, 'int'),
    near: here,
    away: (place) => (here ? sql`${place} <-> ${here}` : sql`0::float8`),
    actor,
  }
}

function hitsSql(asked: Asked): SqlFragment {
  return sql`WITH ${askedWords(asked.words, asked.names)}, ${candidates(asked)}, ${facilitiesFound}, found AS MATERIALIZED (
       (${areaHits(asked)}) UNION ALL (${facilityHits(asked)}) UNION ALL (${roadHits(asked)}) UNION ALL (${proposalHits(asked)})
     ), hits AS (
       SELECT * FROM found UNION ALL (${guessedFacilities(asked)}) UNION ALL (${guessedRoads(asked)})
     )
     SELECT kind, code, title, subtitle, ST_X(ST_PointOnSurface(place)) AS lon, ST_Y(ST_PointOnSurface(place)) AS lat,
            ST_XMin(geom) AS w, ST_YMin(geom) AS s, ST_XMax(geom) AS e, ST_YMax(geom) AS n
     FROM (SELECT * FROM hits ORDER BY rank, away, title, code LIMIT ${asked.most}) best ORDER BY rank, away, title, code`
}
