import type { Knex } from 'knex'

/** What no extension brought: a condition on the object of the catalogue `alias`. */
const own = (catalogue: string, alias: string) =>
  `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${alias}.oid AND d.deptype = 'e')`
const RELATIONS = `pg_class c WHERE c.relnamespace = 'public'::regnamespace AND ${own('pg_class', 'c')}`

/** One line for each column, constraint, index, function, trigger, view and comment, whatever the order they were made in. */
export async function describeSchema(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { line: string }[] }>(`
    WITH relations AS MATERIALIZED (SELECT c.* FROM ${RELATIONS})
    SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                     CASE WHEN a.attnotnull THEN 'not null' END, a.attidentity, a.attgenerated,
                     pg_get_expr(f.adbin, f.adrelid), col_description(c.oid, a.attnum)) AS line
      FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
      WHERE c.relkind IN ('r', 'v')
    UNION ALL SELECT concat_ws(' ', 'relation', c.relkind, c.relname, c.reloptions::text) FROM relations c
      WHERE c.relkind IN ('r', 'v', 'S')
    UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(c.oid)) FROM relations c WHERE c.relkind = 'i'
    UNION ALL SELECT concat_ws(' ', 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid))
      FROM relations c JOIN pg_constraint k ON k.conrelid = c.oid
    UNION ALL SELECT concat_ws(' ', 'view', c.relname, pg_get_viewdef(c.oid)) FROM relations c WHERE c.relkind = 'v'
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM relations c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND ${own('pg_proc', 'p')}
    ORDER BY line`)
  return rows.map(({ line }) => line)
}

/** Takes everything away that no extension brought. */
export async function emptySchema(knex: Knex): Promise<void> {
  await knex.raw(`DO $$
    DECLARE name text;
    BEGIN
      FOR name IN SELECT c.oid::regclass FROM ${RELATIONS} AND c.relkind = 'r'
        LOOP EXECUTE 'DROP TABLE ' || name || ' CASCADE'; END LOOP;
      -- All named before the first is gone: with it go those that need it.
      FOREACH name IN ARRAY coalesce((SELECT array_agg(p.oid::regprocedure::text) FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace AND ${own('pg_proc', 'p')}), '{}')
        LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || name || ' CASCADE'; END LOOP;
    END $$`)
}
