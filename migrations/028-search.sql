-- Finding proposals and places by words: an index of words in the place of one of letters in threes, which is cheaper to build and
-- to write, and finds words in any order over code, title, problem, address, village and district.
-- Bodies are RETURN, so that what they name is settled now and not by the search path of whoever builds an index.

-- Marks that join words become spaces: "Jl.Poros" would be a host name to the parser, "RT.05/RW.02" a path, and what follows
-- "<script>" nothing.
CREATE FUNCTION plain_words(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN replace(replace(replace(replace(given, '.', ' '), '/', ' '), '-', ' '), '<', ' ');

CREATE FUNCTION search_vector(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN to_tsvector('pg_catalog.simple'::regconfig, plain_words(given));

-- Coordinates in an address are left out: each would be a word that stands once. Pass no address that the public may not see.
CREATE FUNCTION proposal_words(code text, title text, problem text, address text, place_words text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN search_vector(code || ' ' || title || ' ' || coalesce(problem, '')
    || ' ' || coalesce(regexp_replace(address, '[0-9]+[.,°º][0-9.,°º''"′″ ]*', ' ', 'g'), '')
    || ' ' || coalesce(place_words, ''));

ALTER TABLE proposals DROP COLUMN search_text, ADD COLUMN place_words text;
COMMENT ON COLUMN proposals.place_words IS 'names of its village and district, by which it is found; derived by the join';
ALTER TABLE proposals DISABLE TRIGGER USER;
UPDATE proposals p SET place_words = concat_ws(' ', v.name, d.name)
FROM areas v LEFT JOIN areas d ON d.code = v.parent_code WHERE v.code = p.village_code;
ALTER TABLE proposals ENABLE TRIGGER USER;
CREATE INDEX proposals_words_idx ON proposals USING gin
  (proposal_words(code, title, problem, CASE WHEN household THEN NULL ELSE address END, place_words));

ALTER TABLE areas DROP COLUMN search_text;
ALTER TABLE areas ADD COLUMN words tsvector GENERATED ALWAYS AS (search_vector(name)) STORED;
CREATE INDEX areas_words_idx ON areas USING gin (words);

CREATE INDEX facilities_words_idx ON facilities USING gin (search_vector(name));
CREATE INDEX facilities_name_idx ON facilities USING gin (lower(name) gin_trgm_ops);
CREATE INDEX features_words_idx ON features USING gin (search_vector(coalesce(properties ->> 'name', properties ->> 'nama')));
CREATE INDEX features_name_idx ON features USING gin (lower(coalesce(properties ->> 'name', properties ->> 'nama')) gin_trgm_ops);

-- Words that names of areas and public proposals hold, for typing errors and endings. Of a draft or an address that is not
-- shown no word stands here, so that no answer depends on one.
CREATE TABLE search_words (
  word text COLLATE "C" PRIMARY KEY,
  stem text COLLATE "C" GENERATED ALWAYS AS (
    CASE WHEN length((ts_lexize('pg_catalog.indonesian_stem'::regdictionary, word))[1]) >= 4
         THEN (ts_lexize('pg_catalog.indonesian_stem'::regdictionary, word))[1] END) STORED,
  share real NOT NULL DEFAULT 0
);
COMMENT ON COLUMN search_words.share IS 'of proposals that hold it, where there are so many that it matters; else 0';
COMMENT ON COLUMN search_words.stem IS 'null where less than four letters are left: "ada" of "pengadaan" says nothing';
CREATE INDEX search_words_stem_idx ON search_words (stem);
CREATE INDEX search_words_word_idx ON search_words USING gin (word gin_trgm_ops);

INSERT INTO search_words (word)
SELECT DISTINCT word FROM (
  SELECT unnest(tsvector_to_array(words)) FROM areas
  UNION ALL
  SELECT unnest(tsvector_to_array(proposal_words('', title, problem, CASE WHEN household THEN NULL ELSE address END, NULL)))
  FROM (SELECT * FROM proposals WHERE status NOT IN ('draft', 'held', 'withdrawn') ORDER BY id DESC LIMIT 200000) latest
) AS found(word) WHERE length(word) BETWEEN 3 AND 40 AND word !~ '[^[:alpha:]]';
