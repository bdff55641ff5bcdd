-- How layers are drawn: named styles beside the one that is made from the data.

CREATE TABLE styles (
  layer      text NOT NULL,
  name       text NOT NULL,
  title_id   text NOT NULL,
  title_en   text NOT NULL,
  document   jsonb NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  version    integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (layer, name)
);
COMMENT ON COLUMN styles.layer IS 'no foreign key: most layers are no rows, and a style waits for a layer that is loaded again';
CREATE UNIQUE INDEX styles_one_default ON styles (layer) WHERE is_default;

-- Also of styles that are deleted, so that they can be brought back.
CREATE TABLE style_versions (
  layer    text NOT NULL,
  name     text NOT NULL,
  version  integer NOT NULL,
  title_id text NOT NULL,
  title_en text NOT NULL,
  document jsonb NOT NULL,
  at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (layer, name, version)
);

-- Rises with every change of how a layer is drawn, whichever of its styles that was.
CREATE TABLE style_stamps (
  layer   text PRIMARY KEY,
  version integer NOT NULL
);
