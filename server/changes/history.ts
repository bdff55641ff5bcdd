/*
 * SQL of a proposal's history. Rows are added here alone (migrations/023-process.sql refuses to change or delete them), and
 * stay unannounced unless the writer says otherwise.
 */

/**
 * Adds events. `rows` is a query with the columns proposal_id, kind, payload, account_id, decision_id and announced.
 */
export const insertEvents = (rows: string) => `
  INSERT INTO events (proposal_id, kind, payload, account_id, decision_id, announced_at)
  SELECT proposal_id, kind, payload, account_id, decision_id, CASE WHEN announced THEN now() END FROM (${rows}) new_events`

/** What a row of `insertDecisions` says. */
const DECISION = `proposal_id, stage, stage_id, role, agency, decision, volume, cost_rupiah, reason, reason_code, document, account_id,
  replaces, origin, action, status_after, stage_after, stage_id_after, cost_after, volume_after, version, seen_by, checklist`

/**
 * Adds what was decided here, by offices or by who proposed. `rows` is a query with the columns above. Returns id and
 * proposal_id.
 */
export const insertDecisions = (rows: string) => `
  INSERT INTO decisions (${DECISION}, decided_at)
  SELECT ${DECISION}, now() FROM (${rows}) made ORDER BY proposal_id RETURNING id, proposal_id`

/**
 * Adds what files tell of decisions, announced at once. `rows` is a query with the columns proposal_id, stage, role, decision,
 * reason, at, and n for their order.
 */
export const insertStatedDecisions = (rows: string) => `
  INSERT INTO decisions (proposal_id, stage, role, decision, reason, decided_at, origin, seen_by, announced_at)
  SELECT proposal_id, stage, role, decision, reason, "at", 'import', 'everyone', now() FROM (${rows}) stated ORDER BY n`
