/** Names of the classes' layer and of its page entry. */
export const bivariateLayerId = 'poverty-coverage'

interface VillageFeature {
  readonly properties: { readonly code: string; readonly class: string | null }
}

/** Codes of the villages of each class "x-y"; villages without both figures are in none. */
export type VillageClasses = ReadonlyMap<string, ReadonlySet<string>>

export function groupByClass(features: readonly VillageFeature[]): VillageClasses {
  const classes = new Map<string, Set<string>>()
  for (const { properties } of features) {
    if (!properties.class) continue
    const villages = classes.get(properties.class) ?? new Set<string>()
    classes.set(properties.class, villages.add(properties.code))
  }
  return classes
}
