import type { Alternatives } from './alternatives.ts'
import type { PlanState } from './plan-state.ts'

/** Codes of the alternatives whose village is one of `villages`. */
export function proposalsIn({ villages, codes }: Alternatives, wanted: ReadonlySet<string>): Set<string> {
  const isWanted = villages.codes.map((code) => wanted.has(code))
  return new Set(codes.filter((_, row) => isWanted[villages.index[row] ?? -1] === true))
}

/** The villages that a chart of villages marks: those chosen, and those of the marked proposals. */
export function markedAreas({ areas, selection, alternatives }: PlanState): ReadonlySet<string> {
  const marked = new Set(areas)
  for (const code of selection) {
    const row = alternatives?.rowOf.get(code)
    const village = row === undefined ? undefined : alternatives?.villages.index[row]
    const area = alternatives?.villages.codes[village ?? -1]
    if (area !== undefined) marked.add(area)
  }
  return marked
}
