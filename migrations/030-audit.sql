-- Who did what, by numbers of accounts and without names. Rows are added and never changed. Once committed they are sealed in order
-- (server/audit/seal-rows.ts), and decisions of people with them: each by a keyed hash over the one before.
CREATE TABLE audit_entries (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  account_id  integer REFERENCES accounts,
  action      text NOT NULL,
  method      text NOT NULL,
  path        text NOT NULL,
  params      jsonb NOT NULL DEFAULT '{}',
  outcome     text NOT NULL CHECK (outcome IN ('asked', 'refused')),
  status      smallint CHECK (status BETWEEN 400 AND 599),
  CHECK ((outcome = 'refused') = (status IS NOT NULL))
);
COMMENT ON COLUMN audit_entries.account_id IS 'null: the terminal';
COMMENT ON COLUMN audit_entries.outcome IS 'asked: written before anything is done, so that nothing is done without it; refused: what then came of it, or of a read';
CREATE INDEX ON audit_entries (account_id, id);

CREATE TABLE seals (
  seq        bigint PRIMARY KEY,
  source     text NOT NULL CHECK (source IN ('audit', 'decision')),
  row_id     bigint NOT NULL,
  digest     text NOT NULL,
  mac        text NOT NULL,
  key_id     text NOT NULL,
  sealed_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source, row_id)
);
COMMENT ON COLUMN seals.digest IS 'SHA-256 of what the row says (server/audit/sealed-text.ts)';
COMMENT ON COLUMN seals.mac IS 'HMAC-SHA-256 over the one before, with a key that lies outside the database';

CREATE TABLE unsealed (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source  text NOT NULL,
  row_id  bigint NOT NULL
);
COMMENT ON TABLE unsealed IS 'what was written and waits for its seal; its transaction may still run';

CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unsealed (source, row_id) VALUES (TG_ARGV[0], NEW.id);
  RETURN NULL;
END $$;
-- Those that people made here; what they try in the invented district goes with it when a real one comes.
CREATE VIEW decisions_to_seal AS
  SELECT d.id FROM decisions d JOIN proposals p ON p.id = d.proposal_id LEFT JOIN packages k ON k.id = p.package_id
  WHERE d.action IS NOT NULL AND NOT coalesce(k.synthetic, false);
CREATE FUNCTION await_seal_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unsealed (source, row_id) SELECT 'decision', id FROM decisions_to_seal WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entries_await_seal AFTER INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION await_seal('audit');
CREATE TRIGGER decisions_await_seal AFTER INSERT ON decisions FOR EACH ROW WHEN (NEW.action IS NOT NULL)
  EXECUTE FUNCTION await_seal_of_decision();
INSERT INTO unsealed (source, row_id) SELECT 'decision', id FROM decisions_to_seal ORDER BY id;

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entries_kept BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER seals_kept BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
