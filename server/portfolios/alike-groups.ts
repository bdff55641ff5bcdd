import type { AlikeGroup } from '../../core/api/portfolio.ts'
import { sameTitles } from '../../core/portfolio/same-titles.ts'
import type { PortfolioBody } from './model/portfolio-request.ts'
import type { Candidate } from './model/read-items.ts'

/** Groups of the same title in the same village of which several were chosen. */
export function alikeGroups(
  { constraints }: Pick<PortfolioBody, 'constraints'>,
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
): AlikeGroup[] {
  const byCode = new Map(candidates.map((one) => [one.code, one]))
  const allowed = new Set(constraints.flatMap((one) => (one.kind === 'exclusive' ? (one.allowed ?? []) : [])))
  return sameTitles(candidates).flatMap((codes): AlikeGroup[] => {
    const funded = codes.filter((code) => chosen.has(code))
    const first = byCode.get(funded[0] ?? '')
    if (!first || funded.length < 2) return []
    return [
      {
        title: first.title,
        villageName: first.villageName,
        codes,
        chosen: funded.map((code) => ({ code, costRupiah: byCode.get(code)!.costRupiah })),
        // One that was not looked at may be the twin of any other.
        allowed: funded.filter((code) => !allowed.has(code)).length < 2,
      },
    ]
  })
}
