-- What the statistics find: one report an analysis, and the values that its layers show.

CREATE TABLE analyses (
  id           text PRIMARY KEY,
  inputs       text NOT NULL,
  layers       text[] NOT NULL,
  report       jsonb NOT NULL,
  milliseconds integer NOT NULL,
  computed_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN analyses.inputs IS 'digest of the content that it was computed from: an equal one means nothing to do';

-- No foreign key to areas: villages that are loaded again keep their values until these are computed anew.
CREATE TABLE analysis_areas (
  layer      text NOT NULL,
  area_code  text NOT NULL,
  properties jsonb NOT NULL,
  PRIMARY KEY (layer, area_code)
);

CREATE TABLE analysis_cells (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  layer      text NOT NULL,
  cell       text NOT NULL,
  properties jsonb NOT NULL,
  geom       geometry(Polygon, 4326) NOT NULL,
  UNIQUE (layer, cell)
);
CREATE INDEX ON analysis_cells USING gist (geom);
