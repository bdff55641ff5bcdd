-- Decisions as they were recorded: the file byte for byte, who recorded it, when and why. None of it is ever changed or
-- deleted; a later decision may stand in place of an earlier one.

CREATE TABLE recorded_decisions (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('ranking', 'portfolio')),
  title         text NOT NULL CHECK (title ~ '\S'),
  reason        text NOT NULL CHECK (reason ~ '\S'),
  filter        jsonb NOT NULL,
  summary       jsonb NOT NULL,
  file_name     text NOT NULL,
  file_bytes    integer NOT NULL,
  file_gzip     bytea NOT NULL,
  sha256        text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- no foreign key: a decision stays when the portfolio that it came from is removed
  portfolio_id  uuid,
  supersedes    integer UNIQUE REFERENCES recorded_decisions CHECK (supersedes < id),
  by_account    integer NOT NULL REFERENCES accounts,
  at            timestamptz NOT NULL DEFAULT now(),
  published_at  timestamptz,
  published_by  integer REFERENCES accounts,
  CHECK ((published_at IS NULL) = (published_by IS NULL))
);
COMMENT ON COLUMN recorded_decisions.filter IS 'which proposals competed, by the names of the URL: grants with bounds are held against it';
COMMENT ON COLUMN recorded_decisions.sha256 IS 'of the file before it was packed, as printed on the signed sheet';
COMMENT ON COLUMN recorded_decisions.published_at IS 'since when everyone may read it; null: the office alone';

CREATE FUNCTION recorded_decisions_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'recorded decisions are append-only';
END $$;
CREATE TRIGGER recorded_decisions_append_only BEFORE UPDATE OF id, kind, title, reason, filter, summary, file_name, file_bytes,
  file_gzip, sha256, portfolio_id, supersedes, by_account, at OR DELETE ON recorded_decisions
  FOR EACH ROW EXECUTE FUNCTION recorded_decisions_are_kept();
CREATE TRIGGER recorded_decisions_published_once BEFORE UPDATE OF published_at, published_by ON recorded_decisions
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION recorded_decisions_are_kept();
CREATE TRIGGER recorded_decisions_kept BEFORE TRUNCATE ON recorded_decisions
  FOR EACH STATEMENT EXECUTE FUNCTION recorded_decisions_are_kept();

-- What everyone may read of them.
CREATE VIEW published_decisions AS
  SELECT id, kind, title, reason, filter, summary, file_name, file_bytes, file_gzip, sha256, portfolio_id, supersedes, at, published_at
  FROM recorded_decisions WHERE published_at IS NOT NULL;
