-- The second step at sign-in: codes of an authenticator app (RFC 6238), and codes to be written down for the day the phone is lost.
CREATE TABLE second_factors (
  account_id    integer PRIMARY KEY REFERENCES accounts,
  secret        text NOT NULL,
  made_at       timestamptz NOT NULL DEFAULT now(),
  confirmed_at  timestamptz,
  last_step     bigint
);
COMMENT ON COLUMN second_factors.secret IS 'sealed with a key that lies outside the database (server/accounts/secret-box.ts)';
COMMENT ON COLUMN second_factors.confirmed_at IS 'null: its owner has shown no code yet, and none is asked for';
COMMENT ON COLUMN second_factors.last_step IS 'of the last code that was taken: no code is taken twice, and none from before it';

CREATE TABLE recovery_codes (
  account_id   integer NOT NULL REFERENCES accounts,
  code_sha256  text NOT NULL,
  used_at      timestamptz,
  PRIMARY KEY (account_id, code_sha256)
);

CREATE FUNCTION has_second_factor(account integer) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM second_factors f WHERE f.account_id = account AND f.confirmed_at IS NOT NULL);
END;

DROP FUNCTION account_of_session(text);
CREATE FUNCTION account_of_session(digest text)
RETURNS TABLE (id integer, name text, role text, grants jsonb, session integer, renews boolean, stale boolean, second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role, grants_of_account(a.id), s.id, s.renews AND s.token_sha256 = digest,
    s.last_seen_at < now() - interval '5 minutes', has_second_factor(a.id)
  FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE (s.token_sha256 = digest OR (s.former_sha256 = digest AND s.former_until > now()))
    AND s.expires_at > now() AND a.disabled_at IS NULL;
END;

DROP FUNCTION account_of_token(text, text);
CREATE FUNCTION account_of_token(given_login text, digest text)
RETURNS TABLE (id integer, name text, role text, grants jsonb, token integer, reads_only boolean, stale boolean, ended text,
  second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role,
    (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', g.role, 'area', g.area_code, 'agency', g.agency,
        'office', g.office, 'stages', to_jsonb(g.stages), 'years', to_jsonb(g.years))) ORDER BY g.id), '[]')
      FROM application_token_grants c JOIN grants g ON g.id = c.grant_id
      WHERE c.token_id = t.id AND g.account_id = t.account_id AND g.revoked_at IS NULL
        AND (g.expires_at IS NULL OR g.expires_at > now())),
    t.id, t.reads_only, t.last_used_at IS NULL OR t.last_used_at < now() - interval '5 minutes',
    CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN t.revoked_at IS NOT NULL THEN 'revoked'
      WHEN t.expires_at <= now() THEN 'expired' END,
    has_second_factor(a.id)
  FROM application_tokens t JOIN accounts a ON a.id = t.account_id
  WHERE t.token_sha256 = digest AND a.login = given_login;
END;
