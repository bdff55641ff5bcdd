import { isScale } from '../../../core/criteria/fits-definition.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import type { RawInput } from '../../../core/decision/decision-file.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { PortfolioInputs } from '../model/portfolio-inputs.ts'

/** A criterion with a weight. */
export interface SheetWeight {
  readonly title: Label
  readonly weight: number
  /** For how many of the proposals considered there is a value; null where nobody kept that. */
  readonly known: number | null
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
