import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../server/database/migrate.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { emptySchema } from '../support/store-schema.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
})
afterAll(() => store.close())

const SQUARE = 'SRID=4326;MULTIPOLYGON(((111 -2,112 -2,112 -1,111 -2)))'

test('what named a login in words names the account, and what named none stays without one', async () => {
  const { write } = store.database
  await emptySchema(write)
  await migrate(
    write,
    readMigrations().filter(({ name }) => name < '025'),
  )
  const [account] = await write('accounts')
    .insert({ login: 'admin', name: 'Ibu Sari', role: 'administrator', password_hash: '-' })
    .returning<{ id: number }[]>('id')
  for (const by of ['admin', 'system']) {
    const zone = { name: by, geom: SQUARE, statistics: '{}', by }
    await write('zones').insert({ id: by, ...zone })
    await write('zone_versions').insert({ zone_id: by, version: 1, ...zone })
    await write('publications').insert({ layer_id: by, state: 'unpublished', by })
    await write('archives').insert({ id: by, layer_id: by, year: 2024, version: 1, definition: '{}', by })
    await write('layer_metadata').insert({ layer: by, overrides: '{}', by })
  }
  await migrate(write)
  for (const [table, key] of [
    ['zones', 'id'],
    ['zone_versions', 'zone_id'],
    ['publications', 'layer_id'],
    ['archives', 'id'],
    ['layer_metadata', 'layer'],
  ] as const)
    expect(await write(table).orderBy(key).pluck('by_account'), table).toEqual([account!.id, null])
  // What may only be added to is so again, and what is hidden stays hidden.
  await expect(write('zone_versions').update({ note: 'lain' })).rejects.toThrow(/append-only/)
  await expect(write('publications').delete()).rejects.toThrow(/append-only/)
  expect((await write('unpublished_layers').pluck<string[]>('layer_id')).sort()).toEqual(['admin', 'system'])
})
