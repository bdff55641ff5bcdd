-- A cycle is one region's year of planning, for villages of both tracks; its stages, their rules and ceilings are data. The words
-- are those of core/cycle/; tests/database/cycle-binding holds these checks equal to it.

ALTER TABLE cycles
  ADD COLUMN forum_year integer,
  ADD COLUMN realisation_year integer,
  ADD COLUMN grace_seconds integer NOT NULL DEFAULT 0 CHECK (grace_seconds BETWEEN 0 AND 86400),
  ADD COLUMN pokir_closes timestamp(0),
  ADD COLUMN pokir_late text NOT NULL DEFAULT 'change' CHECK (pokir_late IN ('change', 'next-year')),
  ADD COLUMN note jsonb,
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN by_account integer REFERENCES accounts;
UPDATE cycles SET forum_year = plan_year - 1, realisation_year = plan_year;
ALTER TABLE cycles
  ALTER COLUMN forum_year SET NOT NULL,
  ALTER COLUMN realisation_year SET NOT NULL,
  ADD CONSTRAINT cycles_years_check CHECK (forum_year BETWEEN plan_year - 3 AND plan_year
    AND realisation_year BETWEEN plan_year AND plan_year + 3);
COMMENT ON COLUMN cycles.forum_year IS 'in which the forums meet; plan_year is that of plan and budget, realisation_year that in which the works are done';
COMMENT ON COLUMN cycles.grace_seconds IS 'what arrives so long after a stage''s end still arrives within it';
COMMENT ON COLUMN cycles.pokir_closes IS 'until when the council''s Pokir enter this year; later ones go where pokir_late says';
COMMENT ON COLUMN cycles.note IS 'what the templates say of themselves, in both languages';

ALTER TABLE stages
  ADD COLUMN key text,
  ADD COLUMN name jsonb,
  ADD COLUMN tracks text[] NOT NULL DEFAULT '{desa,kelurahan}'
    CHECK (cardinality(tracks) > 0 AND tracks <@ ARRAY['desa', 'kelurahan']),
  ADD COLUMN actors text[] NOT NULL DEFAULT '{}'
    CHECK (actors <@ ARRAY['village', 'district', 'partner', 'agency', 'budget-team', 'secretariat']),
  ADD COLUMN announces timestamp(0),
  ADD COLUMN beside boolean NOT NULL DEFAULT false,
  ADD COLUMN checklist jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN quotas jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN reasons jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN source jsonb;
UPDATE stages s SET key = s.kind || '-' || s.position, tracks = ARRAY[c.track] FROM cycles c WHERE c.id = s.cycle_id;
ALTER TABLE stages ALTER COLUMN key SET NOT NULL, ADD CONSTRAINT stages_key_check CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,59}$');
COMMENT ON COLUMN stages.key IS 'by which addresses and templates name it; never changed';
COMMENT ON COLUMN stages.name IS 'in both languages; null: as its kind is called';
COMMENT ON COLUMN stages.tracks IS 'which villages pass it: desa, kelurahan or both';
COMMENT ON COLUMN stages.actors IS 'offices in whose names decisions are made in it; empty: any';
COMMENT ON COLUMN stages.announces IS 'the day on which results are to be announced, where they are not shown at once';
COMMENT ON COLUMN stages.beside IS 'a forum of its own beside those of its kind, as of children: only what came into it is decided in it';
COMMENT ON COLUMN stages.source IS 'where its rules are from, in both languages';

-- Two cycles of a region and year, one a track, become one that has the stages of both.
UPDATE stages s SET cycle_id = first.id, position = s.position + 10000, key = s.key || '-' || c.track
FROM cycles c JOIN (SELECT region, plan_year, min(id) AS id FROM cycles GROUP BY 1, 2) first USING (region, plan_year)
WHERE c.id = s.cycle_id AND c.id <> first.id;
DELETE FROM cycles c WHERE EXISTS (
  SELECT FROM cycles other WHERE other.region = c.region AND other.plan_year = c.plan_year AND other.id < c.id);
ALTER TABLE cycles
  DROP CONSTRAINT cycles_region_plan_year_track_key,
  DROP COLUMN track,
  ADD UNIQUE (region, plan_year);
ALTER TABLE stages ADD UNIQUE (cycle_id, key);

ALTER TABLE stage_areas
  ADD COLUMN close_reason text,
  ADD COLUMN by_account integer REFERENCES accounts;
COMMENT ON COLUMN stage_areas.reason IS 'why it was extended, for everyone; close_reason why it was closed by hand';

CREATE TABLE ceilings (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stage_id    integer NOT NULL REFERENCES stages,
  area_code   text,
  agency      text,
  rupiah      numeric(18, 2) NOT NULL CHECK (rupiah >= 0),
  source      text NOT NULL CHECK (source ~ '\S'),
  by_account  integer REFERENCES accounts,
  CHECK (area_code IS NOT NULL OR agency IS NOT NULL),
  UNIQUE NULLS NOT DISTINCT (stage_id, area_code, agency)
);
COMMENT ON TABLE ceilings IS 'pagu indikatif: what may be accepted at a stage for an area and all below it, by an agency, or by an agency there';

-- What was changed in a cycle, by whom and why. No foreign key: a cycle that was made by mistake goes, and this stays.
CREATE TABLE cycle_changes (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cycle_id    integer NOT NULL,
  version     integer NOT NULL,
  kind        text NOT NULL CHECK (kind IN (
    'created', 'settings', 'stage', 'stage-added', 'stage-removed', 'area', 'extension', 'closing', 'ceilings', 'deleted')),
  stage       text,
  area_code   text,
  change      jsonb NOT NULL DEFAULT '{}',
  at          timestamptz NOT NULL DEFAULT now(),
  by_account  integer REFERENCES accounts,
  UNIQUE (cycle_id, version)
);
CREATE FUNCTION cycle_changes_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'cycle_changes are append-only';
END $$;
CREATE TRIGGER cycle_changes_append_only BEFORE UPDATE OR DELETE ON cycle_changes
  FOR EACH ROW EXECUTE FUNCTION cycle_changes_are_append_only();
CREATE TRIGGER cycle_changes_kept BEFORE TRUNCATE ON cycle_changes
  FOR EACH STATEMENT EXECUTE FUNCTION cycle_changes_are_append_only();

-- Whoever runs the server says that times of events up to this one came from a clock that was wrong.
CREATE TABLE clock_corrections (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id  bigint NOT NULL,
  latest    timestamptz NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);

-- The cycle that a proposal is in: that of the stage it was given, or else of its plan year, of the smallest region that holds it.
CREATE FUNCTION cycle_of(stage integer, year integer, village text, package text) RETURNS integer
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN stage IS NOT NULL THEN (SELECT s.cycle_id FROM stages s WHERE s.id = stage) ELSE (
    SELECT c.id FROM cycles c
    WHERE c.plan_year = year AND (village = c.region OR starts_with(village, c.region || '.') OR (village IS NULL AND EXISTS (
      SELECT FROM areas a JOIN datasets d ON d.id = a.dataset_id
      WHERE d.package_id = package AND (a.code = c.region OR starts_with(a.code, c.region || '.')))))
    ORDER BY length(c.region) DESC LIMIT 1) END;
END;

-- As core/cycle/track.ts has it: kelurahan are 1xxx, desa 2xxx.
CREATE FUNCTION track_of(village text) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT CASE WHEN split_part(village, '.', 4) ~ '^1[0-9]{3}$' THEN 'kelurahan'
    WHEN split_part(village, '.', 4) ~ '^2[0-9]{3}$' THEN 'desa' END;
END;

-- What everyone may read of cycles: all but who wrote it. Numbers of rows stay inside.
CREATE VIEW public_cycles AS
  SELECT id, region, plan_year, forum_year, realisation_year, time_zone, grace_seconds, pokir_closes, pokir_late, note, version,
    created_at, updated_at
  FROM cycles;
CREATE VIEW public_stages AS
  SELECT id, cycle_id, kind, position, key, name, tracks, opens, closes, results, announces, actors, checklist, quotas, reasons, source, beside
  FROM stages;
CREATE VIEW public_stage_areas AS
  SELECT stage_id, area_code, opens, closes, extended_to, reason, close_reason, closed_at, frozen_at FROM stage_areas;
CREATE VIEW public_ceilings AS
  SELECT id, stage_id, area_code, agency, rupiah, source FROM ceilings;
