/** Name of the layer of classes, and of its entry among the analyses. */
export const BIVARIATE_LAYER_ID = 'poverty-coverage'

interface VillageClass {
  readonly code: string
  /** "x-y", thirds of poverty and of the gap; empty without both figures. */
  readonly kind: string
}

/** Codes of the villages of each class; villages without both figures are in none. */
export type VillageClasses = ReadonlyMap<string, ReadonlySet<string>>

export function groupByClass(rows: readonly VillageClass[]): VillageClasses {
  const classes = new Map<string, Set<string>>()
  for (const { code, kind } of rows) {
    if (kind === '') continue
    classes.set(kind, (classes.get(kind) ?? new Set<string>()).add(code))
  }
  return classes
}
