import type { Equity } from '../../../core/api/portfolio.ts'
import { concentrationIndex } from '../../../core/inequality/concentration.ts'
import { sumByFifth } from '../../../core/inequality/poverty-fifths.ts'
import type { PeopleNeed } from './people-served.ts'
import type { Candidate } from './read-items.ts'
import type { Villages } from './read-villages.ts'
import { VillageAmounts } from './village-amounts.ts'

/**
 * How money asked and granted, and people newly served, fall on fifths of the people by the poverty of their villages.
 * Each village is in one fifth as a whole, as in conditions on the poorest: what a condition promises is what is told.
 */
export function equityOf(
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
  { villages, need }: { villages: Villages; need: PeopleNeed },
): Equity {
  const { asked, granted, served } = gatherByVillage(candidates, chosen, { villages, need })
  const shares = (benefit: Float64Array) => ({
    poverty: villages.povertyRate,
    population: villages.population,
    benefit,
  })
  const index = (benefit: Float64Array) => numberOrNull(concentrationIndex(shares(benefit)))
  const [people, askedRupiah, chosenRupiah, newlyServed] = [
    villages.population,
    asked.byVillage,
    granted.byVillage,
    served.byVillage,
  ].map((benefit) => sumByFifth(villages.fifths, benefit))
  return {
    quintiles: [0, 1, 2, 3, 4].map((fifth) => ({
      quintile: fifth + 1,
      people: people![fifth]!,
      askedRupiah: askedRupiah![fifth]!,
      chosenRupiah: chosenRupiah![fifth]!,
      newlyServed: newlyServed![fifth]!,
    })),
    concentrationAsked: index(asked.byVillage),
    concentrationChosen: index(granted.byVillage),
    unplacedAskedRupiah: asked.unplaced,
    unplacedChosenRupiah: granted.unplaced,
  }
}

/** Rupiah asked and granted, and people newly served, by village; what has no known village apart. */
function gatherByVillage(
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
  { villages, need }: { villages: Villages; need: PeopleNeed },
) {
  const asked = new VillageAmounts(villages)
  const granted = new VillageAmounts(villages)
  const served = new VillageAmounts(villages)
  for (const { code, villageCode, costRupiah } of candidates) {
    if (Number.isNaN(costRupiah)) continue
    asked.add(villageCode, costRupiah)
    if (chosen.has(code)) granted.add(villageCode, costRupiah)
  }
  for (const { people, codes, villageCode } of need.groups) {
    if (codes.some((code) => chosen.has(code))) served.add(villageCode, people)
  }
  return { asked, granted, served }
}

export function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
