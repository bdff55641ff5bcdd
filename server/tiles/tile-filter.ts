import { createHash } from 'node:crypto'

/**
 * Which rows a tile is made of: all conditions hold together. A layer that lacks an attribute is not
 * narrowed by a condition on it, so that one request may ask for proposals of a year and the areas below them.
 */
export interface TileFilter {
  /** By attribute: one of these values. */
  in: Record<string, readonly (string | number | boolean)[]>
  /** By attribute: a dotted code, or one that lies below it (62.01 holds 62.01.03). */
  prefix: Record<string, string>
  /** Rows of one layer that a text search in the database found; ids ascending. */
  rows?: { layer: string; key: string; ids: Int32Array }
}

/** Attributes that tiles are asked to carry, in one order whatever order they were named in; null for all. */
export type TileProperties = readonly string[] | null

export const noFilter: TileFilter = { in: {}, prefix: {} }

/** Filters are not changed once made, so each is described once. */
const keys = new WeakMap<TileFilter, string>()

/** A text that is the same for filters that mean the same; part of cache keys and ETags. Empty for none. */
export function filterKey(filter: TileFilter): string {
  let key = keys.get(filter)
  if (key === undefined) {
    key = describe(filter)
    keys.set(filter, key)
  }
  return key
}

function describe(filter: TileFilter): string {
  const conditions: unknown[] = []
  for (const name of Object.keys(filter.in).sort()) {
    conditions.push([name, [...new Set(filter.in[name]!.map(String))].sort()])
  }
  for (const name of Object.keys(filter.prefix).sort()) conditions.push([name, filter.prefix[name]])
  if (filter.rows) {
    const { ids, layer, key } = filter.rows
    const digest = createHash('sha1').update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    conditions.push([layer, key, digest.digest('base64url')])
  }
  return conditions.length === 0 ? '' : JSON.stringify(conditions)
}
