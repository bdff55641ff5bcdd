import type RenderFeature from 'ol/render/Feature.js'
import type { CriterionInfo } from '../state/criterion-info.ts'

/** Two per mille values in one attribute: a × 1001 + b < 2²⁰, exact in a 32-bit float. WebGL has 16 attributes. */
export const PACK_BASE = 1001
/** What an attribute holds for a proposal that takes no part, since a value that must be there is missing. */
export const LEFT_OUT = -1

export function packedCount(criteria: number): number {
  return Math.ceil(criteria / 2)
}

/** Two whole numbers 0–1000 as one. */
export function pack(first: number, second: number): number {
  return first * PACK_BASE + second
}

type Properties = Record<string, unknown>

/**
 * Gives each feature of a proposals tile its criteria as `p0`, `p1` … in the order of `criteria`. A point that
 * stands for several carries sums: their mean stands for it.
 */
export function packFeatures(
  features: readonly RenderFeature[],
  criteria: readonly Pick<CriterionInfo, 'key' | 'missing'>[],
): void {
  for (const feature of features) packProperties(feature.getProperties(), criteria)
}

export function packProperties(
  properties: Properties,
  criteria: readonly Pick<CriterionInfo, 'key' | 'missing'>[],
): void {
  const values = criteria.map(({ key }) => perMilleOf(properties, key))
  const out = criteria.some(({ missing }, c) => missing === 'exclude' && values[c] === null)
  for (let p = 0; p < packedCount(criteria.length); p++) {
    properties[`p${p}`] = out ? LEFT_OUT : pack(values[2 * p] ?? 0, values[2 * p + 1] ?? 0)
  }
}

function perMilleOf(properties: Properties, key: string): number | null {
  const count = properties.point_count
  const value = properties[`c_${key}`]
  const sum = properties[`c_${key}_sum`]
  if (typeof count === 'number' && count > 1 && typeof sum === 'number') return Math.round(clamp(sum / count))
  return typeof value === 'number' ? Math.round(clamp(value)) : null
}

function clamp(value: number): number {
  return Math.min(1000, Math.max(0, value))
}
