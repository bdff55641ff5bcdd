import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFolderStore } from '../support/open-folder-store.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

/** Overflows the stack of WebAssembly, which PostgreSQL's own bound does not see: the engine is beyond use. */
const BREAK = `DO $$ BEGIN
  CREATE FUNCTION pg_temp.descend(n int) RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN pg_temp.descend(n + 1); END $f$;
  PERFORM pg_temp.descend(1); END $$`
const SOON = { timeout: 30_000, interval: 100 }

describe.skipIf(engine !== 'embedded')('an embedded engine that dies', () => {
  let store: TestStore
  let server: TestServer
  beforeAll(async () => {
    store = await openFolderStore()
    server = await startTestServer({ database: store.database })
  })
  afterAll(() => server?.close().then(() => store.close()))

  const submit = () =>
    server.get('/api/proposals', {
      method: 'POST',
      body: JSON.stringify({ title: 'Perbaikan talud sungai', lon: 111.25, lat: -2.15 }),
      headers: { 'Content-Type': 'application/json' },
    })
  const rowsNamed = (id: string) => store.database.write('packages').where({ id })
  const packageRow = (id: string) => ({ id, name: id, code_edition: '-', working_crs: 'EPSG:32749' })

  test('is opened again from its folder: what was acknowledged is there, what was open is told and rolled back', async () => {
    const { code } = await readJson<{ code: string }>(await submit())
    const open = store.database.write.transaction(async (transaction) => {
      await transaction('packages').insert(packageRow('half'))
      await transaction.raw(BREAK)
    })
    const waiting = store.database.write('packages').insert(packageRow('waiting'))
    await expect(open).rejects.toThrow(/engine broke|connection error/)
    await waiting.catch(() => {})
    const response = await server.get('/readyz')
    if (response.status === 503) expect(await response.json()).toMatchObject({ state: 'restarting' })
    await expect.poll(async () => (await server.get('/readyz')).status, SOON).toBe(200)
    expect(await (await server.get('/readyz')).json()).toMatchObject({ state: 'running', restarts: 1 })
    expect((await server.get(`/api/proposals/${code}`)).status).toBe(200)
    expect(await rowsNamed('half')).toEqual([])
    expect((await submit()).status).toBe(201)
  })

  test('tells whoever listens that there was a gap, and of what comes after it', async () => {
    let gaps = 0
    const heard: string[] = []
    await store.database.listen(
      'of_this_test',
      (payload) => heard.push(payload),
      () => gaps++,
    )
    await store.database.write.raw(BREAK).catch(() => {})
    await expect.poll(() => gaps, SOON).toBe(1)
    await expect.poll(async () => (await server.get('/readyz')).status, SOON).toBe(200)
    await store.database.write.raw(`SELECT pg_notify('of_this_test', 'news')`)
    await expect.poll(() => heard, SOON).toEqual(['news'])
  })

  test('that dies again and again is opened each time', async () => {
    for (let n = 0; n < 3; n++) {
      await store.database.write.raw(BREAK).catch(() => {})
      await expect.poll(async () => (await server.get('/readyz')).status, SOON).toBe(200)
    }
    expect((await server.get('/api/proposals')).status).toBe(200)
  }, 120_000)
})

describe.skipIf(engine !== 'embedded')('a store in memory whose engine dies', () => {
  test('says so at once, and closes', async () => {
    const store = await openStore('empty')
    await expect(store.database.write.raw(BREAK)).rejects.toThrow(/engine broke/)
    await expect(store.database.read.raw('SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(store.database.condition().state).toBe('unusable')
    await store.close()
  })
})
