-- Records say which account wrote them, by its number: logins and names change. Null: the terminal, a job of the server's own,
-- or a row from before. No cascade: an account goes without its history nowhere.

ALTER TABLE criteria       ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE score_models   ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE portfolios     ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE imports        ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE context_layers ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE styles         ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE style_versions ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE style_stamps   ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE zones          ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE zone_versions  ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE publications   ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE archives       ADD COLUMN by_account integer REFERENCES accounts;
ALTER TABLE layer_metadata ADD COLUMN by_account integer REFERENCES accounts;

-- Until now these five named a login in words; "system", "public" and names of programs were no account.
UPDATE zones SET by_account = a.id FROM accounts a WHERE a.login = zones.by;
UPDATE archives SET by_account = a.id FROM accounts a WHERE a.login = archives.by;
UPDATE layer_metadata SET by_account = a.id FROM accounts a WHERE a.login = layer_metadata.by;
ALTER TABLE zone_versions DISABLE TRIGGER zone_versions_append_only;
UPDATE zone_versions SET by_account = a.id FROM accounts a WHERE a.login = zone_versions.by;
ALTER TABLE zone_versions ENABLE TRIGGER zone_versions_append_only;
ALTER TABLE publications DISABLE TRIGGER publications_append_only;
UPDATE publications SET by_account = a.id FROM accounts a WHERE a.login = publications.by;
ALTER TABLE publications ENABLE TRIGGER publications_append_only;

DROP VIEW unpublished_layers, current_publications;
CREATE VIEW current_publications AS
  SELECT DISTINCT ON (layer_id) layer_id, state, since, by_account FROM publications ORDER BY layer_id, id DESC;
CREATE VIEW unpublished_layers AS
  SELECT layer_id FROM current_publications WHERE state = 'unpublished';

ALTER TABLE zones          DROP COLUMN by;
ALTER TABLE zone_versions  DROP COLUMN by;
ALTER TABLE publications   DROP COLUMN by;
ALTER TABLE archives       DROP COLUMN by;
ALTER TABLE layer_metadata DROP COLUMN by;
