-- Criteria: what proposals say for them, how raw values become 0–1000, and the weights in use.

ALTER TABLE proposals
  ADD COLUMN months       double precision CHECK (months >= 0),
  ADD COLUMN readiness    smallint CHECK (readiness BETWEEN 0 AND 3),
  ADD COLUMN plan_match   smallint CHECK (plan_match BETWEEN 0 AND 2),
  -- derived by the join
  ADD COLUMN newly_served double precision;
COMMENT ON COLUMN proposals.months IS 'how long carrying it out takes';
COMMENT ON COLUMN proposals.readiness IS '0 nothing, 1 begun, 2 land or documents ready, 3 both';
COMMENT ON COLUMN proposals.plan_match IS '0 in no plan, 1 its programme is in the RPJMD, 2 in the RKPD of the year';
COMMENT ON COLUMN proposals.newly_served IS
  'people of need cells beyond the standard of its service who would come within it; null without service or place';

-- A scale is frozen when data is imported or criteria change, so that one write never moves the others' values.
CREATE TABLE criteria (
  key           text PRIMARY KEY,
  position      integer NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  origin        text NOT NULL CHECK (origin IN ('default', 'custom')),
  definition    jsonb NOT NULL,
  scale         jsonb NOT NULL,
  -- of the need grid, where it reads another raw value than proposals do
  need_scale    jsonb,
  known         integer NOT NULL,
  missing       integer NOT NULL,
  out_of_range  integer NOT NULL,
  discriminates boolean NOT NULL,
  scaled_at     timestamptz NOT NULL DEFAULT now()
);

-- Never overwritten: a change is the next version.
CREATE TABLE score_models (
  id          text NOT NULL,
  version     integer NOT NULL CHECK (version > 0),
  definition  jsonb NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, version)
);

-- As core/criteria/scale.ts computes it, operation by operation, so that both give the same integer for the same
-- double. A body without FROM is inlined into the query, and with bound arrays all of it but the value is constant.
CREATE FUNCTION per_mille_lines(value double precision, low double precision, high double precision,
  knots double precision[], marks double precision[], fill integer)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value >= low AND value <= high THEN floor(0.5::float8 + CASE
    WHEN value < knots[1] THEN marks[1]
    WHEN value >= knots[cardinality(knots)] THEN marks[cardinality(knots)]
    ELSE marks[width_bucket(value, knots)]
       + (marks[width_bucket(value, knots) + 1] - marks[width_bucket(value, knots)])
       * ((value - knots[width_bucket(value, knots)])
          / (knots[width_bucket(value, knots) + 1] - knots[width_bucket(value, knots)]))
    END)::integer ELSE fill END;

-- One mark more than knots: the first for values below all knots.
CREATE FUNCTION per_mille_steps(value double precision, low double precision, high double precision,
  knots double precision[], marks double precision[], fill integer)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value >= low AND value <= high
  THEN floor(0.5::float8 + marks[width_bucket(value, knots) + 1])::integer ELSE fill END;
