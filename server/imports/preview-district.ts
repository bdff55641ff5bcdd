import type { Geometry } from 'geojson'
import type { Knex } from 'knex'
import type { PreviewDistrict, PreviewShape } from '../../core/api/import-preview.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { type Extent, readExtent } from '../ingest/extent.ts'
import { previewShape } from './preview-shape.ts'

const MOST_OUTLINES = 300
/** Of the picture's width: what is finer is not seen. */
const FINEST_SHARE = 400

/** The real district that files can be added to: the newest package that is not invented, with outlines for a small picture. */
export async function readPreviewDistrict(
  knex: Knex,
): Promise<(PreviewDistrict & { extent: Extent | null }) | null> {
  const [row] = await select<{ id: string; name: string; edition: string; crs: string }>(
    knex,
    sql`SELECT id, name, code_edition AS edition, working_crs AS crs FROM packages
        WHERE NOT synthetic ORDER BY imported_at DESC, id LIMIT 1`,
  )
  if (!row) return null
  const extent = await readExtent(knex, row.id)
  return {
    id: row.id,
    name: row.name,
    codeEdition: row.edition,
    workingCrs: row.crs,
    outlines: extent ? await readOutlines(knex, row.id, (extent[2] - extent[0]) / FINEST_SHARE) : [],
    extent,
  }
}

/** Of kecamatan where the package has them, else of its villages. */
async function readOutlines(knex: Knex, packageId: string, tolerance: number): Promise<PreviewShape[]> {
  const rows = await select<{ shape: string | null }>(
    knex,
    sql`WITH own AS (
          SELECT a.code, a.level, a.clean FROM areas a JOIN datasets d ON d.id = a.dataset_id WHERE d.package_id = ${packageId}
        ), drawn AS (
          SELECT code, clean FROM own WHERE level = CASE WHEN EXISTS (SELECT FROM own WHERE level = 'district') THEN 'district' ELSE 'village' END
          ORDER BY code LIMIT ${MOST_OUTLINES}
        )
        SELECT ST_AsGeoJSON(ST_Simplify(clean, ${tolerance}::double precision), 5) AS shape FROM drawn ORDER BY code`,
  )
  // No vertex is left out a second time: neighbours would lose different ones, and their common border part.
  return rows.flatMap(({ shape }) => {
    const outline: Geometry | null = shape ? JSON.parse(shape) : null
    return (outline && previewShape(outline, Infinity)) ?? []
  })
}
