-- What the join computes, and from which state of its inputs.

CREATE TABLE derivations (
  name         text PRIMARY KEY,
  inputs       text NOT NULL,
  milliseconds integer NOT NULL,
  computed_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE area_figures (
  area_code        text PRIMARY KEY REFERENCES areas ON DELETE CASCADE,
  population       double precision,
  poor_population  double precision,
  poverty_rate     double precision,
  idm              double precision,
  idm_status       text,
  years            jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE coverage (
  service        text NOT NULL,
  area_code      text NOT NULL REFERENCES areas ON DELETE CASCADE,
  facility_id    integer,
  nearest_m      double precision,
  standard_m     double precision NOT NULL,
  beyond         boolean,
  people_beyond  double precision,
  poor_beyond    double precision,
  PRIMARY KEY (service, area_code)
);

CREATE TABLE need_cells (
  id               integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  package_id       text NOT NULL REFERENCES packages ON DELETE CASCADE,
  cell             text NOT NULL UNIQUE,
  village_code     text,
  population       double precision,
  poor_population  double precision,
  point            geometry(Point, 4326) NOT NULL,
  geom             geometry(Polygon, 4326) NOT NULL
);
CREATE INDEX ON need_cells USING gist (geom);

-- Cells straddle borders: the share of each village that lies in each cell.
CREATE TABLE need_pieces (
  cell_id          integer NOT NULL REFERENCES need_cells ON DELETE CASCADE,
  village_code     text NOT NULL,
  share            double precision NOT NULL,
  population       double precision,
  poor_population  double precision,
  PRIMARY KEY (cell_id, village_code)
);
CREATE INDEX ON need_pieces (village_code);

CREATE TABLE need_coverage (
  service    text NOT NULL,
  cell_id    integer NOT NULL REFERENCES need_cells ON DELETE CASCADE,
  nearest_m  double precision,
  beyond     boolean,
  PRIMARY KEY (service, cell_id)
);
