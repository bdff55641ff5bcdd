-- What tiles are made from is kept on disk between starts. Whatever writes to it leaves a row here in its own transaction,
-- whoever writes: a copy is current exactly when it has seen every row of the tables that it was read from.

CREATE TABLE content_changes (
  token     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  relation  text NOT NULL,
  ids       integer[]
);
COMMENT ON COLUMN content_changes.ids IS 'rows that were written, where they are few and have ids; null: any may have been';
CREATE INDEX ON content_changes (relation);

CREATE FUNCTION note_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed) THEN
    INSERT INTO content_changes (relation) VALUES (TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION note_content_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed OFFSET 500) THEN
    INSERT INTO content_changes (relation) VALUES (TG_TABLE_NAME);
  ELSIF EXISTS (SELECT FROM changed) THEN
    INSERT INTO content_changes (relation, ids) SELECT TG_TABLE_NAME, array_agg(id) FROM changed;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION note_content_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO content_changes (relation) VALUES (TG_TABLE_NAME);
  RETURN NULL;
END $$;

-- A layer that reads a table without these triggers is not kept on disk (server/layers/layer-content.ts).
DO $$
DECLARE
  name text;
  noter text;
BEGIN
  FOREACH name IN ARRAY ARRAY['proposals', 'areas', 'area_figures', 'service_standards', 'coverage', 'need_cells',
    'need_coverage', 'facilities', 'features', 'zones', 'analysis_areas', 'analysis_cells', 'statistics'] LOOP
    noter := CASE name WHEN 'proposals' THEN 'note_content_ids' ELSE 'note_content_change' END;
    EXECUTE format('CREATE TRIGGER content_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, noter);
    EXECUTE format('CREATE TRIGGER content_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, noter);
    EXECUTE format('CREATE TRIGGER content_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, noter);
    EXECUTE format('CREATE TRIGGER content_truncated AFTER TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION note_content_truncated()', name);
    INSERT INTO content_changes (relation) VALUES (name);
  END LOOP;
END $$;
