-- Files of statistics counted each figure as a row that was loaded; now rows are counted, and figures beside them.
UPDATE datasets
SET counts = counts || jsonb_build_object(
  'values', counts -> 'loaded',
  'loaded', LEAST((counts ->> 'loaded')::int, (counts ->> 'rows')::int - (counts ->> 'rejected')::int)
)
WHERE role LIKE 'statistics:%' AND counts -> 'values' IS NULL AND counts -> 'loaded' IS NOT NULL;
