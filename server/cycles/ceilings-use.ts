import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import { acceptedStates } from '../../core/cycle/accepted-states.ts'
import { ACCEPTING } from '../../core/cycle/accepting.ts'
import type { Ceiling, CeilingUse } from '../../core/cycle/ceiling.ts'
import { type AcceptedProposal, useOfCeiling } from '../../core/cycle/ceiling-use.ts'
import type { Track } from '../../core/cycle/track.ts'
import type { ProposalStage } from '../../core/proposal/stage.ts'
import { bound, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { readCeilings } from './read-cycles.ts'

/** Stages whose money is for what villages bring; what enters later has other money there. */
const FOR_VILLAGES: readonly ProposalStage[] = ['neighbourhood', 'village', 'district']
const FROM_VILLAGES = ['musrenbang', 'resident'] as const

/** A stage whose ceilings are asked for. */
export interface CeilingStage {
  readonly cycleId: number
  readonly planYear: number
  readonly region: string
  readonly key: string
  readonly kind: ProposalStage
  readonly tracks: readonly Track[]
}

/**
 * How much of the ceilings of a stage is accepted so far, with what is decided and not announced: of those that the actor's grants
 * cover. `adding` are accepted as it were after these. `write`, since reads see no office's state.
 */
export async function readCeilingsUse(
  write: Knex,
  actor: Actor,
  stage: CeilingStage,
  adding: readonly AcceptedProposal[] = [],
): Promise<CeilingUse[]> {
  const { cycleId, planYear: year, key, kind } = stage
  const mayKnow = ({ area, agency }: Ceiling) =>
    may(actor, 'proposal:read-office-state', { area, agency, stage: kind, year })
  const ceilings = (await readCeilings(write, cycleId, key)).filter(mayKnow)
  if (ceilings.length === 0) return []
  const accepted = await select<AcceptedProposal & { costRupiah: string | null }>(write, acceptedSql(stage))
  const proposals = accepted.map((one) => ({
    ...one,
    costRupiah: one.costRupiah === null ? null : Number(one.costRupiah),
  }))
  const added = new Set(adding.map(({ code }) => code))
  const all = [...proposals.filter(({ code }) => !added.has(code)), ...adding]
  return ceilings.map((ceiling) => useOfCeiling(ceiling, all))
}

/** In the order in which this stage accepted them; what it has not, but a file or another stage, by when that did. */
function acceptedSql({ cycleId, planYear, region, key, kind, tracks }: CeilingStage): SqlFragment {
  const id = bound(cycleId, 'int')
  const states = bound(acceptedStates(kind), 'text[]')
  const sources = FOR_VILLAGES.includes(kind)
    ? sql`AND p.source = ANY (${bound([...FROM_VILLAGES], 'text[]')})`
    : sql``
  const passes = sql`AND (track_of(p.village_code) IS NULL OR track_of(p.village_code) = ANY (${bound([...tracks], 'text[]')}))`
  const below = bound(`${region}.`, 'text')
  return sql`
    SELECT p.code, p.village_code AS area, p.agency, CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END AS "costRupiah"
    FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id
    LEFT JOIN LATERAL (SELECT coalesce(max(d.id) FILTER (WHERE d.stage_id = here.id), max(d.id)) AS id FROM decisions d
      LEFT JOIN stages here ON here.cycle_id = ${id} AND here.key = ${bound(key, 'text')}
      WHERE d.proposal_id = p.id AND d.action = ANY (${bound([...ACCEPTING], 'text[]')})
        AND NOT EXISTS (SELECT FROM decisions later WHERE later.replaces = d.id)) decided ON true
    WHERE coalesce(o.stage, p.stage) || '/' || coalesce(o.status, p.status) = ANY (${states}) ${sources} ${passes}
      AND (p.village_code IS NULL OR p.village_code = ${bound(region, 'text')} OR starts_with(p.village_code, ${below}))
      AND (p.year = ${bound(planYear, 'int')} OR coalesce(o.stage_id, p.stage_id) IN (SELECT s.id FROM stages s WHERE s.cycle_id = ${id}))
      AND cycle_of(CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END, p.year, p.village_code, p.package_id) = ${id}
    ORDER BY decided.id NULLS FIRST, p.id`
}
