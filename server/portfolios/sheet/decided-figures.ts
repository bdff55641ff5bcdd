import type { PortfolioResult } from '../../../core/api/portfolio.ts'
import { isScale } from '../../../core/criteria/fits-definition.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import type { RawInput } from '../../../core/decision/decision-file.ts'
import { isSelected } from '../../../core/portfolio/portfolio.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { PortfolioInputs } from '../model/portfolio-inputs.ts'

/** A criterion with a weight. */
export interface SheetWeight {
  readonly title: Label
  readonly weight: number
  /** For how many of the proposals considered there is a value; null where nobody kept that. */
  readonly known: number | null
}

/** A ceiling with what the choice spends of it. */
export interface SheetCeiling {
  readonly label: Label
  readonly limitRupiah: number
  readonly spentRupiah: number
  readonly count: number
}

/** The criteria with a weight, and for how many proposals each has a value. */
export function weightsOf({ criteria, weights, raws }: PortfolioInputs): SheetWeight[] {
  return criteria
    .map(({ key, definition, scale }, c) => ({
      title: definition?.title ?? { id: key, en: key },
      weight: weights[c] ?? 0,
      known: raws && isScale(scale) ? countKnown(raws[c] ?? [], scale) : null,
    }))
    .filter(({ weight }) => weight > 0)
}

/** How many values a criterion has of its own: those outside its range count as missing. A withheld one is there. */
function countKnown(raws: readonly RawInput[], { low, high }: Scale): number {
  return raws.filter((raw) => raw === 'withheld' || (raw !== null && raw >= low && raw <= high)).length
}

/** Every ceiling of a portfolio, the whole budget first, with what of it is spent. */
export function ceilingsOf(
  { problem }: PortfolioInputs,
  { constraints, chosen }: PortfolioResult,
): SheetCeiling[] {
  const labels = new Map(constraints.map(({ id, label }) => [id, label]))
  const codes = new Set(chosen.map(({ code }) => code))
  const items = problem.items.filter(({ code }) => codes.has(code))
  return problem.constraints.flatMap((constraint) => {
    if (constraint.kind !== 'ceiling') return []
    const under = items.filter((item) =>
      isSelected({ ...item, costRupiah: item.costRupiah ?? 0, value: item.value ?? 0 }, constraint.where),
    )
    return {
      label: labels.get(constraint.id) ?? { id: constraint.id, en: constraint.id },
      limitRupiah: constraint.limitRupiah ?? 0,
      spentRupiah: under.reduce((sum, { costRupiah }) => sum + (costRupiah ?? 0), 0),
      count: under.length,
    }
  })
}
