import { greatCircleMetres } from '../geo/great-circle.ts'
import type { LonLat } from '../geo/lon-lat.ts'

export interface StatedProposal {
  readonly code: string
  readonly title: string
  readonly sector: string
  readonly villageCode: string | null
  readonly address: string | null
  /** The proposal's own trusted place; null when it is known by its village only. */
  readonly point: LonLat | null
  /** About one household: neighbours ask for the same in the same words. */
  readonly household: boolean
}

export const NEAR_METRES = 50

/**
 * Groups of proposals that are one proposal written twice, and said so only when certain: one village, one sector, the same
 * title but for case, marks and spaces, and places within 50 m of one another, or no place and the same address. All
 * members of a group are near all others. Proposals of single households and of unknown villages never are. In code order.
 */
export function nearDuplicates(proposals: readonly StatedProposal[]): string[][] {
  const placed = proposals.filter(({ villageCode, household }) => villageCode !== null && !household)
  const alike = Map.groupBy(placed, (proposal) =>
    JSON.stringify([
      proposal.villageCode,
      proposal.sector,
      plainTitle(proposal.title),
      proposal.point === null ? plainTitle(proposal.address ?? '') : null,
    ]),
  )
  return [...alike.values()]
    .filter((same) => same.length > 1)
    .flatMap((same) => cliques(same.toSorted((a, b) => (a.code < b.code ? -1 : 1))))
    .filter((group) => group.length > 1)
    .map((group) => group.map(({ code }) => code))
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

/** Side of the squares in which near places are looked for: above 50 m in latitude, and in longitude up to 40° N or S. */
const SQUARE_DEGREES = 0.0006

/** Each joins the first group whose members are all near it: a chain of near places does not become one group. */
function cliques(proposals: readonly StatedProposal[]): StatedProposal[][] {
  const groups: StatedProposal[][] = []
  const bySquare = new Map<string, StatedProposal[][]>()
  for (const proposal of proposals) {
    const squares = squaresAround(proposal.point)
    const near = squares
      .flatMap((square) => bySquare.get(square) ?? [])
      .find((group) => group.every((other) => isNear(proposal, other)))
    if (near) near.push(proposal)
    else {
      const group = [proposal]
      groups.push(group)
      const own = squares[0]!
      bySquare.set(own, [...(bySquare.get(own) ?? []), group])
    }
  }
  return groups
}

/** Its own square first, then those around it. */
function squaresAround(point: LonLat | null): string[] {
  if (point === null) return ['-']
  const [lon, lat] = point
  const [x, y] = [Math.floor(lon / SQUARE_DEGREES), Math.floor(lat / SQUARE_DEGREES)]
  const steps = [0, -1, 1]
  return steps.flatMap((dx) => steps.map((dy) => `${x + dx}:${y + dy}`))
}

function isNear({ point: a }: StatedProposal, { point: b }: StatedProposal): boolean {
  if (a === null || b === null) return a === b
  return greatCircleMetres(a, b) <= NEAR_METRES
}

/** A text without case, marks and double spaces. */
export function plainTitle(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
