import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import type { CriterionValues, ProposalDetail, ProposalEvent, ProposalItem } from '../../core/api/proposal.ts'
import type { ProposalDecision } from '../../core/proposal/decision.ts'
import { POOR_WITHHELD } from '../catalogue/area-layers.ts'
import { PROPOSALS_FROM } from '../catalogue/proposal-layer.ts'
import { readCriterionValues } from '../criteria/read-criterion-values.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { visibleLayer } from '../layers/publication.ts'
import { visibleAddress, visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { type ItemRow, SELECT_ITEM, toItem } from './list-proposals.ts'

type DetailRow = ItemRow & Omit<ProposalDetail, keyof ProposalItem | keyof CriterionValues | 'decisions'>

const FACILITIES_ARE_PUBLIC = visibleLayer(sql`'facilities'`, PUBLIC)

/** One proposal with its place, village figures, criteria and decisions; undefined when there is none to be seen. */
export async function readProposal(
  knex: Knex,
  actor: Actor,
  code: string,
): Promise<ProposalDetail | undefined> {
  const [row] = await select<DetailRow>(
    knex,
    sql`SELECT ${SELECT_ITEM}, p.id, ST_AsGeoJSON(${catalogued(visiblePlace)}, 7)::jsonb AS geometry,
            ${catalogued(visibleAddress)} AS address,
            to_char(p.proposed_on, 'YYYY-MM-DD') AS "proposedOn", p.proposer_group AS "proposerGroup", p.version,
            p.household, CASE WHEN p.household THEN NULL ELSE p.suggestion END AS suggestion,
            p.stated_village AS "statedVillage", p.stated_district AS "statedDistrict",
            CASE WHEN p.household THEN NULL ELSE n.name END AS "nearestFacilityName", p.updated_at AS "updatedAt",
            jsonb_build_object('population', f.population, 'poorPopulation', f.poor_population,
              'poorWithheld', ${catalogued(POOR_WITHHELD)},
              'povertyRate', round(f.poverty_rate::numeric, 2), 'idm', f.idm, 'idmStatus', f.idm_status) AS village
     FROM ${PROPOSALS_FROM} LEFT JOIN facilities n ON n.id = p.facility_id AND ${FACILITIES_ARE_PUBLIC}
     WHERE ${visibleProposal(actor)} AND p.code = ${bound(code, 'text')}`,
  )
  if (!row) return undefined
  // Files often give no date; what is decided here comes after them.
  const decisions = await select<ProposalDecision>(
    knex,
    sql`SELECT stage, role, agency, decision, volume, cost_rupiah::float8 AS "costRupiah", reason_code AS "reasonCode", reason,
            coalesce(announced_at, stated_at) AS at
     FROM public_decisions WHERE proposal_id = ${bound(row.id, 'int')}
     ORDER BY announced_at IS NOT NULL, stated_at NULLS LAST, id LIMIT 200`,
  )
  const item = toItem(row)
  const criteria = await readCriterionValues(knex, row.id)
  return { ...item, ...criteria, decisions }
}

/** The history of one proposal, oldest first; payloads hold public fields only. */
export async function readEvents(
  knex: Knex,
  actor: Actor,
  code: string,
): Promise<ProposalEvent[] | undefined> {
  const own = sql`p.code = ${bound(code, 'text')}`
  const [found] = await select<{ id: number }>(
    knex,
    sql`SELECT p.id FROM proposals p WHERE ${visibleProposal(actor)} AND ${own}`,
  )
  if (!found) return undefined
  return await knex('public_events')
    .where({ proposal_id: found.id })
    .orderBy('id')
    .limit(500)
    .select<ProposalEvent[]>('kind', 'payload', 'at')
}
