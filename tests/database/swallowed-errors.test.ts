import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type TestStore } from '../support/open-store.ts'

const BOWTIE = 'POLYGON((0 0,2 2,2 0,0 2,0 0))'
const SQUARE = 'POLYGON((0 0,1 0,1 1,0 1,0 0))'
const FAILING = `SELECT ST_Intersection('${BOWTIE}'::geometry, '${SQUARE}'::geometry)`

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
})
afterAll(() => store.close())

const packageRow = (id: string) => ({ id, name: id, code_edition: '-', working_crs: 'EPSG:32749' })

test('a geometry operation that fails inside the engine is an error, not an empty result', async () => {
  await expect(store.database.write.raw(FAILING)).rejects.toThrow(/GEOS|geometry operation/)
})

test('a failing geometry operation rolls its transaction back even when the error is caught', async () => {
  const { write } = store.database
  await write
    .transaction(async (transaction) => {
      await transaction('packages').insert(packageRow('lost'))
      await transaction.raw(FAILING).catch(() => {})
      await transaction('packages').insert(packageRow('after'))
    })
    .catch(() => {})
  expect(await write('packages').whereIn('id', ['lost', 'after'])).toEqual([])
})

test('the session works on after such an error', async () => {
  await store.database.write.raw(FAILING).catch(() => {})
  const { rows } = await store.database.write.raw<{ rows: { two: number }[] }>('SELECT 1 + 1 AS two')
  expect(rows[0]?.two).toBe(2)
})

test('an insert that selects through a failing operation inserts nothing and says so', async () => {
  const insert = store.database.write.raw(
    `INSERT INTO packages (id, name, code_edition, working_crs)
     SELECT 'x', ST_AsText(ST_Intersection(?::geometry, ?::geometry)), '', ''`,
    [BOWTIE, SQUARE],
  )
  await expect(insert).rejects.toThrow()
})
