import type { Knex } from 'knex'
import { changedMeanwhile } from '../../../../core/problem.ts'
import { select } from '../../../database/sql-fragment.ts'
import type { MetadataOverrides } from './metadata-request.ts'

export interface StoredMetadata {
  layer: string
  version: number
  overrides: MetadataOverrides
  updatedAt: string
}

/** What planners stated, by layer. */
export async function readStoredMetadata(knex: Knex): Promise<ReadonlyMap<string, StoredMetadata>> {
  const rows = await knex('layer_metadata').select<
    { layer: string; version: number; overrides: MetadataOverrides; updated_at: Date }[]
  >('layer', 'version', 'overrides', 'updated_at')
  return new Map(
    rows.map(({ layer, version, overrides, updated_at }) => [
      layer,
      { layer, version, overrides, updatedAt: updated_at.toISOString() },
    ]),
  )
}

export interface MetadataChange {
  layer: string
  overrides: MetadataOverrides
  /** Version that the writer saw, 0 for none; undefined for whatever there is. */
  expected: number | undefined
  by: string
}

/** Replaces what is stated of a layer and returns the new version. Throws a 412 when another was saved since. */
export async function writeMetadata(knex: Knex, change: MetadataChange): Promise<number> {
  const { layer, overrides, expected, by } = change
  const values = JSON.stringify(overrides)
  const [written] = await select<{ version: number }>(knex, {
    sql: `INSERT INTO layer_metadata AS m (layer, overrides, by) SELECT ?::text, ?::jsonb, ?::text
     WHERE ?::int IS NULL OR ?::int = 0 OR EXISTS (SELECT 1 FROM layer_metadata k WHERE k.layer = ?)
     ON CONFLICT (layer) DO UPDATE SET overrides = excluded.overrides, by = excluded.by, version = m.version + 1, updated_at = now()
     WHERE ?::int IS NULL OR m.version = ?::int RETURNING version`,
    bindings: [
      layer,
      values,
      by,
      expected ?? null,
      expected ?? null,
      layer,
      expected ?? null,
      expected ?? null,
    ],
  })
  if (written) return written.version
  const now = await knex('layer_metadata').where({ layer }).first<{ version: number } | undefined>('version')
  throw changedMeanwhile(now?.version ?? 0, expected)
}
