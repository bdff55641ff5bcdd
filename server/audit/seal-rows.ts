import type { Knex } from 'knex'
import type { AuditHead } from '../../core/api/audit.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { digestOf, FIRST_HEAD, keyIdOf, macOf, type Seal } from './seal-chain.ts'
import { SEALED_SOURCES, type SealedSource, sealedTexts } from './sealed-text.ts'

/** Held by whoever seals until the transaction ends, so that the chain has one end. */
const LOCK = 0x7365616c // "seal"
const AT_ONCE = 1000

/** The last seal was made with another key than ours: nothing is sealed until it is back. */
export class OtherAuditKey extends Error {
  override name = 'OtherAuditKey'
}

interface Waiting {
  id: number
  source: SealedSource
  rowId: number
}

/**
 * Seals what was committed and waits, in the order in which it was written, at most a thousand rows a transaction. Gives how
 * many. Throws OtherAuditKey.
 */
export async function sealRows(write: Knex, key: string): Promise<number> {
  let sealed = 0
  // Most of the time nothing waits, which a plain read tells.
  if ((await readWaiting(write, 1)).length === 0) return sealed
  for (;;) {
    const count = await write.transaction((transaction) => sealSome(transaction, key))
    sealed += count
    if (count < AT_ONCE) return sealed
  }
}

/** The end of the chain, and by which key it was made; null of an empty one. */
export async function readHead(knex: Knex): Promise<AuditHead & { readonly keyId: string | null }> {
  const [head] = await select<{ seq: string | number; mac: string; keyId: string }>(
    knex,
    sql`SELECT seq, mac, key_id AS "keyId" FROM seals ORDER BY seq DESC LIMIT 1`,
  )
  return head ? { ...head, seq: Number(head.seq) } : { ...FIRST_HEAD, keyId: null }
}

async function sealSome(transaction: Knex.Transaction, key: string): Promise<number> {
  await run(transaction, sql`SELECT pg_advisory_xact_lock(${bound(LOCK, 'int')})`)
  const rows = await readWaiting(transaction, AT_ONCE)
  if (rows.length === 0) return 0
  const head = await readHead(transaction)
  const keyId = keyIdOf(key)
  if (head.keyId !== null && head.keyId !== keyId)
    throw new OtherAuditKey(
      `The audit was sealed with the key ${head.keyId}, and ours is ${keyId}: set AUDIT_KEY`,
    )
  const seals = chain(rows, {
    key,
    keyId,
    head,
    texts: await readTexts(transaction, rows),
  })
  await store(transaction, seals)
  await run(
    transaction,
    sql`DELETE FROM unsealed WHERE id = ANY (${bound(
      rows.map(({ id }) => id),
      'bigint[]',
    )})`,
  )
  return rows.length
}

async function readWaiting(knex: Knex, limit: number): Promise<Waiting[]> {
  const rows = await select<Waiting>(
    knex,
    sql`SELECT id, source, row_id AS "rowId" FROM unsealed ORDER BY id LIMIT ${bound(limit, 'int')}`,
  )
  return rows.map(({ id, source, rowId }) => ({ id: Number(id), source, rowId: Number(rowId) }))
}

/** What the rows say, by source and number. */
async function readTexts(knex: Knex, rows: readonly Waiting[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const source of SEALED_SOURCES) {
    const ids = rows.filter((row) => row.source === source).map(({ rowId }) => rowId)
    if (ids.length === 0) continue
    const found = await select<{ id: string | number; text: string }>(
      knex,
      sql`${sealedTexts(source)} WHERE r.id = ANY (${bound(ids, 'bigint[]')})`,
    )
    for (const { id, text } of found) texts.set(`${source} ${id}`, text)
  }
  return texts
}

interface Chaining {
  key: string
  keyId: string
  head: AuditHead
  texts: ReadonlyMap<string, string>
}

function chain(rows: readonly Waiting[], { key, keyId, head, texts }: Chaining): Seal[] {
  let before = head.mac
  return rows.map(({ source, rowId }, at) => {
    // A row that vanished before its seal leaves the digest of nothing, which verification tells of.
    const digest = digestOf(texts.get(`${source} ${rowId}`) ?? '')
    const link = { seq: head.seq + at + 1, source, rowId, digest }
    const mac = macOf(key, before, link)
    before = mac
    return { ...link, mac, keyId }
  })
}

async function store(transaction: Knex.Transaction, seals: readonly Seal[]): Promise<void> {
  const list = <Key extends keyof Seal>(key: Key) => seals.map((seal) => seal[key])
  await run(
    transaction,
    sql`INSERT INTO seals (seq, source, row_id, digest, mac, key_id)
        SELECT * FROM unnest(${bound(list('seq'), 'bigint[]')}, ${bound(list('source'), 'text[]')}, ${bound(list('rowId'), 'bigint[]')},
          ${bound(list('digest'), 'text[]')}, ${bound(list('mac'), 'text[]')}, ${bound(list('keyId'), 'text[]')})`,
  )
}
