import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StageOpenings } from '../../core/api/cycle.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'
import { CycleClient, hoursFromNow } from './cycle-client.ts'

const VILLAGE = '62.99.01.1003'
const SECONDS = 8
let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

/** A server on the same store, which stays when it ends. */
const start = () => startTestServer({ database: { ...store.database, close: async () => {} } })
const openingsAt = async (server: TestServer) => {
  const answer = await server.get(`/api/cycles/2027/openings?area=${VILLAGE}`)
  const { items } = await readJson<StageOpenings>(answer)
  return Object.fromEntries(items.map(({ key, opening }) => [key, opening]))
}
const submit = (server: TestServer) =>
  server.get('/api/proposals', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151, year: 2027 }),
  })

test('a stage that ends, and one that begins, while no server runs have ended and begun when one does', async () => {
  const before = await start()
  const office = new CycleClient(before, await accountWith(before, 'administrator'))
  let cycle = await office.create(2027)
  const turn = hoursFromNow(SECONDS / 3600)
  cycle = await office.setStage(cycle, 'rembuk-rt-rw', { opens: hoursFromNow(-1), closes: turn })
  cycle = await office.setStage(cycle, 'musrenbang-kelurahan', { opens: turn, closes: hoursFromNow(1) })
  expect(await openingsAt(before)).toMatchObject({ 'rembuk-rt-rw': 'open', 'musrenbang-kelurahan': 'before' })
  expect((await submit(before)).status).toBe(201)
  await before.close()
  await setTimeout(SECONDS * 1000)

  const after = await start()
  expect(await openingsAt(after)).toMatchObject({ 'rembuk-rt-rw': 'ended', 'musrenbang-kelurahan': 'open' })
  expect(await readFault(await submit(after), 409)).toMatchObject({ parameter: 'year' })
  await after.close()
})
