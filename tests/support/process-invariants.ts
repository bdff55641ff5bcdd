import type { Knex } from 'knex'

/**
 * What does not hold between decisions and the two states that follow from them: the public's is that of the last decision that
 * was announced, the office's that of the last one, and a state of the office's stands there exactly while it differs.
 */
export async function findBrokenStates(write: Knex): Promise<unknown[]> {
  const last = (where: string) =>
    `SELECT * FROM decisions d WHERE d.proposal_id = p.id AND d.version IS NOT NULL ${where} ORDER BY d.version DESC LIMIT 1`
  const led = (alias: string) =>
    `(${alias}.status_after, ${alias}.stage_after, ${alias}.stage_id_after, ${alias}.cost_after, ${alias}.volume_after, ${alias}.version)`
  const state = (alias: string) =>
    `(${alias}.status, ${alias}.stage, ${alias}.stage_id, ${alias}.cost_rupiah, ${alias}.volume, ${alias}.version)`
  const { rows } = await write.raw<{ rows: unknown[] }>(`
    SELECT p.code, p.status, p.stage, p.version, o.status AS office_status, o.version AS office_version,
      announced.version AS announced_version, latest.version AS latest_version
    FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id
    LEFT JOIN LATERAL (${last('AND d.announced_at IS NOT NULL')}) announced ON true
    LEFT JOIN LATERAL (${last('')}) latest ON true
    WHERE (announced.id IS NOT NULL AND ${state('p')} IS DISTINCT FROM ${led('announced')})
       OR (o.proposal_id IS NOT NULL AND ${state('o')} IS DISTINCT FROM ${led('latest')})
       OR (o.proposal_id IS NOT NULL) <> (coalesce(latest.version, 0) > p.version)`)
  return rows
}
