-- Many accounts. A login is kept in small letters, so that it is one however it is typed.
UPDATE accounts SET login = lower(login);
ALTER TABLE accounts
  ADD COLUMN disabled_at timestamptz,
  ADD CONSTRAINT accounts_login_check CHECK (login = lower(login));
COMMENT ON COLUMN accounts.disabled_at IS 'since when nobody signs in to it; its sessions hold no longer';

CREATE OR REPLACE FUNCTION account_of_session(digest text) RETURNS TABLE (id integer, name text, role text, grants jsonb)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role, grants_of_account(a.id) FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE s.token_sha256 = digest AND s.expires_at > now() AND a.disabled_at IS NULL;
END;
