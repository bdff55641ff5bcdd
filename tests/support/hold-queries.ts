import type { Database } from '../../server/database/database.ts'

export interface HeldQueries {
  read: (knex: Database['read']) => Database['read']
  /** Resolves when a query that is meant has come. */
  came: Promise<void>
  release(): void
}

/** Lets raw queries that match wait until they are released. */
export function holdQueries(pattern: RegExp): HeldQueries {
  const came = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const raw = (knex: Database['read']) => (sql: string, bindings?: never) => {
    const query = () => (bindings === undefined ? knex.raw(sql) : knex.raw(sql, bindings))
    // Most are parts of other queries, and none that may be waited for.
    if (!pattern.test(sql)) return query()
    came.resolve()
    return released.promise.then(query)
  }
  return {
    came: came.promise,
    release: released.resolve,
    read: (knex) =>
      new Proxy(knex, {
        get: (target, name) => (name === 'raw' ? raw(target) : Reflect.get(target, name)),
      }),
  }
}
