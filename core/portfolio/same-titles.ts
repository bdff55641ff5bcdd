import { isHousehold } from '../proposal/household.ts'
import { plainTitle } from './near-duplicates.ts'

export interface TitledProposal {
  readonly code: string
  readonly title: string
  readonly villageCode: string | null
}

/**
 * Groups of proposals with the same title, but for case, marks and spaces, in the same village: one work that was proposed
 * twice, or several of one kind. Only a person can tell which, so they are pointed out. Those for single households, whose
 * neighbours ask for the same in the same words, are not. Codes of a group, and the groups, in the order of the codes.
 */
export function sameTitles(proposals: readonly TitledProposal[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const { code, title, villageCode } of proposals) {
    if (villageCode === null || isHousehold(title)) continue
    const key = `${villageCode} ${plainTitle(title)}`
    const group = groups.get(key)
    if (group) group.push(code)
    else groups.set(key, [code])
  }
  return [...groups.values()]
    .filter((codes) => codes.length > 1)
    .map((codes) => codes.sort())
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

/** By code of those in a group the codes of its other members; whatever is in no group is not in it. */
export function othersByCode(groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    groups.flatMap((codes) => codes.map((code) => [code, codes.filter((other) => other !== code)] as const)),
  )
}
