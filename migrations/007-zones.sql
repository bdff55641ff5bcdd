-- Zones that planners draw, with the figures that stood when each version was saved.

CREATE TABLE zones (
  id            text PRIMARY KEY,
  -- tiles want a number
  key           integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  name          text NOT NULL,
  note          text NOT NULL DEFAULT '',
  version       integer NOT NULL DEFAULT 1,
  geom          geometry(MultiPolygon, 4326) NOT NULL,
  statistics    jsonb NOT NULL DEFAULT '{}',
  -- no foreign key: a zone stays when the portfolio that it was looked at with is removed
  portfolio_id  text,
  published     boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  deleted_at    timestamptz,
  by            text NOT NULL DEFAULT ''
);
COMMENT ON COLUMN zones.published IS 'public doors show published zones only; others are drafts of the office';
CREATE INDEX ON zones USING gist (geom);

CREATE TABLE zone_versions (
  zone_id       text NOT NULL REFERENCES zones,
  version       integer NOT NULL,
  name          text NOT NULL,
  note          text NOT NULL DEFAULT '',
  geom          geometry(MultiPolygon, 4326) NOT NULL,
  statistics    jsonb NOT NULL,
  portfolio_id  text,
  at            timestamptz NOT NULL DEFAULT now(),
  by            text NOT NULL DEFAULT '',
  PRIMARY KEY (zone_id, version)
);

CREATE FUNCTION zone_versions_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of zones are append-only';
END $$;
CREATE TRIGGER zone_versions_append_only BEFORE UPDATE OR DELETE ON zone_versions
  FOR EACH ROW EXECUTE FUNCTION zone_versions_are_append_only();

-- Criteria ask for a cell whether it lies beyond any standard; the primary key begins with the service.
CREATE INDEX ON need_coverage (cell_id);
