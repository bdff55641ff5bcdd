import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { grantReads } from './reader-role.ts'

/** The schema of this version, and what reads may ask of it. */
export async function bringUpToDate({ write, reader }: Database): Promise<void> {
  await migrate(write)
  if (reader) await grantReads(write, reader)
}
