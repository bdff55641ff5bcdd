import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { ReservePlace } from '../../core/api/office-state.ts'
import type { AcceptedProposal } from '../../core/cycle/ceiling-use.ts'
import { type CeilingStage, readCeilingsUse } from '../cycles/ceilings-use.ts'

/** What is accepted in a stage: now, or as it would be. */
export interface AcceptedIn {
  readonly stage: CeilingStage
  readonly proposals: readonly AcceptedProposal[]
}

/**
 * Which of these no longer fit into a ceiling that the actor may know of, and at which place they wait for room in it, by code.
 * `isMade`: they are accepted already; else they are thought of as accepted last.
 */
export async function readReserves(
  write: Knex,
  actor: Actor,
  accepted: readonly AcceptedIn[],
  { isMade }: { isMade: boolean },
): Promise<ReadonlyMap<string, ReservePlace[]>> {
  const places = new Map<string, ReservePlace[]>()
  for (const { stage, proposals } of accepted) {
    const codes = new Set(proposals.map(({ code }) => code))
    const used = await readCeilingsUse(write, actor, stage, isMade ? [] : proposals)
    for (const { area, agency, rupiah, reserve } of used)
      for (const [at, code] of reserve.entries())
        if (codes.has(code))
          places.set(code, [...(places.get(code) ?? []), { area, agency, rupiah, place: at + 1 }])
  }
  return places
}
