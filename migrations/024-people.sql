-- Made ready for people: rights of accounts, whose a proposal is, where a decision came from and where it led, cycles with
-- stages. The words are those of core/; tests/database/process holds these checks equal to them.

-- Rights. What has ended, or was taken back, stays as a row.
CREATE TABLE grants (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id  integer NOT NULL REFERENCES accounts,
  role        text NOT NULL CHECK (role IN ('resident', 'operator', 'verifier', 'council-member', 'council-secretariat',
                'planner', 'publisher', 'administrator', 'auditor')),
  area_code   text,
  agency      text,
  office      text CHECK (office IN ('village', 'district', 'partner', 'agency', 'budget-team', 'secretariat')),
  stages      text[] CHECK (stages <@ ARRAY['neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation']),
  years       integer[],
  expires_at  timestamptz,
  given_by    integer REFERENCES accounts,
  given_at    timestamptz NOT NULL DEFAULT now(),
  revoked_at  timestamptz,
  CHECK (given_by <> account_id)
);
COMMENT ON COLUMN grants.area_code IS 'an area and all below it; like every bound, it narrows nothing where it is null';
COMMENT ON COLUMN grants.given_by IS 'null: the terminal';
CREATE INDEX ON grants (account_id) WHERE revoked_at IS NULL;
-- The one account of earlier versions did what the whole office does.
INSERT INTO grants (account_id, role)
  SELECT a.id, granted.role FROM accounts a, unnest(ARRAY['administrator', 'planner', 'publisher']) WITH ORDINALITY AS granted(role, n)
  WHERE a.role = 'administrator' ORDER BY a.id, granted.n;
ALTER TABLE accounts ALTER COLUMN role DROP NOT NULL;
COMMENT ON COLUMN accounts.role IS 'how screens name the account; what it may do is in grants';

CREATE FUNCTION grants_of_account(account integer) RETURNS jsonb
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', g.role, 'area', g.area_code, 'agency', g.agency,
    'office', g.office, 'stages', to_jsonb(g.stages), 'years', to_jsonb(g.years))) ORDER BY g.id), '[]')
  FROM grants g WHERE g.account_id = account AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now());
END;
DROP FUNCTION account_of_session(text);
CREATE FUNCTION account_of_session(digest text) RETURNS TABLE (id integer, name text, role text, grants jsonb)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role, grants_of_account(a.id) FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE s.token_sha256 = digest AND s.expires_at > now();
END;

-- The year of planning, and its stages. Times are those of the clock on the wall in the region.
CREATE TABLE cycles (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region     text NOT NULL,
  plan_year  integer NOT NULL CHECK (plan_year BETWEEN 2000 AND 2100),
  track      text NOT NULL CHECK (track IN ('desa', 'kelurahan')),
  time_zone  text NOT NULL,
  UNIQUE (region, plan_year, track)
);
COMMENT ON COLUMN cycles.region IS 'code of its area';
COMMENT ON COLUMN cycles.plan_year IS 'of plan and budget (RKPD): the one that filters and charts mean';
COMMENT ON COLUMN cycles.time_zone IS 'IANA name';
CREATE TABLE stages (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cycle_id   integer NOT NULL REFERENCES cycles,
  kind       text NOT NULL CHECK (kind IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  position   integer NOT NULL,
  opens      timestamp(0),
  closes     timestamp(0),
  results    text NOT NULL DEFAULT 'announced' CHECK (results IN ('at-once', 'announced')),
  UNIQUE (cycle_id, position),
  CHECK (opens < closes)
);
COMMENT ON TABLE stages IS 'a writer locks the row of its stage for share before it locks proposals; freezing locks it exclusively';
COMMENT ON COLUMN stages.closes IS 'the first moment at which it is closed';
CREATE TABLE stage_areas (
  stage_id     integer NOT NULL REFERENCES stages,
  area_code    text NOT NULL,
  opens        timestamp(0),
  closes       timestamp(0),
  extended_to  timestamp(0),
  reason       text,
  closed_at    timestamptz,
  frozen_at    timestamptz,
  PRIMARY KEY (stage_id, area_code),
  CHECK (opens < closes),
  CHECK (extended_to IS NULL OR coalesce(reason, '') ~ '\S')
);
COMMENT ON TABLE stage_areas IS 'where a stage has dates of its own, was extended, closed by hand or frozen; an area and all below it';

-- Whose a proposal is.
ALTER TABLE proposals
  ADD COLUMN stage_id integer REFERENCES stages,
  ADD COLUMN account_id integer REFERENCES accounts,
  ADD COLUMN on_behalf boolean NOT NULL DEFAULT false,
  ADD COLUMN on_behalf_of text,
  ADD COLUMN origin text NOT NULL DEFAULT 'import' CHECK (origin IN ('import', 'submission', 'office', 'sipd')),
  ADD CONSTRAINT proposals_on_behalf_check CHECK (on_behalf OR on_behalf_of IS NULL);
COMMENT ON COLUMN proposals.account_id IS 'its owner; null: nobody who had signed in';
COMMENT ON COLUMN proposals.on_behalf_of IS 'whom the owner entered it for; may name a person';
UPDATE proposals SET origin = 'submission' WHERE source = 'resident' AND dataset_id IS NULL;
ALTER TABLE office_states ADD COLUMN stage_id integer REFERENCES stages;

CREATE TABLE proposal_secrets (
  proposal_id    integer PRIMARY KEY REFERENCES proposals ON DELETE CASCADE,
  secret_sha256  text NOT NULL UNIQUE
);
COMMENT ON TABLE proposal_secrets IS 'whoever shows the secret may revise, answer for and take back this one proposal';

-- Where a decision came from, and where it led.
DROP TRIGGER decisions_append_only ON decisions;
DROP VIEW public_decisions;
ALTER TABLE decisions
  DROP CONSTRAINT decisions_role_check,
  ADD CONSTRAINT decisions_role_check CHECK (role IN (
    'village', 'district', 'partner', 'agency', 'budget-team', 'secretariat', 'proposer', 'unstated')),
  ALTER COLUMN document TYPE jsonb USING CASE WHEN document ~ '\S' THEN jsonb_build_object('number', document) END,
  ADD CONSTRAINT decisions_document_check CHECK (document IS NULL OR document ->> 'number' IS NOT NULL),
  ADD COLUMN agency text,
  ADD COLUMN stage_id integer REFERENCES stages,
  ADD COLUMN origin text,
  ADD COLUMN action text,
  ADD COLUMN status_after text,
  ADD COLUMN stage_after text,
  ADD COLUMN stage_id_after integer REFERENCES stages,
  ADD COLUMN cost_after numeric(18, 2),
  ADD COLUMN volume_after double precision,
  ADD COLUMN version integer,
  ADD COLUMN seen_by text;
COMMENT ON COLUMN decisions.agency IS 'which agency, where it is decided in the name of one';
COMMENT ON COLUMN decisions.status_after IS 'where the proposal stood after it, like stage_after, cost_after, volume_after and version; null of what files tell. The public''s state is that of the last one announced, the office''s that of the last one';
COMMENT ON COLUMN decisions.decided_at IS 'when it was made, or when a file says that it was';
COMMENT ON COLUMN decisions.announced_at IS 'since when the public''s state holds it; whether the public sees the decision itself says seen_by';

-- Only what was decided here has an event; versions are counted back from the last one.
UPDATE decisions SET origin = 'import', seen_by = 'everyone' WHERE NOT EXISTS (SELECT FROM events e WHERE e.decision_id = decisions.id);
WITH made AS (
  SELECT d.id, e.kind, e.payload, e.at, p.id AS proposal_id, p.version AS public_version, o.version AS office_version,
    coalesce(o.version, p.version) - row_number() OVER (PARTITION BY d.proposal_id ORDER BY d.id DESC) + 1 AS version
  FROM decisions d JOIN events e ON e.decision_id = d.id JOIN proposals p ON p.id = d.proposal_id
  LEFT JOIN office_states o ON o.proposal_id = d.proposal_id
)
UPDATE decisions d SET origin = 'office', version = made.version,
  seen_by = CASE WHEN made.kind IN ('admitted', 'withdrawn') THEN 'office' ELSE 'everyone' END,
  action = CASE made.kind WHEN 'admitted' THEN 'admit' WHEN 'withdrawn' THEN 'withdraw' WHEN 'verified' THEN 'verify'
    WHEN 'accepted' THEN 'accept' WHEN 'passed-on' THEN 'pass-on' WHEN 'returned' THEN 'return' WHEN 'resumed' THEN 'resume'
    WHEN 'postponed' THEN 'postpone' WHEN 'planned' THEN 'plan' WHEN 'budgeted' THEN 'budget' WHEN 'begun' THEN 'begin'
    WHEN 'realised' THEN 'realise' WHEN 'noted' THEN 'note'
    ELSE CASE WHEN d.stage IN ('plan', 'budget', 'realisation') THEN 'drop' ELSE 'reject' END END,
  status_after = made.payload ->> 'status', stage_after = made.payload ->> 'stage',
  -- Exact for the two that are read, of the last decision and of the last announced one; between them, what was granted so far.
  cost_after = CASE made.version WHEN made.office_version THEN o.cost_rupiah WHEN made.public_version THEN p.cost_rupiah
    ELSE coalesce((SELECT x.cost_rupiah FROM decisions x WHERE x.proposal_id = d.proposal_id AND x.id <= d.id AND x.cost_rupiah IS NOT NULL
      ORDER BY x.id DESC LIMIT 1), p.cost_rupiah) END,
  volume_after = CASE made.version WHEN made.office_version THEN o.volume WHEN made.public_version THEN p.volume
    ELSE coalesce((SELECT x.volume FROM decisions x WHERE x.proposal_id = d.proposal_id AND x.id <= d.id AND x.volume IS NOT NULL
      ORDER BY x.id DESC LIMIT 1), p.volume) END,
  announced_at = CASE WHEN made.version <= made.public_version AND d.superseded_at IS NULL THEN coalesce(d.announced_at, made.at)
    ELSE d.announced_at END
FROM made JOIN proposals p ON p.id = made.proposal_id LEFT JOIN office_states o ON o.proposal_id = made.proposal_id
WHERE made.id = d.id;
-- Where two once replaced the same one, the later replaces the earlier.
UPDATE decisions d SET replaces = chain.earlier
FROM (SELECT id, lag(id) OVER (PARTITION BY replaces ORDER BY id) AS earlier FROM decisions WHERE replaces IS NOT NULL) chain
WHERE chain.id = d.id AND chain.earlier IS NOT NULL;

ALTER TABLE decisions
  ALTER COLUMN origin SET NOT NULL,
  ALTER COLUMN seen_by SET NOT NULL,
  ADD CONSTRAINT decisions_origin_check CHECK (origin IN ('import', 'submission', 'office', 'sipd')),
  ADD CONSTRAINT decisions_seen_by_check CHECK (seen_by IN ('everyone', 'office')),
  ADD CONSTRAINT decisions_action_check CHECK (action IN (
    'submit', 'submit-held', 'admit', 'withdraw', 'revise', 'verify', 'accept', 'pass-on', 'return', 'resume', 'reject', 'postpone',
    'plan', 'budget', 'drop', 'begin', 'realise', 'note', 'undo')),
  ADD CONSTRAINT decisions_status_after_check CHECK (status_after IN (
    'draft', 'held', 'submitted', 'verified', 'accepted', 'returned', 'rejected', 'postponed', 'planned',
    'budgeted', 'in-progress', 'realised', 'withdrawn')),
  ADD CONSTRAINT decisions_stage_after_check CHECK (stage_after IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  ADD CONSTRAINT decisions_leads_check CHECK (origin = 'import' OR origin = 'sipd'
    OR (action IS NOT NULL AND status_after IS NOT NULL AND stage_after IS NOT NULL AND version IS NOT NULL));
DROP INDEX decisions_replaces_idx, decisions_proposal_id_idx;
CREATE UNIQUE INDEX ON decisions (replaces) WHERE replaces IS NOT NULL;
CREATE UNIQUE INDEX ON decisions (proposal_id, version);
CREATE INDEX ON decisions (account_id, id) WHERE account_id IS NOT NULL;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OF id, proposal_id, stage, stage_id, role, agency, decision, volume, cost_rupiah, reason,
  reason_code, document, decided_at, account_id, replaces, origin, action, status_after, stage_after, stage_id_after, cost_after,
  volume_after, version, seen_by OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();

-- What an office asked back.
CREATE TABLE returns (
  decision_id  bigint PRIMARY KEY REFERENCES decisions,
  proposal_id  integer NOT NULL REFERENCES proposals,
  fields       text[] NOT NULL CHECK (cardinality(fields) > 0),
  deadline     timestamptz NOT NULL,
  answered_by  text NOT NULL CHECK (answered_by IN ('proposer', 'operator', 'office')),
  resumed_at   timestamptz,
  lapsed_at    timestamptz,
  CHECK (resumed_at IS NULL OR lapsed_at IS NULL)
);
COMMENT ON COLUMN returns.fields IS 'of the proposal: these are open until it is resumed or lapses, and no others';
CREATE INDEX ON returns (proposal_id);
CREATE INDEX ON returns (deadline) WHERE resumed_at IS NULL AND lapsed_at IS NULL;
CREATE TRIGGER returns_append_only BEFORE UPDATE OF decision_id, proposal_id, fields, deadline, answered_by OR DELETE ON returns
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER returns_end_once BEFORE UPDATE OF resumed_at, lapsed_at ON returns
  FOR EACH ROW WHEN (OLD.resumed_at IS NOT NULL OR OLD.lapsed_at IS NOT NULL) EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER returns_kept BEFORE TRUNCATE ON returns FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();

ALTER TABLE events
  DROP CONSTRAINT events_kind_check,
  ADD CONSTRAINT events_kind_check CHECK (kind IN (
    'imported', 'reimported', 'submitted', 'admitted', 'withdrawn', 'revised', 'verified', 'accepted', 'passed-on', 'returned',
    'resumed', 'rejected', 'postponed', 'planned', 'budgeted',
    'begun', 'realised', 'noted', 'undone'));

-- A key is of whoever sent it: two accounts may choose the same.
ALTER TABLE idempotency_keys
  ADD COLUMN scope text NOT NULL DEFAULT 'public',
  DROP CONSTRAINT idempotency_keys_pkey,
  ADD PRIMARY KEY (scope, key);
COMMENT ON COLUMN idempotency_keys.scope IS 'public, or the account';

-- A queue at a desk is a stage within an area; codes are compared byte by byte, so that what lies below an area is a range.
CREATE INDEX proposals_queue_idx ON proposals (stage, village_code COLLATE "C");
CREATE INDEX ON office_states (stage);
CREATE INDEX ON proposals (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX ON proposals (stage_id) WHERE stage_id IS NOT NULL;

-- What everyone may read of the history: when it was announced and not when it was made, in which office's name and not by whom.
DROP VIEW public_events;
CREATE VIEW public_events AS
  SELECT id, proposal_id, kind, payload, CASE WHEN decision_id IS NULL THEN at ELSE announced_at END AS at
  FROM events WHERE announced_at IS NOT NULL;
CREATE VIEW public_decisions AS
  SELECT id, proposal_id, stage, role, agency, decision, volume, cost_rupiah, reason_code, reason,
    CASE WHEN origin IN ('import', 'sipd') THEN decided_at END AS stated_at,
    CASE WHEN origin NOT IN ('import', 'sipd') THEN announced_at END AS announced_at
  FROM decisions
  WHERE announced_at IS NOT NULL AND superseded_at IS NULL AND seen_by = 'everyone';
