import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formerMigrations } from '../../../server/database/former-migrations.ts'
import { MIGRATIONS, readMigrations } from '../../../server/database/migrate.ts'

/** Digests by the names of migrations, as `sha256sum` writes them: one file each. */
const landed: Record<string, string> = Object.fromEntries(
  readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sha256'))
    .sort()
    .map((file) => {
      const [sha256 = '', name = ''] = readFileSync(new URL(file, MIGRATIONS), 'utf8').trim().split('  ')
      expect(file).toBe(`${name}.sha256`)
      return [name, sha256]
    }),
)
const files = readMigrations()

test('no migration that has landed was changed, renamed or removed', () => {
  const found = new Map(files.map(({ name, sha256 }) => [name, sha256]))
  const faults = Object.entries(landed)
    .filter(([name, sha256]) => found.get(name) !== sha256)
    .map(([name]) => `migrations/${name} ${found.has(name) ? 'was changed' : 'is gone'}`)
  expect(
    faults,
    'Stores have run it as it was and would be refused. Take the change back, and write what is wanted as the next migration.',
  ).toEqual([])
})

test('every migration has its digest beside it', () => {
  const commands = files
    .filter(({ name }) => !(name in landed))
    .map(({ name }) => `sha256sum ${name} > ${name}.sha256`)
  expect(commands, 'A new migration: run this in migrations/ before it lands.').toEqual([])
  expect(files.length).toBeGreaterThan(25)
})

test('migrations have one number each, which rises from one to the next', () => {
  const numbers = Object.keys(landed).map((name) => Number(/^(\d{3})-[a-z-]+\.sql$/.exec(name)?.[1]))
  expect(numbers.every((number, i) => number > (numbers[i - 1] ?? 0))).toBe(true)
})

test('each former migration leads to one that is there', () => {
  for (const { now, name, sha256 } of formerMigrations) {
    expect(landed).toHaveProperty([now])
    expect({ name, sha256 }).not.toEqual({ name: now, sha256: landed[now] })
  }
})
