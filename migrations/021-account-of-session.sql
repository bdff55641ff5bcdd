-- Reads run as a role that sees neither sessions nor accounts: it may only ask whose a session is whose digest it knows.
CREATE FUNCTION account_of_session(digest text) RETURNS TABLE (id integer, name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT a.id, a.name, a.role FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE s.token_sha256 = digest AND s.expires_at > now();
END;
