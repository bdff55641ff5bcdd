import type { Knex } from 'knex'
import { changedMeanwhile } from '../../../../core/problem.ts'
import { bound, select, sql } from '../../../database/sql-fragment.ts'
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
  byAccount: number | null
}

/** Replaces what is stated of a layer and returns the new version. Throws a 412 when another was saved since. */
export async function writeMetadata(knex: Knex, change: MetadataChange): Promise<number> {
  const { layer, overrides, expected, byAccount } = change
  const values = bound(JSON.stringify(overrides), 'jsonb')
  const seen = bound(expected ?? null, 'int')
  const [written] = await select<{ version: number }>(
    knex,
    sql`INSERT INTO layer_metadata AS m (layer, overrides, by_account) SELECT ${bound(layer, 'text')}, ${values}, ${bound(byAccount, 'int')}
     WHERE ${seen} IS NULL OR ${seen} = 0 OR EXISTS (SELECT 1 FROM layer_metadata k WHERE k.layer = ${layer})
     ON CONFLICT (layer) DO UPDATE SET overrides = excluded.overrides, by_account = excluded.by_account, version = m.version + 1, updated_at = now()
     WHERE ${seen} IS NULL OR m.version = ${seen} RETURNING version`,
  )
  if (written) return written.version
  const now = await knex('layer_metadata').where({ layer }).first<{ version: number } | undefined>('version')
  throw changedMeanwhile(now?.version ?? 0, expected)
}
