-- Maps of others that planners lay under or over ours. Only addresses are kept: browsers fetch them, the server never does.

CREATE TABLE context_layers (
  id          text PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('xyz', 'wms', 'wfs', 'ogc-features')),
  url         text NOT NULL,
  layer       text,
  title_id    text NOT NULL,
  title_en    text NOT NULL,
  attribution text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);
