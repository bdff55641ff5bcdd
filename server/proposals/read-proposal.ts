import type { Geometry } from 'geojson'
import type { Knex } from 'knex'
import { POOR_WITHHELD } from '../catalogue/area-layers.ts'
import { PROPOSALS_FROM } from '../catalogue/proposal-layer.ts'
import { readCriterionValues } from '../criteria/read-criterion-values.ts'
import { visibleLayer } from '../layers/publication.ts'
import { visibleAddress, visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { type ProposalItem, SELECT_ITEM, toItem } from './list-proposals.ts'

export interface ProposalDecision {
  stage: string
  role: string
  decision: string
  volume: number | null
  costRupiah: number | null
  reason: string | null
  at: string | null
}

export interface ProposalDetail extends ProposalItem {
  geometry: Geometry | null
  decisions: ProposalDecision[]
}

/** One proposal with its place, village figures, criteria and decisions; undefined when there is none to be seen. */
export async function readProposal(knex: Knex, code: string): Promise<ProposalDetail | undefined> {
  const { rows } = await knex.raw<{ rows: (Record<string, unknown> & { id: number })[] }>(
    `SELECT ${SELECT_ITEM}, p.id, ST_AsGeoJSON(${visiblePlace}, 7)::jsonb AS geometry, ${visibleAddress} AS address,
            to_char(p.proposed_on, 'YYYY-MM-DD') AS "proposedOn", p.proposer_group AS "proposerGroup", p.version,
            p.household, CASE WHEN p.household THEN NULL ELSE p.suggestion END AS suggestion,
            p.stated_village AS "statedVillage", p.stated_district AS "statedDistrict",
            CASE WHEN p.household THEN NULL ELSE n.name END AS "nearestFacilityName", p.updated_at AS "updatedAt",
            jsonb_build_object('population', f.population, 'poorPopulation', f.poor_population,
              'poorWithheld', ${POOR_WITHHELD},
              'povertyRate', round(f.poverty_rate::numeric, 2), 'idm', f.idm, 'idmStatus', f.idm_status) AS village
     FROM ${PROPOSALS_FROM} LEFT JOIN facilities n ON n.id = p.facility_id AND ${visibleLayer(`'facilities'`, 'public')}
     WHERE ${visibleProposal} AND p.code = ?`,
    [code],
  )
  const row = rows[0]
  if (!row) return undefined
  const decisions = await knex('decisions')
    .where({ proposal_id: row.id })
    .orderByRaw('decided_at NULLS LAST, id')
    .limit(200)
    .select<ProposalDecision[]>(
      'stage',
      'role',
      'decision',
      'volume',
      knex.raw('cost_rupiah::float8 AS "costRupiah"'),
      'reason',
      knex.raw('decided_at AS at'),
    )
  const item = toItem(row)
  const criteria = await readCriterionValues(knex, row.id)
  return { ...item, ...criteria, geometry: row.geometry as Geometry | null, decisions }
}

export interface ProposalEvent {
  kind: string
  payload: unknown
  at: string
}

/** The history of one proposal, oldest first; payloads hold public fields only. */
export async function readEvents(knex: Knex, code: string): Promise<ProposalEvent[] | undefined> {
  const found = await knex('proposals AS p')
    .whereRaw(visibleProposal)
    .where('p.code', code)
    .first<{ id: number } | undefined>('p.id')
  if (!found) return undefined
  return await knex('events')
    .where({ proposal_id: found.id })
    .orderBy('id')
    .limit(500)
    .select<ProposalEvent[]>('kind', 'payload', 'at')
}
