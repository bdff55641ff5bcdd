-- Which layers everyone sees. What no row speaks of is published; rows are never changed, so they tell who did what when.

CREATE TABLE publications (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- no foreign key: layers are made of many tables, and come and go with packages
  layer_id  text NOT NULL,
  state     text NOT NULL CHECK (state IN ('published', 'unpublished')),
  since     timestamptz NOT NULL DEFAULT now(),
  by        text NOT NULL DEFAULT ''
);
CREATE INDEX ON publications (layer_id, id);

CREATE FUNCTION publications_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the publications of layers are append-only';
END $$;
CREATE TRIGGER publications_append_only BEFORE UPDATE OR DELETE ON publications
  FOR EACH ROW EXECUTE FUNCTION publications_are_append_only();

CREATE VIEW current_publications AS
  SELECT DISTINCT ON (layer_id) layer_id, state, since, by FROM publications ORDER BY layer_id, id DESC;

CREATE VIEW unpublished_layers AS
  SELECT layer_id FROM current_publications WHERE state = 'unpublished';
