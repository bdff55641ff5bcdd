-- Layers as they stood for a year: public rows, fields and story of then. Never changed, only added to and deleted.

CREATE TABLE archives (
  -- as every door names it: poverty_2024_v1
  id           text PRIMARY KEY,
  layer_id     text NOT NULL,
  year         integer NOT NULL CHECK (year BETWEEN 1900 AND 2200),
  version      integer NOT NULL CHECK (version BETWEEN 1 AND 99),
  definition   jsonb NOT NULL,
  features     integer NOT NULL DEFAULT 0,
  digest       text NOT NULL DEFAULT '',
  archived_at  timestamptz NOT NULL DEFAULT now(),
  by           text NOT NULL DEFAULT '',
  UNIQUE (layer_id, year, version)
);
COMMENT ON COLUMN archives.definition IS 'title, fields, geometry, legend, finding, source and licence of then';
COMMENT ON COLUMN archives.digest IS 'SHA-256 over all rows: equal ones hold the same';

CREATE TABLE archive_features (
  archive_id  text NOT NULL REFERENCES archives ON DELETE CASCADE,
  key         integer NOT NULL,
  properties  jsonb NOT NULL,
  geom        geometry(Geometry, 4326),
  -- of the cleaned coverage, where tiles are made of another geometry
  tile_geom   geometry(Geometry, 4326),
  PRIMARY KEY (archive_id, key)
);
CREATE INDEX ON archive_features USING gist (geom);

CREATE FUNCTION archives_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an archived layer is never changed';
END $$;
CREATE TRIGGER archive_features_frozen BEFORE UPDATE ON archive_features
  FOR EACH ROW EXECUTE FUNCTION archives_are_frozen();
