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

/**
 * Adds what offices decided here. `rows` is a query with the columns that are selected from it below. Returns id and proposal_id.
 */
export const insertDecisions = (rows: string) => `
  INSERT INTO decisions (proposal_id, stage, role, decision, volume, cost_rupiah, reason, reason_code, document, account_id, replaces, decided_at)
  SELECT proposal_id, stage, role, decision, volume, cost_rupiah, reason, reason_code, document, account_id, replaces, now()
  FROM (${rows}) made ORDER BY proposal_id RETURNING id, proposal_id`

/**
 * Adds what files tell of decisions, announced at once. `rows` is a query with the columns proposal_id, stage, role, decision,
 * reason, at, and n for their order.
 */
export const insertStatedDecisions = (rows: string) => `
  INSERT INTO decisions (proposal_id, stage, role, decision, reason, decided_at, announced_at)
  SELECT proposal_id, stage, role, decision, reason, "at", now() FROM (${rows}) stated ORDER BY n`
