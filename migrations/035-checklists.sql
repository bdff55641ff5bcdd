-- What people ticked of a stage's checklist, with the decision that they made.
ALTER TABLE decisions ADD COLUMN checklist jsonb CHECK (jsonb_typeof(checklist) = 'array');
COMMENT ON COLUMN decisions.checklist IS 'items of the stage''s checklist that were ticked with it, each with its key and its words as they were; null: none';

DROP TRIGGER decisions_append_only ON decisions;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OF id, proposal_id, stage, stage_id, role, agency, decision, volume, cost_rupiah, reason,
  reason_code, document, decided_at, account_id, replaces, origin, action, status_after, stage_after, stage_id_after, cost_after,
  volume_after, version, seen_by, checklist OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
