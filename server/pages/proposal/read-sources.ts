import type { Knex } from 'knex'
import { select, sql } from '../../database/sql-fragment.ts'

export interface PageSource {
  role: string
  file: string
  source: string | null
  licence: string | null
  year: number | null
}

export interface PageSources {
  files: readonly PageSource[]
  /** Where the distance standard of the proposal's service comes from. */
  standard: string | null
}

/** The files from which a proposal's page takes what it says: its own, and those of areas, figures and facilities. */
export async function readSources(knex: Knex, code: string, service: string | null): Promise<PageSources> {
  const rows = await select<PageSource>(
    knex,
    sql`SELECT d.role, d.file, d.source, d.licence, d.year
     FROM proposals p JOIN datasets d ON d.package_id = p.package_id
     WHERE p.code = ${code} AND (d.id = p.dataset_id OR d.role = 'areas:village' OR d.role LIKE 'statistics:%'
       OR d.id = (SELECT f.dataset_id FROM facilities f WHERE f.id = p.facility_id))
     ORDER BY d.id = p.dataset_id DESC, d.id LIMIT 20`,
  )
  const standard = service
    ? await knex('service_standards').where({ service }).first<{ source: string } | undefined>('source')
    : undefined
  return { files: rows, standard: standard?.source ?? null }
}
