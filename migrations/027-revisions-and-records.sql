-- The number that capabilities bear, for clients that keep a copy: short, and higher after each change that they show.
CREATE TABLE capability_revisions (
  revision  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state     bigint NOT NULL UNIQUE
);
COMMENT ON COLUMN capability_revisions.state IS 'what the store was at: the time of its last change in milliseconds, plus changes of styles';

-- Records of data that lies elsewhere: of other offices, dropped on the catalogue or given in a package. They have no layer.
CREATE TABLE foreign_records (
  -- as their own catalogue has it
  id          text PRIMARY KEY,
  form        text NOT NULL CHECK (form IN ('iso19139', 'dublin-core', 'dcat')),
  record      jsonb NOT NULL,
  document    text NOT NULL,
  -- null: somebody added it by hand
  dataset_id  integer REFERENCES datasets ON DELETE CASCADE,
  added_at    timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  by_account  integer REFERENCES accounts
);
COMMENT ON COLUMN foreign_records.document IS 'as it came, so that harvesters get what its office wrote';
CREATE INDEX ON foreign_records (dataset_id);

-- Who publishes the data of a package, where the settings do not say it.
ALTER TABLE packages ADD COLUMN publisher jsonb NOT NULL DEFAULT '{}';
