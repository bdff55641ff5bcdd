-- A single proposal finds its nearest facility, and the cells that it would newly serve, by index and without a table of its own.

CREATE INDEX ON facilities USING gist ((geom::geography));
CREATE INDEX ON need_cells USING gist ((point::geography));
