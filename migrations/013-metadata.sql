-- Metadata: who this node is among catalogues, and what planners say of layers beyond what the data says itself.

-- Ids of records are derived from it, so that they stay the same when data is imported again.
CREATE TABLE node (
  only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  id        uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO node DEFAULT VALUES;

CREATE TABLE layer_metadata (
  layer       text PRIMARY KEY,
  version     integer NOT NULL DEFAULT 1 CHECK (version > 0),
  overrides   jsonb NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  by          text NOT NULL DEFAULT ''
);
