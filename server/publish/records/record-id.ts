import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

/** UUID of this node, made with its store; every record's id is derived from it. */
export async function readNodeId(knex: Knex): Promise<string> {
  const row = await knex('node').first<{ id: string } | undefined>('id')
  if (!row) throw new Error('the store has no node id')
  return row.id
}

/** Name-based UUID (RFC 9562, version 5) of a name within a namespace that is a UUID itself. */
export function deriveUuid(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
