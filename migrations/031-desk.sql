-- Decisions about many proposals at once, and who announced what.

-- What a token stands for: rows with the versions that were seen, and what is to be decided about them.
CREATE TABLE decision_previews (
  token_sha256  text PRIMARY KEY,
  by_account    integer NOT NULL REFERENCES accounts,
  request       jsonb NOT NULL,
  made_at       timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL
);
COMMENT ON TABLE decision_previews IS 'of the token itself a digest is kept; what has expired is removed';
CREATE INDEX ON decision_previews (by_account);

CREATE TABLE decision_batches (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  by_account    integer NOT NULL REFERENCES accounts,
  token_sha256  text NOT NULL UNIQUE,
  answer        jsonb NOT NULL,
  made_at       timestamptz NOT NULL DEFAULT now(),
  undone_at     timestamptz,
  undone        jsonb,
  CHECK ((undone_at IS NULL) = (undone IS NULL))
);
COMMENT ON COLUMN decision_batches.answer IS 'what was done and what was skipped, with reasons; the decisions themselves stand in decisions';
COMMENT ON COLUMN decision_batches.token_sha256 IS 'a token is carried out once, whoever retries';

CREATE TABLE announcements (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  by_account    integer REFERENCES accounts,
  codes         text[] NOT NULL,
  up_to_stage   text CHECK (up_to_stage IN (
    'neighbourhood', 'village', 'district', 'agency', 'regency', 'plan', 'budget', 'realisation')),
  announced_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE announcements IS 'who let everyone know of what was decided; decisions that were announced as they were made are not among them';

CREATE FUNCTION batches_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER decision_batches_append_only BEFORE UPDATE OF id, by_account, token_sha256, answer, made_at OR DELETE ON decision_batches
  FOR EACH ROW EXECUTE FUNCTION batches_are_append_only();
CREATE TRIGGER decision_batches_undone_once BEFORE UPDATE OF undone_at, undone ON decision_batches
  FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION batches_are_append_only();
CREATE TRIGGER decision_batches_kept BEFORE TRUNCATE ON decision_batches FOR EACH STATEMENT EXECUTE FUNCTION batches_are_append_only();
CREATE TRIGGER announcements_append_only BEFORE UPDATE OR DELETE ON announcements
  FOR EACH ROW EXECUTE FUNCTION batches_are_append_only();
CREATE TRIGGER announcements_kept BEFORE TRUNCATE ON announcements FOR EACH STATEMENT EXECUTE FUNCTION batches_are_append_only();
