import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { possibleActions } from '../../core/access/possible-actions.ts'
import type { DeskItem, DeskStage } from '../../core/api/desk.ts'
import {
  type CheckFacts,
  checkProposal,
  type ProposalCheck,
  type Twin,
} from '../../core/desk/check-proposal.ts'
import { PROPOSALS_FROM } from '../catalogue/proposal-layer.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { visibleAddress, visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { type ItemRow, SELECT_ITEM, toItem } from '../proposals/list-proposals.ts'
import { type LockedProposal, officeView, subjectOf } from '../proposals/lock-proposals.ts'
import { readTicks, type Ticks } from '../proposals/read-ticks.ts'
import { type StageNow, stagesNowOf } from '../proposals/stages-now.ts'
import type { PeerCosts } from './peer-costs.ts'

/** A code's first two parts are its regency: 62.01. */
const REGENCY_LETTERS = 5
/** As many as a reason can name. */
const MOST_TWINS = 5
/** Degrees, about a hundred metres. */
const CLOSE_DEGREES = 0.001

type FactRow = Omit<CheckFacts, 'peers' | 'twins'> & {
  id: number
  sector: string
  year: number
  villageCode: string | null
  twins: Twin[] | null
}

export interface DeskReader {
  write: Knex
  actor: Actor
  peers: PeerCosts
}

/** What a machine finds about these proposals (ids), by id. */
export async function readChecks(
  { write, actor, peers }: DeskReader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ProposalCheck[]>> {
  if (ids.length === 0) return new Map()
  const rows = await select<FactRow>(write, factsSql(actor, ids))
  return new Map(
    await Promise.all(
      rows.map(async ({ id, sector, year, villageCode, twins, ...facts }) => {
        const regency = villageCode?.slice(0, REGENCY_LETTERS)
        const kind = facts.volume ? facts.unit : null
        const found = regency ? await peers.of({ regency, year, sector, unit: kind }) : null
        return [id, checkProposal({ ...facts, twins: twins ?? [], peers: found })] as const
      }),
    ),
  )
}

/** As everyone is shown the place: a household's stays at its village, a drawing is measured as it is. */
function factsSql(actor: Actor, ids: readonly number[]) {
  const place = catalogued(visiblePlace)
  return sql`SELECT p.id, p.sector, p.year, p.village_code AS "villageCode", p.location_quality AS "locationQuality",
      CASE WHEN p.household THEN NULL ELSE p.suggestion END AS suggestion, p.stated_village AS "statedVillage", v.name AS "villageName",
      (CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END)::float8 AS "costRupiah",
      CASE WHEN o.proposal_id IS NULL THEN p.volume ELSE o.volume END AS volume, p.unit,
      CASE WHEN ST_Dimension(p.geom) = 1 THEN ST_Length(p.geom::geography) END AS "drawnMetres",
      CASE WHEN ST_Dimension(p.geom) = 2 THEN ST_Area(p.geom::geography) END AS "drawnSquareMetres",
      p.service, CASE WHEN p.household THEN NULL ELSE p.nearest_m END AS "nearestFacilityMetres",
      s.max_distance_m AS "standardMetres", twin.twins
    FROM ${PROPOSALS_FROM} LEFT JOIN office_states o ON o.proposal_id = p.id LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('code', t.code, 'year', t.year, 'samePlace', t."samePlace")) AS twins FROM (
        SELECT t.code, t.year, coalesce(lower(btrim(t.address)) = lower(btrim(p.address)), false)
          OR coalesce(t.public_quality = 'point' AND p.public_quality = 'point'
            AND t.public_geom && ST_Expand(${place}, ${bound(CLOSE_DEGREES, 'float8')}), false) AS "samePlace"
        FROM proposals t WHERE t.village_code = p.village_code AND t.id <> p.id AND t.year BETWEEN p.year - 1 AND p.year
          AND lower(btrim(t.title)) = lower(btrim(p.title)) AND ${visibleProposal(actor, 't')}
        ORDER BY "samePlace" DESC, t.id LIMIT ${bound(MOST_TWINS, 'int')}) t) twin ON true
    WHERE p.id = ANY (${bound([...ids], 'int[]')})`
}

type DeskRow = ItemRow &
  LockedProposal &
  Pick<DeskItem, 'since' | 'askedRupiah' | 'address' | 'statedVillage' | 'proposerGroup' | 'geometry'> & {
    officeCost: number | null
    officeVolume: number | null
  }

/** These proposals (ids) as a desk shows them, in the order of the ids given. */
export async function readDeskItems(reader: DeskReader, ids: readonly number[]): Promise<DeskItem[]> {
  if (ids.length === 0) return []
  const { write, actor } = reader
  const rows = await select<DeskRow>(
    write,
    sql`SELECT ${SELECT_ITEM}, ${officeView}, coalesce(o.changed_at, p.updated_at) AS since,
        p.cost_rupiah::float8 AS "askedRupiah", ${catalogued(visibleAddress)} AS address, p.stated_village AS "statedVillage",
        p.proposer_group AS "proposerGroup", ST_AsGeoJSON(${catalogued(visiblePlace)}, 6)::jsonb AS geometry,
        (CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END)::float8 AS "officeCost",
        CASE WHEN o.proposal_id IS NULL THEN p.volume ELSE o.volume END AS "officeVolume"
      FROM ${PROPOSALS_FROM} LEFT JOIN office_states o ON o.proposal_id = p.id
      WHERE p.id = ANY (${bound([...ids], 'int[]')})`,
  )
  const checks = await readChecks(reader, ids)
  const stages = await stagesNowOf(write, rows)
  const ticks = await readTicks(write, stages.size > 0 ? ids : [])
  const items = new Map(
    rows.map((row) => [
      row.id,
      itemOf(actor, row, { checks: checks.get(row.id) ?? [], stage: stages.get(row.code), ticks }),
    ]),
  )
  return ids.flatMap((id) => items.get(id) ?? [])
}

interface Found {
  checks: readonly ProposalCheck[]
  stage: StageNow | undefined
  ticks: readonly Ticks[]
}

function itemOf(actor: Actor, row: DeskRow, { checks, stage, ticks }: Found): DeskItem {
  const { officeCost, officeVolume, stageId: _stage, cycleId: _cycle, owner: _owner, ...read } = row
  const { publicStatus: _public, ...known } = read
  const { publicVersion, ...shown } = known
  return {
    ...toItem(shown),
    costRupiah: officeCost,
    volume: officeVolume,
    announced: row.version === publicVersion,
    cycleStage: stage ? deskStageOf(stage) : null,
    ticks:
      ticks.find(({ proposalId, stageId }) => proposalId === row.id && stageId === stage?.id)?.ticks ?? [],
    checks,
    actions: possibleActions(actor, row, subjectOf(row)),
  }
}

function deskStageOf({ planYear, region, key, name, opening, closes, timeZone }: StageNow): DeskStage {
  return { planYear, region, key, name, opening, closes, timeZone }
}
