import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import type { District } from '../../core/api/district.ts'
import { type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { visibleLayer } from './publication.ts'
import { visibleProposal } from './visibility.ts'

interface DistrictRow {
  id: string
  name: string
  description: string
  code_edition: string
  synthetic: boolean
  w: number | null
  s: number
  e: number
  n: number
  villages: number
  districts: number
}

interface Counts {
  proposals: number
  facilities: number
  years: number[] | null
  attribution: string[] | null
}

/** What the store is about: its newest package, with extent, years and counts. Undefined while it is empty. */
export async function readDistrict(knex: Knex, actor: Actor = PUBLIC): Promise<District | undefined> {
  const [row] = await select<DistrictRow>(knex, NEWEST_PACKAGE)
  if (!row) return undefined
  const more = await readCounts(knex, actor)
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    demo: row.synthetic,
    codeEdition: row.code_edition,
    extent: row.w === null ? null : [row.w, row.s, row.e, row.n],
    years: more?.years ?? [],
    counts: {
      villages: row.villages,
      districts: row.districts,
      proposals: more?.proposals ?? 0,
      facilities: more?.facilities ?? 0,
    },
    attribution: [`Batas: ${row.code_edition}, bukan acuan hukum`, ...(more?.attribution ?? [])],
  }
}

const NEWEST_PACKAGE = sql`
    SELECT p.id, p.name, p.description, p.code_edition, p.synthetic,
           ST_XMin(x.box) AS w, ST_YMin(x.box) AS s, ST_XMax(x.box) AS e, ST_YMax(x.box) AS n, x.villages, x.districts
    FROM packages p LEFT JOIN LATERAL (
      SELECT ST_Extent(a.geom) AS box, (count(*) FILTER (WHERE a.level = 'village'))::int AS villages,
             (count(*) FILTER (WHERE a.level = 'district'))::int AS districts
      FROM areas a JOIN datasets d ON d.id = a.dataset_id AND d.package_id = p.id) x ON true
    ORDER BY p.imported_at DESC, p.id LIMIT 1`

/** Counts and years of what the actor may see, and the attribution of published layers. */
async function readCounts(knex: Knex, actor: Actor): Promise<Counts | undefined> {
  const sees = (layer: SqlFragment) => visibleLayer(layer, actor)
  const visible = sql`FROM proposals p WHERE ${visibleProposal()} AND ${sees(sql`'proposals'`)}`
  const [counts] = await select<Counts>(
    knex,
    sql`SELECT (SELECT count(*)::int ${visible}) AS proposals,
           (SELECT count(*)::int FROM facilities WHERE ${sees(sql`'facilities'`)}) AS facilities,
           (SELECT array_agg(DISTINCT year ORDER BY year DESC) ${visible}) AS years,
           (SELECT array_agg(DISTINCT concat_ws(', ', coalesce(d.source, l.title), d.licence))
            FROM datasets d LEFT JOIN layers l ON l.dataset_id = d.id
            WHERE d.licence IS NOT NULL AND (l.id IS NULL OR ${sees(sql`l.id`)})) AS attribution`,
  )
  return counts
}
