-- Counts of poor people that are too small to be told are not in the figures that everything public is made from.

ALTER TABLE area_figures ADD COLUMN withheld_below integer;
COMMENT ON COLUMN area_figures.withheld_below IS
  'set where the count of poor people is withheld for being below it, or (with a count) leaves withheld villages out';
