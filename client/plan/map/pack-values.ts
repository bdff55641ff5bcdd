import type RenderFeature from 'ol/render/Feature.js'

/** Two values in one attribute: a × 1002 + b < 2²⁰, exact in a 32-bit float. WebGL has 16 attributes at least. */
export const PACK_BASE = 1002
/** Stands for a value that is missing and must not be; per mille values are 0–1000. */
export const ABSENT = 1001

export function packedCount(criteria: number): number {
  return Math.ceil(criteria / 2)
}

/** Two whole numbers 0–1001 as one. */
export function pack(first: number, second: number): number {
  return first * PACK_BASE + second
}

/** What stands for each per mille value of a criterion, by its key; the value itself where there is no table. */
export type ValueTables = ReadonlyMap<string, Uint16Array>

/**
 * Gives each feature of a proposals tile its criteria as `p0`, `p1` … in the order of `keys`. A point that stands
 * for several carries sums: their mean stands for it.
 */
export function packFeatures(
  features: readonly RenderFeature[],
  keys: readonly string[],
  tables?: ValueTables,
): void {
  for (const feature of features) packProperties(feature.getProperties(), keys, tables)
}

export function packProperties(
  properties: Record<string, unknown>,
  keys: readonly string[],
  tables?: ValueTables,
): void {
  const values = keys.map((key) => {
    const value = perMilleOf(properties, key)
    return value === ABSENT ? value : (tables?.get(key)?.[value] ?? value)
  })
  for (let p = 0; p < packedCount(keys.length); p++) {
    properties[`p${p}`] = pack(values[2 * p] ?? 0, values[2 * p + 1] ?? 0)
  }
}

function perMilleOf(properties: Record<string, unknown>, key: string): number {
  const count = properties.point_count
  const several = typeof count === 'number' && count > 1
  const value = several ? Number(properties[`c_${key}_sum`]) / count : properties[`c_${key}`]
  if (typeof value !== 'number' || Number.isNaN(value)) return ABSENT
  return Math.round(Math.min(1000, Math.max(0, value)))
}
