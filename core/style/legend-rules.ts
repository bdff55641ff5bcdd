import type { Label } from '../proposal/label.ts'
import type { StyleRule } from './layer-style.ts'

/** The entries of a legend: each rule that has a name; in a style without names, one entry for the layer itself. */
export function legendRules(rules: readonly StyleRule[], title: Label): StyleRule[] {
  const named = rules.filter(({ name }) => name !== '')
  if (named.length > 0 || rules.length === 0) return named
  return [{ name: title.id, nameEn: title.en, symbolizers: rules.flatMap(({ symbolizers }) => symbolizers) }]
}
