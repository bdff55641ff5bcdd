import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import type { CycleStageAnswer } from '../../core/api/cycle.ts'
import { acceptedStates } from '../../core/cycle/accepted-states.ts'
import type { CeilingUse } from '../../core/cycle/ceiling.ts'
import { type AcceptedProposal, useOfCeiling } from '../../core/cycle/ceiling-use.ts'
import type { ProposalStage } from '../../core/proposal/stage.ts'
import { bound, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { readCeilings, type StoredCycle } from './read-cycles.ts'

/** Stages whose money is for what villages bring; what enters later has other money there. */
const FOR_VILLAGES: readonly ProposalStage[] = ['neighbourhood', 'village', 'district']
const FROM_VILLAGES = ['musrenbang', 'resident'] as const

/**
 * How much of the ceilings of a stage is accepted so far, with what is decided and not announced: of those that the actor's grants
 * cover. `write`, since reads see no office's state.
 */
export async function readCeilingsUse(
  write: Knex,
  actor: Actor,
  { cycle, stage }: { cycle: StoredCycle; stage: CycleStageAnswer },
): Promise<CeilingUse[]> {
  const ceilings = (await readCeilings(write, cycle.id, stage.key)).filter(({ area, agency }) =>
    may(actor, 'proposal:read-office-state', { area, agency, stage: stage.kind, year: cycle.planYear }),
  )
  if (ceilings.length === 0) return []
  const accepted = await select<AcceptedProposal & { costRupiah: string | null }>(
    write,
    acceptedSql(cycle, stage),
  )
  const proposals = accepted.map((one) => ({
    ...one,
    costRupiah: one.costRupiah === null ? null : Number(one.costRupiah),
  }))
  return ceilings.map((ceiling) => useOfCeiling(ceiling, proposals))
}

function acceptedSql({ id, planYear }: StoredCycle, { kind, tracks }: CycleStageAnswer): SqlFragment {
  const states = bound(acceptedStates(kind), 'text[]')
  const sources = FOR_VILLAGES.includes(kind)
    ? sql`AND p.source = ANY (${bound([...FROM_VILLAGES], 'text[]')})`
    : sql``
  const passes = sql`AND (track_of(p.village_code) IS NULL OR track_of(p.village_code) = ANY (${bound([...tracks], 'text[]')}))`
  return sql`
    SELECT p.code, p.village_code AS area, p.agency, CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END AS "costRupiah"
    FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id
    LEFT JOIN LATERAL (SELECT max(d.id) AS id FROM decisions d
      WHERE d.proposal_id = p.id AND d.action = ANY (${bound(['accept', 'plan', 'budget'], 'text[]')})) decided ON true
    WHERE coalesce(o.stage, p.stage) || '/' || coalesce(o.status, p.status) = ANY (${states}) ${sources} ${passes}
      AND (p.year = ${bound(planYear, 'int')} OR coalesce(o.stage_id, p.stage_id) IN (SELECT s.id FROM stages s WHERE s.cycle_id = ${bound(id, 'int')}))
      AND cycle_of(CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END, p.year, p.village_code, p.package_id) = ${bound(id, 'int')}
    ORDER BY decided.id NULLS FIRST, p.id`
}
