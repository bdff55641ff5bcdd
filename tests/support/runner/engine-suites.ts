/**
 * Suites over HTTP about how a server lives with its engine: sessions, places in the queue, time limits, deaths, disks, memory,
 * notifications and starts. They always run on both. The others ask what the server answers, which is the same code and the
 * same SQL on either engine: where there is a PostGIS they run on it, and on the embedded engine only those whose statements
 * no other test runs there, which run.ts finds out (statements.ts).
 */
export const ON_BOTH_ENGINES: readonly string[] = [
  'client-shares',
  'dead-engine',
  'disk-full',
  'downloads-scratch',
  'earlier-stores',
  'import-cancel',
  'layer-memory',
  'listen-first',
  'lost-backends',
  'office-streams',
  'overdue-statements',
  'rankings-leaving',
  'statistics-by-themselves',
  'warm-up',
  'zones-leaving',
]

/**
 * What has no counterpart on the embedded engine (it has no ST_AsMVT, cannot be restarted by itself, and serves one server), or
 * compares the two itself.
 */
export const ONLY_ON_POSTGIS: readonly string[] = [
  'tests/database/one-schema.test.ts',
  'tests/database/tiles-as-postgis.test.ts',
  'tests/http/database-restart.test.ts',
  'tests/http/two-servers.test.ts',
]
