-- Application tokens: what programs show by HTTP Basic instead of a password. What was revoked or has expired stays as a row.
CREATE TABLE application_tokens (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id    integer NOT NULL REFERENCES accounts,
  token_sha256  text NOT NULL UNIQUE,
  name          text NOT NULL CHECK (name ~ '\S'),
  reads_only    boolean NOT NULL,
  made_by       integer REFERENCES accounts,
  made_at       timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  revoked_by    integer REFERENCES accounts,
  CHECK (expires_at > made_at)
);
COMMENT ON TABLE application_tokens IS 'what a program may do is what its token carries of the grants that its account holds at that moment';
COMMENT ON COLUMN application_tokens.made_by IS 'null: the terminal';
COMMENT ON COLUMN application_tokens.revoked_by IS 'null: the terminal, or a reset';
COMMENT ON COLUMN application_tokens.last_used_at IS 'to some minutes';
CREATE INDEX ON application_tokens (account_id);

CREATE TABLE application_token_grants (
  token_id  integer NOT NULL REFERENCES application_tokens,
  grant_id  integer NOT NULL REFERENCES grants,
  PRIMARY KEY (token_id, grant_id)
);
CREATE INDEX ON application_token_grants (grant_id);

-- As account_of_session: reads know an account by a token whose digest and login they have, and see no token.
CREATE FUNCTION account_of_token(given_login text, digest text)
RETURNS TABLE (id integer, name text, role text, grants jsonb, token integer, reads_only boolean, stale boolean, ended text)
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
      WHEN t.expires_at <= now() THEN 'expired' END
  FROM application_tokens t JOIN accounts a ON a.id = t.account_id
  WHERE t.token_sha256 = digest AND a.login = given_login;
END;
