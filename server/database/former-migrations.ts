/** A migration under a name, or with a content, that it had in an earlier version. */
export interface FormerMigration {
  name: string
  sha256: string
  /** The file that replaced it. */
  now: string
  /** SQL that brings a store with the former content to the result of the present file; empty where only the name differs. */
  repair: string
}

/**
 * Every name and content that a migration once had on the main line, since files were renumbered and changed in the
 * first days. It is complete: files that have landed are no longer renamed or changed (migrations/*.sha256).
 */
export const formerMigrations: readonly FormerMigration[] = [
  {
    name: '002-store.sql',
    sha256: 'b1c37b4bf5cb7e54106fc4385513af164a5293da65700e341f65c2e4a84295df',
    now: '002-store.sql',
    // That version did not record whether an import was complete.
    repair: `ALTER TABLE packages ADD COLUMN completed_at timestamptz;
      UPDATE packages SET completed_at = imported_at;`,
  },
  {
    name: '003-proposals.sql',
    sha256: 'd18fec0bcde15b08397a373d9be12830bbfcf0da7f60f8241ca4d9e057f2b5f3',
    now: '003-proposals.sql',
    repair: `ALTER TABLE proposals ADD COLUMN stale boolean NOT NULL DEFAULT true;
      COMMENT ON COLUMN proposals.stale IS 'written since the join last saw it';
      CREATE INDEX ON proposals (id) WHERE stale;`,
  },
  {
    name: '004-derived.sql',
    sha256: 'bc23bc89afdcb0a4b975b0b0350402325f093b2e091bda7c5c7c67a1a6b803fa',
    now: '004-derived.sql',
    // What is derived is computed again at the start.
    repair: `DELETE FROM derivations;
      ALTER TABLE derivations DROP COLUMN rows;
      ALTER TABLE derivations ALTER COLUMN inputs TYPE text;
      DROP TABLE input_versions;`,
  },
  {
    name: '007-zones.sql',
    sha256: 'b367dec20b20b99618ef4a2b52a93ce3c5937dc1e3d20754728ea727aabed6d7',
    now: '007-zones.sql',
    repair: 'CREATE INDEX ON need_coverage (cell_id);',
  },
  {
    name: '009-metadata.sql',
    sha256: '2fbdff6e23cc6436ee78321d298c9b80bc7f46f93e1c9f1ed363d57ceee83c87',
    now: '013-metadata.sql',
    repair: '',
  },
  {
    name: '016-small-cells.sql',
    sha256: '9f433d07c57e0523533ea74fcd22cc456ef57f3a7b2be7d566d455666bf04850',
    now: '017-small-cells.sql',
    repair: '',
  },
]
