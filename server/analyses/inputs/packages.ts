import { sql } from '../../database/sql-fragment.ts'
import type { StoreState } from './input.ts'

/** The packages of the store, and with them its working CRS, which is that of the newest. */
export const packages: StoreState = {
  name: 'packages',
  content: sql`SELECT coalesce(string_agg(concat_ws('|', id, working_crs, imported_at), ',' ORDER BY id), '') FROM packages`,
}
