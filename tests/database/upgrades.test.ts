import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DatabaseUnusable } from '../../server/database/database.ts'
import { type Migration, migrate, readMigrations } from '../../server/database/migrate.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { describeSchema } from '../support/store-schema.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
})
afterEach(async () => {
  await store.database.write.raw('DROP TABLE IF EXISTS later, once')
  await store.database.write('schema_migrations').where('name', '>', '900').delete()
})
afterAll(() => store.close())

const readRan = () => store.database.write('schema_migrations').orderBy('name')
const migration = (name: string, sql: string): Migration => ({ name, sql, sha256: `of ${name}` })

/** That a start is refused with these words, and leaves the store as it was. */
async function expectRefused(
  files: readonly Migration[],
  words: RegExp,
  kind: new () => Error = DatabaseUnusable,
): Promise<void> {
  const { write } = store.database
  const before = { ran: await readRan(), schema: await describeSchema(write) }
  const error = await migrate(write, files).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(kind)
  expect((error as Error).message).toMatch(words)
  expect({ ran: await readRan(), schema: await describeSchema(write) }).toEqual(before)
}

test('a store that a newer version has taken further is refused by the names it does not know', async () => {
  const { write } = store.database
  await migrate(write, [...readMigrations(), migration('900-later.sql', 'CREATE TABLE later (id integer)')])
  await expectRefused(readMigrations(), /newer.*migrations\/900-later\.sql/)
})

test('a store that was built with another content is refused by the name of the file', async () => {
  const changed = readMigrations().map((file) =>
    file.name.startsWith('010') ? { ...file, sha256: 'another' } : file,
  )
  await expectRefused(changed, /another content of migrations\/010-archives\.sql/)
})

test('a step that fails half way leaves nothing of itself nor of those before it', async () => {
  await expectRefused(
    [
      ...readMigrations(),
      migration('901-first.sql', 'CREATE TABLE first (id integer)'),
      migration('902-second.sql', 'CREATE TABLE second (id integer); INSERT INTO nowhere VALUES (1)'),
    ],
    /nowhere/,
    Error,
  )
  await migrate(store.database.write)
})

test('starts at the same time apply each step once', async () => {
  const files = [...readMigrations(), migration('903-once.sql', 'CREATE TABLE once (id integer)')]
  const applied = await Promise.all([1, 2, 3].map(() => migrate(store.database.write, files)))
  expect(applied.flat()).toEqual(['903-once.sql'])
})
