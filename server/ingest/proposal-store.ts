import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { ProposalDraft, ProposerContact } from '../../core/proposal/proposal.ts'
import { insertEvents, insertStatedDecisions } from '../changes/history.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import type { FoundPlace } from './proposal-places.ts'

export interface PlacedDraft {
  row: number
  draft: ProposalDraft
  contact: ProposerContact | null
  place: FoundPlace
  /** GeoJSON text of the proposal's own shape; null where there is only a point, or none. */
  shape: string | null
  sourceId: string
}

export interface StoreTarget {
  datasetId: number
  packageId: string
  /** Whether the package had imported proposals before this file was begun: nobody can decide one that is not there yet. */
  hadProposals: boolean
}

export interface StoreOutcome {
  inserted: number
  updated: number
  unchanged: number
  /** Rows of the file that changed although somebody has edited the proposal here: the edit is kept. */
  edited: number[]
}

/** Drafts with the text of the records that the store takes, made while the database is busy with others. */
export interface PreparedDrafts {
  readonly drafts: readonly PlacedDraft[]
  readonly digests: readonly string[]
  /** The records as JSON, and of these drafts their decisions and contacts. */
  readonly records: string
  readonly decisions: string
  readonly contacts: string
}

/** Records made at once: some milliseconds, in which this thread does nothing else. */
const RECORDS_AT_ONCE = 250

export async function prepareDrafts(drafts: readonly PlacedDraft[]): Promise<PreparedDrafts> {
  const digests: string[] = []
  const records: string[] = []
  for (let first = 0; first < drafts.length; first += RECORDS_AT_ONCE) {
    if (first > 0) await setImmediate()
    const part = drafts.slice(first, first + RECORDS_AT_ONCE).map(toRecord)
    for (const record of part) {
      digests.push(record.digest)
      records.push(JSON.stringify(record))
    }
  }
  const decisions = drafts.flatMap(({ sourceId, draft }) =>
    draft.decisions.map((decision) => ({ ...decision, sourceId })),
  )
  const contacts = drafts.flatMap(({ sourceId, contact }) => (contact ? [{ ...contact, sourceId }] : []))
  return {
    drafts,
    digests,
    records: `[${records.join(',')}]`,
    decisions: JSON.stringify(decisions.map((decision, n) => ({ ...decision, n }))),
    contacts: JSON.stringify(contacts),
  }
}

/**
 * Inserts new proposals and updates those whose row changed, with their decisions and contacts; each leaves an event.
 * What people have done since the last import stays as it is, and decisions that the file no longer holds are superseded,
 * not deleted. All of it is announced at once. One statement: between several the database would wait for this thread.
 */
export async function storeProposals(
  transaction: Knex,
  target: StoreTarget,
  prepared: PreparedDrafts,
): Promise<StoreOutcome> {
  const { drafts, digests } = prepared
  const outcome: StoreOutcome = { inserted: 0, updated: 0, unchanged: 0, edited: [] }
  if (drafts.length === 0) return outcome
  if (target.hadProposals) await lockChanging(transaction, target.packageId, prepared)
  const rows = await select<{ id: number; source_id: string; inserted: boolean }>(
    transaction,
    storeSql(target, prepared),
  )
  const written = new Map(rows.map((row) => [row.source_id, row]))
  outcome.inserted = rows.filter(({ inserted }) => inserted).length
  outcome.updated = rows.length - outcome.inserted
  const untouched = drafts.flatMap(({ sourceId, row }, at) =>
    written.has(sourceId) ? [] : [{ sourceId, row, digest: digests[at] ?? '' }],
  )
  outcome.edited = await findEdited(transaction, target.packageId, untouched)
  outcome.unchanged = untouched.length - outcome.edited.length
  return outcome
}

/**
 * Locks the rows that the file would change, in the order in which everyone locks proposals. In a statement of its own: what
 * offices decide while it waits for a row is seen by the next one only, which would otherwise write over it.
 */
async function lockChanging(
  transaction: Knex,
  packageId: string,
  { drafts, digests }: Pick<PreparedDrafts, 'drafts' | 'digests'>,
): Promise<void> {
  const ids = bound(
    drafts.map(({ sourceId }) => sourceId),
    'text[]',
  )
  await select(
    transaction,
    // Each id is looked up by itself: joined at once, every batch of a million visits all rows that came before it.
    sql`SELECT p.id FROM proposals p WHERE p.id = ANY (ARRAY(
        SELECT known.id FROM unnest(${ids}, ${bound(digests, 'text[]')}) AS came(source_id, digest)
        CROSS JOIN LATERAL (SELECT k.id, k.row_digest FROM proposals k
          WHERE k.package_id = ${bound(packageId, 'text')} AND k.source_id = came.source_id LIMIT 1) known
        WHERE known.row_digest IS DISTINCT FROM came.digest))
      ORDER BY p.id FOR NO KEY UPDATE`,
  )
}

function toRecord({ draft, place, shape, sourceId, row }: PlacedDraft) {
  const { coordinates: _coordinates, decisions: _decisions, ...fields } = draft
  const suggestion = place.suggestion ?? null
  return {
    ...fields,
    row,
    sourceId,
    code: /^[\w.-]{4,40}$/.test(sourceId) ? sourceId : `P${draft.year}-${digestOf(sourceId).slice(0, 8)}`,
    digest: digestOf(
      JSON.stringify([asDigested(draft), shape, place.quality, place.villageCode, suggestion]),
    ),
    beneficiaries: peopleOf(draft.beneficiaries),
    quality: place.quality,
    villageCode: place.villageCode,
    suggestion: suggestion && { ...suggestion, foundInVillageCode: place.foundInVillageCode },
    shape: shape ?? (place.point ? JSON.stringify({ type: 'Point', coordinates: place.point }) : null),
  }
}

/** As earlier versions wrote it, so that rows that did not change are known again. */
function asDigested(draft: ProposalDraft): unknown {
  const decisions = draft.decisions.map((made) => ({
    ...made,
    decision: made.decision === 'noted' ? null : made.decision,
  }))
  return { ...draft, decisions }
}

/** Whole people, as many as the store's integers hold. */
function peopleOf(count: number | null): number | null {
  return count === null || count > 2 ** 31 - 1 ? null : Math.round(count)
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const SAME_DECISION = `d.proposal_id = s.proposal_id
      AND (d.stage, d.role, d.decision, d.reason, d.decided_at) IS NOT DISTINCT FROM (s.stage, s.role, s.decision, s.reason, s."at")`

/** Decisions that a file no longer holds, of proposals that it holds still. */
const OUTDATED = catalogued(`
  UPDATE decisions d SET superseded_at = now() FROM written w
  WHERE d.proposal_id = w.id AND NOT w.inserted AND d.origin = 'import' AND d.superseded_at IS NULL
    AND NOT EXISTS (SELECT FROM stated s WHERE ${SAME_DECISION})`)
const STATED = catalogued(
  insertStatedDecisions(`
  SELECT * FROM stated s
  WHERE s.inserted OR NOT EXISTS (SELECT FROM decisions d WHERE d.superseded_at IS NULL AND d.origin = 'import' AND ${SAME_DECISION})`),
)
const EVENTS = catalogued(
  insertEvents(`
  SELECT w.id AS proposal_id, CASE WHEN w.inserted THEN 'imported' ELSE 'reimported' END AS kind,
    jsonb_build_object('row', g."row", 'status', g.status) AS payload, NULL::integer AS account_id, NULL::bigint AS decision_id,
    true AS announced
  FROM given g JOIN written w ON w.source_id = g."sourceId" ORDER BY g."row"`),
)

/** Columns of a record that toRecord made, and their types. */
const RECORD = sql`
    "row" integer, code text, "sourceId" text, digest text, year integer, "submittedOn" date, source text, "proposerGroup" text,
    title text, problem text, address text, sector text, "programmeCode" text, "expenditureType" text, agency text,
    "costRupiah" numeric, volume double precision, unit text, beneficiaries integer, urgency integer,
    months double precision, readiness smallint, "planMatch" smallint, stage text, status text,
    "statedVillage" text, "statedDistrict" text, quality text, shape text, suggestion jsonb, "villageCode" text`

const COLUMNS = sql`package_id, dataset_id, code, source_id, row_digest, year, proposed_on, source, proposer_group, title,
  problem, address, sector, programme_code, spending_kind, agency, cost_rupiah, volume, unit, beneficiaries, urgency, months, readiness,
  plan_match, stage, status, stated_village, stated_district, location_quality, geom, suggestion, village_code`

/** Of a proposal that is there: what its file says now, where nobody has edited or decided it here. */
const OVERWRITE = sql`ON CONFLICT (package_id, source_id) DO UPDATE SET
  dataset_id = excluded.dataset_id, row_digest = excluded.row_digest, year = excluded.year, proposed_on = excluded.proposed_on,
  source = excluded.source, proposer_group = excluded.proposer_group, title = excluded.title, problem = excluded.problem,
  address = excluded.address, sector = excluded.sector, programme_code = excluded.programme_code, spending_kind = excluded.spending_kind,
  agency = excluded.agency, cost_rupiah = excluded.cost_rupiah, volume = excluded.volume, unit = excluded.unit,
  beneficiaries = excluded.beneficiaries, urgency = excluded.urgency, months = excluded.months,
  readiness = excluded.readiness, plan_match = excluded.plan_match, stage = excluded.stage, status = excluded.status,
  stated_village = excluded.stated_village, stated_district = excluded.stated_district, location_quality = excluded.location_quality,
  geom = excluded.geom, suggestion = excluded.suggestion, village_code = excluded.village_code, stale = true, updated_at = now(),
  version = p.version + 1, imported_version = p.version + 1
WHERE p.version = p.imported_version AND NOT EXISTS (SELECT FROM office_states o WHERE o.proposal_id = p.id)
  AND p.row_digest IS DISTINCT FROM excluded.row_digest
RETURNING p.id, p.source_id, (xmax = 0) AS inserted`

/** The statement that storeProposals runs. */
function storeSql({ packageId, datasetId }: StoreTarget, prepared: PreparedDrafts): SqlFragment {
  const owner = bound(packageId, 'text')
  return sql`
WITH given AS MATERIALIZED (
  SELECT r.*, CASE WHEN r.shape IS NOT NULL THEN ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(r.shape)), 4326) END AS raw
  FROM json_to_recordset(${bound(prepared.records, 'json')}) AS r(${RECORD})
), coded AS (
  SELECT *, CASE WHEN EXISTS (SELECT 1 FROM proposals q WHERE q.code = given.code AND
                   (q.package_id, q.source_id) IS DISTINCT FROM (${owner}, given."sourceId"))
            THEN ${owner} || '-' || given.code ELSE given.code END AS own_code
  FROM given
), written AS (
INSERT INTO proposals AS p (${COLUMNS})
SELECT ${owner}, ${bound(datasetId, 'int')}, own_code, "sourceId", digest, year, "submittedOn", source, "proposerGroup", title,
  problem, address, sector, "programmeCode", "expenditureType", agency, "costRupiah", volume, unit, beneficiaries, urgency, months,
  readiness, "planMatch", stage, status, "statedVillage", "statedDistrict", quality,
  CASE WHEN ST_IsValid(raw) THEN raw ELSE ST_MakeValid(raw, 'method=structure') END, nullif(suggestion, 'null'), "villageCode"
FROM coded ORDER BY "row"
${OVERWRITE}
), stated AS MATERIALIZED (
  SELECT w.id AS proposal_id, w.inserted, d.n, d.stage, d.role, d.decision, d.reason, d."at"
  FROM json_to_recordset(${bound(prepared.decisions, 'json')})
    AS d(n integer, "sourceId" text, stage text, role text, decision text, reason text, "at" timestamptz)
  JOIN written w ON w.source_id = d."sourceId"
), outdated AS (${OUTDATED}
), decided AS (${STATED}
), contacted AS (
  INSERT INTO contacts (proposal_id, name, phone, address)
  SELECT w.id, c.name, c.phone, c.address
  FROM json_to_recordset(${bound(prepared.contacts, 'json')}) AS c("sourceId" text, name text, phone text, address text)
    JOIN written w ON w.source_id = c."sourceId"
  ON CONFLICT (proposal_id) DO UPDATE SET name = excluded.name, phone = excluded.phone, address = excluded.address
), new_events AS (${EVENTS}
)
SELECT id, source_id, inserted FROM written`
}

async function findEdited(
  transaction: Knex,
  packageId: string,
  drafts: readonly { sourceId: string; row: number; digest: string }[],
): Promise<number[]> {
  if (drafts.length === 0) return []
  const sourceIds = drafts.map(({ sourceId }) => sourceId)
  const known = await select<{ source_id: string; row_digest: string }>(
    transaction,
    sql`SELECT source_id, row_digest FROM proposals p
      WHERE package_id = ${bound(packageId, 'text')} AND source_id = ANY(${bound(sourceIds, 'text[]')})
        AND (p.version <> p.imported_version OR EXISTS (SELECT FROM office_states o WHERE o.proposal_id = p.id))`,
  )
  const stored = new Map(known.map(({ source_id, row_digest }) => [source_id, row_digest]))
  return drafts
    .filter(({ sourceId, digest }) => stored.has(sourceId) && stored.get(sourceId) !== digest)
    .map(({ row }) => row)
}
