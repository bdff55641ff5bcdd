import type { Knex } from 'knex'
import type { AuditHead } from '../../core/api/audit.ts'
import { bound, joinSql, select, sql } from '../database/sql-fragment.ts'
import { digestOf, FIRST_HEAD, keyIdOf, macOf, type Seal } from './seal-chain.ts'
import { SEALED_SOURCES, type SealedSource, sealedTexts } from './sealed-text.ts'

const AT_ONCE = 2000

/**
 * What is wrong with the first row that does not fit: its seal is missing, it was sealed with another key, the seal was altered,
 * the row is gone, or says something else than when it was sealed; the head that was noted is another now; or the row was never
 * sealed and does not wait to be.
 */
export type AuditFlaw =
  | 'seal missing'
  | 'other key'
  | 'seal altered'
  | 'row missing'
  | 'row altered'
  | 'head altered'
  | 'never sealed'

export interface AuditReport {
  readonly sealed: number
  /** Written, and not sealed yet. */
  readonly waiting: number
  readonly head: AuditHead
  readonly fault: { readonly flaw: AuditFlaw; readonly seq: number | null; readonly row: string } | null
}

/**
 * Computes the whole chain again, row by row, and stops at the first that was touched. `noted` is a head that was printed, mailed or
 * fetched earlier: only by that does it show when the end of the chain was cut off or all of it was made anew with the key.
 */
export async function verifyAudit(knex: Knex, key: string, noted?: AuditHead): Promise<AuditReport> {
  const keyId = keyIdOf(key)
  let head: AuditHead = FIRST_HEAD
  const told = async (flaw: AuditFlaw, seq: number | null, row: string): Promise<AuditReport> => ({
    ...(await countSealed(knex, head)),
    fault: { flaw, seq, row },
  })
  for (;;) {
    const seals = await readSeals(knex, head.seq)
    for (const seal of seals) {
      const flaw = flawOf(seal, { key, keyId, head })
      if (flaw) return await told(flaw, head.seq + 1, `${seal.source} ${seal.rowId}`)
      head = { seq: seal.seq, mac: seal.mac }
      if (noted?.seq === seal.seq && noted.mac !== seal.mac) return await told('head altered', seal.seq, '')
    }
    if (seals.length < AT_ONCE) break
  }
  if (noted && noted.seq > head.seq) return await told('head altered', noted.seq, '')
  const forgotten = await findNeverSealed(knex)
  if (forgotten) return await told('never sealed', null, forgotten)
  return { ...(await countSealed(knex, head)), fault: null }
}

type ReadSeal = Seal & { readonly text: string | null }

function flawOf(
  seal: ReadSeal,
  { key, keyId, head }: { key: string; keyId: string; head: AuditHead },
): AuditFlaw | undefined {
  if (seal.seq !== head.seq + 1) return 'seal missing'
  if (seal.keyId !== keyId) return 'other key'
  if (seal.mac !== macOf(key, head.mac, seal)) return 'seal altered'
  if (seal.text === null) return 'row missing'
  return seal.digest === digestOf(seal.text) ? undefined : 'row altered'
}

async function readSeals(knex: Knex, after: number): Promise<ReadSeal[]> {
  const texts = SEALED_SOURCES.map(
    (
      source,
    ) => sql`SELECT s.seq, t.text FROM page s JOIN LATERAL (${sealedTexts(source)} WHERE r.id = s.row_id) t ON true
        WHERE s.source = ${bound(source, 'text')}`,
  )
  const rows = await select<
    Omit<ReadSeal, 'seq' | 'rowId'> & { seq: string | number; rowId: string | number; source: SealedSource }
  >(
    knex,
    sql`WITH page AS MATERIALIZED (
          SELECT seq, source, row_id, digest, mac, key_id FROM seals WHERE seq > ${bound(after, 'bigint')}
          ORDER BY seq LIMIT ${bound(AT_ONCE, 'int')}), texts AS (${joinSql(texts, ' UNION ALL ')})
        SELECT page.seq, page.source, page.row_id AS "rowId", page.digest, page.mac, page.key_id AS "keyId", texts.text
        FROM page LEFT JOIN texts ON texts.seq = page.seq ORDER BY page.seq`,
  )
  return rows.map((row) => ({ ...row, seq: Number(row.seq), rowId: Number(row.rowId) }))
}

/** A row that has no seal and does not wait for one. */
async function findNeverSealed(knex: Knex): Promise<string | undefined> {
  const [row] = await select<{ source: SealedSource; id: string | number }>(
    knex,
    sql`SELECT source, id FROM (
          SELECT 'audit' AS source, id FROM audit_entries
          UNION ALL
          SELECT 'decision', id FROM decisions_to_seal) r
        WHERE NOT EXISTS (SELECT FROM seals s WHERE s.source = r.source AND s.row_id = r.id)
          AND NOT EXISTS (SELECT FROM unsealed u WHERE u.source = r.source AND u.row_id = r.id)
        ORDER BY source, id LIMIT 1`,
  )
  return row && `${row.source} ${row.id}`
}

async function countSealed(knex: Knex, head: AuditHead): Promise<Omit<AuditReport, 'fault'>> {
  const [counts] = await select<{ sealed: string | number; waiting: string | number }>(
    knex,
    sql`SELECT (SELECT count(*) FROM seals) AS sealed, (SELECT count(*) FROM unsealed) AS waiting`,
  )
  return { sealed: Number(counts?.sealed), waiting: Number(counts?.waiting), head }
}
