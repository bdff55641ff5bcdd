import { createHash, createHmac } from 'node:crypto'
import type { AuditHead } from '../../core/api/audit.ts'
import type { SealedSource } from './sealed-text.ts'

/** One link of the chain: the seq-th seal, of a row with this digest. */
export interface Seal {
  readonly seq: number
  readonly source: SealedSource
  readonly rowId: number
  readonly digest: string
  readonly mac: string
  readonly keyId: string
}

/** What stands before the first seal. */
export const FIRST_HEAD: AuditHead = { seq: 0, mac: '' }

/** SHA-256 of what a row says. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** HMAC-SHA-256 (RFC 2104) over the seal before, the row's number and its digest. */
export function macOf(
  key: string,
  before: string,
  { seq, source, rowId, digest }: Pick<Seal, 'seq' | 'source' | 'rowId' | 'digest'>,
): string {
  return createHmac('sha256', key).update([before, seq, source, rowId, digest].join('\n')).digest('hex')
}

/** By which a key is recognised without being known. */
export function keyIdOf(key: string): string {
  return createHash('sha256').update(`audit key ${key}`).digest('hex').slice(0, 12)
}
