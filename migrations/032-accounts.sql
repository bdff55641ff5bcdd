-- Many accounts. A login is kept in small letters, so that it is one however it is typed.
UPDATE accounts SET login = lower(login);
ALTER TABLE accounts
  ALTER COLUMN password_hash DROP NOT NULL,
  ADD COLUMN email text,
  ADD COLUMN workplace text,
  ADD COLUMN created_by integer REFERENCES accounts,
  ADD COLUMN password_changed_at timestamptz,
  ADD COLUMN reset_at timestamptz,
  ADD COLUMN reset_told_at timestamptz,
  ADD COLUMN signed_in_at timestamptz,
  ADD COLUMN disabled_at timestamptz,
  ADD COLUMN disabled_by integer REFERENCES accounts,
  ADD CONSTRAINT accounts_login_check CHECK (login = lower(login));
COMMENT ON COLUMN accounts.password_hash IS 'null until an invitation is accepted: nobody signs in to it';
COMMENT ON COLUMN accounts.workplace IS 'agency or office in words; what the account may do is in grants';
COMMENT ON COLUMN accounts.created_by IS 'null: the terminal, or the first account';
COMMENT ON COLUMN accounts.reset_at IS 'when its password was last set by a link; its owner is told until reset_told_at';
COMMENT ON COLUMN accounts.disabled_at IS 'since when nobody signs in to it; its sessions hold no longer';
CREATE INDEX ON accounts (name, id);

ALTER TABLE grants ADD COLUMN revoked_by integer REFERENCES accounts;
COMMENT ON COLUMN grants.revoked_by IS 'null: the terminal';

ALTER TABLE sessions
  ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN device text,
  ADD COLUMN network text,
  ADD COLUMN renews boolean NOT NULL DEFAULT false,
  ADD COLUMN former_sha256 text,
  ADD COLUMN former_until timestamptz;
COMMENT ON COLUMN sessions.device IS 'browser and system in words, from what it said of itself';
COMMENT ON COLUMN sessions.network IS 'shortened: no address of a person';
COMMENT ON COLUMN sessions.renews IS 'its account''s rights have changed: it gets another token when it is next used';
COMMENT ON COLUMN sessions.former_sha256 IS 'of the token before, which holds until former_until for what was asked at the same time';
CREATE INDEX ON sessions (account_id);
CREATE INDEX ON sessions (former_sha256) WHERE former_sha256 IS NOT NULL;

DROP FUNCTION account_of_session(text);
CREATE FUNCTION account_of_session(digest text)
RETURNS TABLE (id integer, name text, role text, grants jsonb, session integer, renews boolean, stale boolean)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role, grants_of_account(a.id), s.id, s.renews AND s.token_sha256 = digest,
    s.last_seen_at < now() - interval '5 minutes'
  FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE (s.token_sha256 = digest OR (s.former_sha256 = digest AND s.former_until > now()))
    AND s.expires_at > now() AND a.disabled_at IS NULL;
END;

-- Invitations and resets. What was used, replaced or has expired stays, so that whoever opens it again is told.
CREATE TABLE account_links (
  token_sha256  text PRIMARY KEY,
  account_id    integer NOT NULL REFERENCES accounts,
  kind          text NOT NULL CHECK (kind IN ('invitation', 'reset')),
  made_by       integer REFERENCES accounts,
  made_at       timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  used_at       timestamptz,
  ended_at      timestamptz,
  CHECK (made_by <> account_id)
);
COMMENT ON COLUMN account_links.made_by IS 'null: the terminal';
COMMENT ON COLUMN account_links.ended_at IS 'another link took its place, or the account was disabled';
CREATE UNIQUE INDEX ON account_links (account_id) WHERE used_at IS NULL AND ended_at IS NULL;
