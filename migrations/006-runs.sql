-- Portfolios: what was asked, how far the solver is, and what it answered, with the inputs it answered from.

CREATE TABLE portfolios (
  id            uuid PRIMARY KEY,
  title         text NOT NULL DEFAULT '',
  state         text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  step          text NOT NULL DEFAULT 'queued',
  share         double precision NOT NULL DEFAULT 0,
  progress      jsonb,
  request       jsonb NOT NULL,
  -- json, not jsonb: numbers and their order come back as they were written, for replays to the last bit
  inputs        json,
  answer        json,
  result        jsonb,
  problem       jsonb,
  store_digest  text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz
);
COMMENT ON COLUMN portfolios.inputs IS 'proposals, constraints and people as the solver was given them: for replays and "why not mine?"';
COMMENT ON COLUMN portfolios.answer IS 'what the solver gave; result is the same told to people';
COMMENT ON COLUMN portfolios.store_digest IS 'SHA-256 of inputs: two portfolios over equal data say so';
CREATE INDEX ON portfolios (created_at DESC);
