/**
 * SQL that takes proposals out of a test's store with all their history, which the store itself refuses. `where` is a
 * condition on proposals.
 */
export function takeOutProposals(where: string): string {
  const chosen = `SELECT id FROM proposals WHERE ${where}`
  return `DO $$ BEGIN
    ALTER TABLE events DISABLE TRIGGER USER;
    ALTER TABLE decisions DISABLE TRIGGER USER;
    ALTER TABLE returns DISABLE TRIGGER USER;
    DELETE FROM returns WHERE proposal_id IN (${chosen});
    DELETE FROM events WHERE proposal_id IN (${chosen});
    DELETE FROM decisions WHERE proposal_id IN (${chosen});
    DELETE FROM office_states WHERE proposal_id IN (${chosen});
    DELETE FROM proposals WHERE ${where};
    ALTER TABLE events ENABLE TRIGGER USER;
    ALTER TABLE decisions ENABLE TRIGGER USER;
    ALTER TABLE returns ENABLE TRIGGER USER;
  END $$`
}
