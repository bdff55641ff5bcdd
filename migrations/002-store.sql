-- The store: what districts bring (areas, statistics, facilities, layers) and where each row came from.
-- Geometry is EPSG:4326, lon/lat. Money is numeric rupiah, times are timestamptz, codes are text.

CREATE TABLE packages (
  id            text PRIMARY KEY,
  name          text NOT NULL,
  description   text NOT NULL DEFAULT '',
  code_edition  text NOT NULL,
  working_crs   text NOT NULL,
  synthetic     boolean NOT NULL DEFAULT false,
  imported_at   timestamptz NOT NULL DEFAULT now(),
  -- null while an import of it has not come to its end
  completed_at  timestamptz
);

CREATE TABLE imports (
  id           uuid PRIMARY KEY,
  package_id   text,
  state        text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  step         text NOT NULL DEFAULT '',
  share        double precision NOT NULL DEFAULT 0,
  report       jsonb,
  problem      jsonb,
  started_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz
);

-- One row per file entry of a package: provenance, and the fingerprint by which a second import knows it.
CREATE TABLE datasets (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  package_id   text NOT NULL REFERENCES packages ON DELETE CASCADE,
  role         text NOT NULL,
  file         text NOT NULL,
  fingerprint  text NOT NULL,
  sha256       text NOT NULL,
  source       text,
  licence      text,
  year         integer,
  crs          text,
  counts       jsonb NOT NULL DEFAULT '{}',
  findings     jsonb NOT NULL DEFAULT '[]',
  imported_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (package_id, role, file)
);

CREATE TABLE rejects (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dataset_id  integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  row_number  integer,
  parameter   text,
  reason      text NOT NULL,
  received    text,
  expected    text
);
CREATE INDEX ON rejects (dataset_id, row_number);

CREATE TABLE areas (
  id          integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  code        text PRIMARY KEY,
  dataset_id  integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  level       text NOT NULL CHECK (level IN ('village', 'district', 'regency', 'province')),
  parent_code text,
  name        text NOT NULL,
  edition     text NOT NULL,
  geom        geometry(MultiPolygon, 4326) NOT NULL,
  clean       geometry(MultiPolygon, 4326) NOT NULL,
  point       geometry(Point, 4326) NOT NULL,
  area_km2    double precision NOT NULL,
  search_text text GENERATED ALWAYS AS (lower(name)) STORED
);
COMMENT ON COLUMN areas.geom IS 'as delivered, repaired where invalid: joins and downloads';
COMMENT ON COLUMN areas.clean IS 'of the cleaned coverage, no gap or overlap: tiles and dissolved levels';
COMMENT ON COLUMN areas.point IS 'centroid, or a point on the surface where the centroid lies outside';
CREATE INDEX ON areas USING gist (geom);
CREATE INDEX ON areas USING gist (clean);
CREATE INDEX ON areas (level, parent_code);
CREATE INDEX ON areas USING gin (search_text gin_trgm_ops);

-- No foreign key to areas: a statistic may arrive before its area, and unmatched codes are reported, not lost.
CREATE TABLE statistics (
  area_code   text NOT NULL,
  key         text NOT NULL,
  year        integer NOT NULL,
  value       double precision,
  label       text,
  dataset_id  integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  PRIMARY KEY (area_code, key, year)
);
CREATE INDEX ON statistics (dataset_id);

CREATE TABLE facilities (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dataset_id    integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  source_id     text NOT NULL,
  type          text NOT NULL,
  name          text NOT NULL,
  geom          geometry(Point, 4326),
  placement     text NOT NULL CHECK (placement IN ('inside', 'outside', 'none')),
  village_code  text,
  UNIQUE (dataset_id, source_id)
);
CREATE INDEX ON facilities USING gist (geom);
CREATE INDEX ON facilities (type);

CREATE TABLE service_standards (
  service         text PRIMARY KEY,
  dataset_id      integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  facility_types  text[] NOT NULL,
  max_distance_m  double precision NOT NULL CHECK (max_distance_m > 0),
  source          text NOT NULL
);

CREATE TABLE layers (
  id             text PRIMARY KEY,
  dataset_id     integer NOT NULL REFERENCES datasets ON DELETE CASCADE,
  title          text NOT NULL,
  geometry_type  text NOT NULL CHECK (geometry_type IN ('point', 'line', 'polygon', 'mixed')),
  fields         jsonb NOT NULL DEFAULT '[]',
  ancillary      boolean NOT NULL DEFAULT false
);

CREATE TABLE features (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  layer_id    text NOT NULL REFERENCES layers ON DELETE CASCADE,
  properties  jsonb NOT NULL,
  geom        geometry(Geometry, 4326) NOT NULL
);
CREATE INDEX ON features (layer_id, id);
CREATE INDEX ON features USING gist (geom);
