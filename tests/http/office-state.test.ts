import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Grant } from '../../core/access/grant.ts'
import type { OfficeState } from '../../core/api/office-state.ts'
import { PROCESS } from '../../core/proposal/process.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'

/** In the district 62.99.01, at the agencies' stage. */
const CODE = '202500006'
const PATH = `/api/proposals/${CODE}/office-state`

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const as = async (...grants: Grant[]) => server.get(PATH, { headers: await accountWith(server, grants) })

it('a verifier of its district and stage sees what is not announced, and what they may do with it', async () => {
  await server.database.write.raw(
    `INSERT INTO office_states (proposal_id, stage, status, cost_rupiah, version)
     SELECT id, stage, 'verified', 5000000, version + 1 FROM proposals WHERE code = ?`,
    [CODE],
  )
  const grant: Grant = { role: 'verifier', area: '62.99.01', stages: ['agency'] }
  const answer = await as(grant)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const state = await readJson<OfficeState>(answer)
  expect(state).toMatchObject({ code: CODE, status: 'verified', costRupiah: 5_000_000, announced: false })
  const known = PROCESS.map(({ action }): string => action)
  expect(state.actions.length).toBeGreaterThan(1)
  for (const action of state.actions) expect(known).toContain(action)
  const reader = await readJson<OfficeState>(await as({ role: 'auditor' }))
  expect(reader).toEqual({ ...state, actions: expect.any(Array) })
  expect(reader.actions.length).toBeLessThan(state.actions.length)
})

it('who is bounded elsewhere is refused, and what may not be known of is a 404', async () => {
  await readFault(await as({ role: 'verifier', area: '62.99.02' }), 403)
  await readFault(await as({ role: 'verifier', area: '62.99.01', stages: ['village'] }), 403)
  await readFault(await as({ role: 'operator', area: '62.99.01.1003' }), 403)
  await readFault(await server.get(PATH), 401)
  await server.database.write.raw(`UPDATE proposals SET status = 'held' WHERE code = ?`, [CODE])
  await readFault(await as({ role: 'verifier', area: '62.99.02' }), 404)
  expect((await as({ role: 'verifier', area: '62.99.01' })).status).toBe(200)
})
