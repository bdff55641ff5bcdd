-- Proposals, their decisions and history. Personal data stands apart in contacts, which no public door reads.

CREATE TABLE proposals (
  id                 integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code               text NOT NULL UNIQUE,
  package_id         text NOT NULL REFERENCES packages ON DELETE CASCADE,
  dataset_id         integer REFERENCES datasets ON DELETE CASCADE,
  source_id          text,
  row_digest         text,
  year               integer NOT NULL,
  proposed_on        date,
  source             text NOT NULL CHECK (source IN ('musrenbang', 'pokir', 'opd', 'resident')),
  proposer_group     text,
  title              text NOT NULL,
  problem            text,
  address            text,
  sector             text NOT NULL,
  programme_code     text,
  spending_kind      text,
  agency             text,
  cost_rupiah        numeric(18, 2) CHECK (cost_rupiah >= 0),
  volume             double precision,
  unit               text,
  beneficiaries      integer CHECK (beneficiaries >= 0),
  vulnerable         jsonb,
  urgency            integer CHECK (urgency BETWEEN 1 AND 5),
  stage              text NOT NULL,
  status             text NOT NULL CHECK (status IN ('draft', 'submitted', 'verified', 'accepted', 'returned', 'rejected',
                       'postponed', 'planned', 'budgeted', 'in-progress', 'realised')),
  stated_village     text,
  stated_district    text,
  location_quality   text NOT NULL CHECK (location_quality IN ('point', 'area', 'conflict', 'none')),
  geom               geometry(Geometry, 4326),
  suggestion         jsonb,
  village_code       text,
  -- derived by the join
  service            text,
  facility_id        integer,
  nearest_m          double precision,
  household          boolean NOT NULL DEFAULT false,
  public_geom        geometry(Geometry, 4326),
  public_quality     text NOT NULL DEFAULT 'none',
  stale              boolean NOT NULL DEFAULT true,
  version            integer NOT NULL DEFAULT 1,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  search_text        text GENERATED ALWAYS AS (lower(code || ' ' || title || ' ' || coalesce(problem, ''))) STORED,
  UNIQUE (package_id, source_id)
);
COMMENT ON COLUMN proposals.geom IS 'the place as known to the office; public doors read public_geom';
COMMENT ON COLUMN proposals.public_geom IS 'what everyone may see: no drafts, a single household only at its village';
CREATE INDEX ON proposals USING gist (public_geom);
COMMENT ON COLUMN proposals.stale IS 'written since the join last saw it';
CREATE INDEX ON proposals (id) WHERE stale;
CREATE INDEX ON proposals (year, status);
CREATE INDEX ON proposals (village_code);
CREATE INDEX ON proposals (dataset_id);
CREATE INDEX ON proposals USING gin (search_text gin_trgm_ops);

CREATE TABLE decisions (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  proposal_id  integer NOT NULL REFERENCES proposals ON DELETE CASCADE,
  stage        text NOT NULL,
  role         text NOT NULL,
  decision     text NOT NULL,
  volume       double precision,
  cost_rupiah  numeric(18, 2),
  reason       text,
  decided_at   timestamptz
);
CREATE INDEX ON decisions (proposal_id);

CREATE TABLE contacts (
  proposal_id  integer PRIMARY KEY REFERENCES proposals ON DELETE CASCADE,
  name         text,
  phone        text,
  address      text
);

CREATE TABLE events (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  proposal_id  integer NOT NULL REFERENCES proposals ON DELETE CASCADE,
  kind         text NOT NULL,
  payload      jsonb NOT NULL DEFAULT '{}',
  at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON events (proposal_id);

CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE ON events
  FOR EACH ROW EXECUTE FUNCTION events_are_append_only();

CREATE TABLE idempotency_keys (
  key          text PRIMARY KEY,
  digest       text NOT NULL,
  response     jsonb NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE accounts (
  id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login          text NOT NULL UNIQUE,
  name           text NOT NULL,
  role           text NOT NULL CHECK (role IN ('administrator')),
  password_hash  text NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  token_sha256  text PRIMARY KEY,
  account_id    integer NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL
);
