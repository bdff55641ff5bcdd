-- One process and two states. The words of the process are those of core/proposal/process.ts; tests/database/process holds
-- these checks equal to it. What offices decided and have not announced stands apart from what everyone reads.

ALTER TABLE proposals
  DROP CONSTRAINT proposals_status_check,
  ADD CONSTRAINT proposals_status_check CHECK (status IN (
    'draft', 'held', 'submitted', 'verified', 'accepted', 'returned', 'rejected', 'postponed', 'planned',
    'budgeted', 'in-progress', 'realised', 'withdrawn')),
  ADD CONSTRAINT proposals_stage_check CHECK (stage IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  ADD COLUMN imported_version integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN proposals.status IS 'as announced, like stage, cost_rupiah, volume, version and updated_at: only an announcement writes them';
COMMENT ON COLUMN proposals.version IS 'rises with each change that is announced';
COMMENT ON COLUMN proposals.imported_version IS 'the version that an import wrote last; where it is not the version, people have changed it since';

-- No row: what is announced is all there is. Not for reads of the public.
CREATE TABLE office_states (
  proposal_id  integer PRIMARY KEY REFERENCES proposals,
  stage        text NOT NULL CHECK (stage IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  status       text NOT NULL CHECK (status IN (
    'draft', 'held', 'submitted', 'verified', 'accepted', 'returned', 'rejected', 'postponed', 'planned',
    'budgeted', 'in-progress', 'realised', 'withdrawn')),
  cost_rupiah  numeric(18, 2) CHECK (cost_rupiah >= 0),
  volume       double precision,
  version      integer NOT NULL,
  changed_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE office_states IS 'where a proposal stands after decisions that are not announced yet';

-- A role that no table of ours names came from a file; its word goes into the reason.
UPDATE decisions SET reason = concat_ws(' ', reason, '(' || role || ')'), role = 'unstated'
WHERE role NOT IN ('village', 'district', 'partner', 'agency', 'budget-team', 'secretariat', 'unstated');
ALTER TABLE decisions
  ADD CONSTRAINT decisions_stage_check CHECK (stage IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  ADD CONSTRAINT decisions_role_check CHECK (role IN (
    'village', 'district', 'partner', 'agency', 'budget-team', 'secretariat', 'unstated')),
  ADD CONSTRAINT decisions_decision_check CHECK (decision IN (
    'draft', 'held', 'submitted', 'verified', 'accepted', 'returned', 'rejected', 'postponed', 'planned',
    'budgeted', 'in-progress', 'realised', 'withdrawn', 'noted')),
  ADD COLUMN reason_code text,
  ADD COLUMN document text,
  ADD COLUMN account_id integer REFERENCES accounts,
  ADD COLUMN replaces bigint REFERENCES decisions,
  -- All that stand here now came with imports, which announce at once.
  ADD COLUMN announced_at timestamptz DEFAULT now(),
  ADD COLUMN superseded_at timestamptz;
ALTER TABLE decisions ALTER COLUMN announced_at DROP DEFAULT;
COMMENT ON COLUMN decisions.account_id IS 'who entered it; null: it came with an import';
COMMENT ON COLUMN decisions.superseded_at IS 'since when another stands in its place, or the file that brought it no longer does';
CREATE INDEX ON decisions (replaces) WHERE replaces IS NOT NULL;

DROP TRIGGER events_append_only ON events;
DROP FUNCTION events_are_append_only();
ALTER TABLE events
  ADD CONSTRAINT events_kind_check CHECK (kind IN (
    'imported', 'reimported', 'submitted', 'admitted', 'withdrawn', 'verified', 'accepted', 'passed-on', 'returned',
    'resumed', 'rejected', 'postponed', 'planned', 'budgeted',
    'begun', 'realised', 'noted')),
  ADD COLUMN account_id integer REFERENCES accounts,
  ADD COLUMN decision_id bigint REFERENCES decisions,
  ADD COLUMN announced_at timestamptz DEFAULT now();
ALTER TABLE events ALTER COLUMN announced_at DROP DEFAULT;
COMMENT ON COLUMN events.account_id IS 'whose account it was; null: nobody who had signed in';
CREATE INDEX ON events (decision_id) WHERE decision_id IS NOT NULL;

-- History stays: nothing that is taken away takes it along.
ALTER TABLE events DROP CONSTRAINT events_proposal_id_fkey,
  ADD CONSTRAINT events_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals;
ALTER TABLE decisions DROP CONSTRAINT decisions_proposal_id_fkey,
  ADD CONSTRAINT decisions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals;
ALTER TABLE proposals DROP CONSTRAINT proposals_package_id_fkey, DROP CONSTRAINT proposals_dataset_id_fkey,
  ADD CONSTRAINT proposals_package_id_fkey FOREIGN KEY (package_id) REFERENCES packages,
  ADD CONSTRAINT proposals_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES datasets;

CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The invented district makes room for a real one, and what people tried in it goes along.
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM proposals p JOIN packages k ON k.id = p.package_id WHERE p.id = OLD.proposal_id AND k.synthetic) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% are append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OF id, proposal_id, kind, payload, at, account_id, decision_id OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER events_announced_once BEFORE UPDATE OF announced_at ON events
  FOR EACH ROW WHEN (OLD.announced_at IS NOT NULL AND NEW.announced_at IS DISTINCT FROM OLD.announced_at)
  EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER events_kept BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER decisions_append_only BEFORE UPDATE OF id, proposal_id, stage, role, decision, volume, cost_rupiah, reason, reason_code,
  document, decided_at, account_id, replaces OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER decisions_announced_once BEFORE UPDATE OF announced_at, superseded_at ON decisions
  FOR EACH ROW WHEN ((OLD.announced_at IS NOT NULL AND NEW.announced_at IS DISTINCT FROM OLD.announced_at)
    OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at))
  EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER decisions_kept BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();

-- What everyone may read of the history.
CREATE VIEW public_events AS
  SELECT id, proposal_id, kind, payload, at FROM events WHERE announced_at IS NOT NULL;
CREATE VIEW public_decisions AS
  SELECT id, proposal_id, stage, role, decision, volume, cost_rupiah, reason, decided_at, account_id IS NOT NULL AS entered_here
  FROM decisions
  WHERE announced_at IS NOT NULL AND superseded_at IS NULL;
