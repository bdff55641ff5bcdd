import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Grant } from '../../core/access/grant.ts'
import type { Items } from '../../core/api/items.ts'
import type {
  DecidedMeanwhile,
  OfficeDecision,
  OfficeState,
  TakenDecision,
  UndoneDecision,
} from '../../core/api/office-state.ts'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { type Fault, readFault, readJson, readParameterFault } from './answers.ts'

/** In the district 62.99.01, at the agencies' stage, submitted. */
const CODE = '202500006'
const HERE: Grant = { role: 'verifier', area: '62.99.01', stages: ['agency'] }

let server: TestServer
let verifier: { Cookie: string }
let other: { Cookie: string }
beforeAll(async () => {
  server = await startTestServer()
  verifier = await accountWith(server, [{ ...HERE, agency: 'Dinas PUPR' }])
  other = await accountWith(server, [{ ...HERE, agency: 'Dinas PUPR' }])
})
afterAll(() => server.close())

const path = (rest: string, code = CODE) => `/api/proposals/${code}/${rest}`
const decideAs = (who: object, body: object, headers: Record<string, string> = {}, code = CODE) =>
  server.get(path('decisions', code), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...who, ...headers },
    body: JSON.stringify(body),
  })
const stateOf = async (who: Record<string, string> = verifier) =>
  readJson<OfficeState>(await server.get(path('office-state'), { headers: who }))
const historyOf = async () =>
  (await readJson<Items<OfficeDecision>>(await server.get(path('office-decisions'), { headers: verifier })))
    .items
const seen = (version: number) => ({ 'If-Match': `"${version}"` })

describe('a decision on one proposal', () => {
  it('needs the version that was seen, a reason where one is compulsory, and a step that leads on', async () => {
    const { version, actions } = await stateOf()
    expect(actions).toContain('reject')
    await readFault(await decideAs(verifier, { action: 'accept' }), 428)
    await readParameterFault(
      await decideAs(verifier, { action: 'accept' }, { 'If-Match': 'satu' }),
      'If-Match',
    )
    await readParameterFault(await decideAs(verifier, { action: 'reject' }, seen(version)), 'reason')
    await readParameterFault(
      await decideAs(verifier, { action: 'reject', reason: '  ' }, seen(version)),
      'reason',
    )
    await readParameterFault(
      await decideAs(verifier, { action: 'return', reason: 'Alamat' }, seen(version)),
      'return',
    )
    await readParameterFault(await decideAs(verifier, { action: 'setuju' }, seen(version)), 'action')
    await readParameterFault(await decideAs(verifier, { action: 'accept', biaya: 1 }, seen(version)), 'biaya')
    await readFault(await decideAs(verifier, { action: 'realise' }, seen(version)), 409)
    await readFault(await decideAs(verifier, { action: 'accept', role: 'budget-team' }, seen(version)), 403)
    const auditor = await accountWith(server, 'auditor')
    await readFault(await decideAs(auditor, { action: 'note', reason: 'x' }, seen(version)), 403)
    await readFault(await decideAs({}, { action: 'accept' }, seen(version)), 401)
    expect(await stateOf()).toMatchObject({ version, announced: true })
  })

  it('is kept once however often it comes, in the name of the office of its stage, and tells nobody outside', async () => {
    const before = await (await server.get(`/api/proposals/${CODE}`)).text()
    const { version } = await stateOf()
    const body = { action: 'verify', costRupiah: 75_000_000, reason: 'Sudah dilihat di lapangan' }
    const headers = { ...seen(version), 'Idempotency-Key': 'kunci-uji-0001' }
    const first = await decideAs(verifier, body, headers)
    expect(first.status).toBe(201)
    expect(first.headers.get('etag')).toBe(`"${version + 1}"`)
    const taken = await readJson<TakenDecision>(first)
    expect(taken).toMatchObject({ code: CODE, status: 'verified', stage: 'agency', version: version + 1 })
    expect(await readJson<TakenDecision>(await decideAs(verifier, body, headers))).toEqual(taken)
    await readFault(await decideAs(verifier, { ...body, costRupiah: 1 }, headers), 409)
    expect((await historyOf()).at(-1)).toMatchObject({
      id: taken.decision,
      ...{ action: 'verify', role: 'agency', agency: 'Dinas PUPR', costRupiah: 75_000_000 },
      ...{ announcedAt: null, by: expect.stringMatching(/^uji-/) },
    })
    expect(await (await server.get(`/api/proposals/${CODE}`)).text()).toBe(before)
  })

  it('on a version that has moved says who decided meanwhile and when, and changes nothing', async () => {
    const { version } = await stateOf()
    const fault = await readFault(await decideAs(other, { action: 'accept' }, seen(version - 1)), 412)
    const { changed } = fault as Fault & { changed: DecidedMeanwhile }
    expect(changed).toMatchObject({ action: 'verify', role: 'agency', status: 'verified', version })
    expect(changed.by).toMatch(/^uji-/)
    expect(Date.parse(changed.at ?? '')).toBeGreaterThan(Date.now() - 3_600_000)
    expect((await stateOf()).version).toBe(version)
  })

  it('is taken back by who took it, once, by a decision that replaces it', async () => {
    const last = (await historyOf()).at(-1)!
    const undo = (who: object, id: number | string) =>
      server.get(path(`decisions/${id}`), { method: 'DELETE', headers: { ...who } })
    await readFault(await undo(other, last.id), 403)
    await readFault(await undo(verifier, 'satu'), 404)
    await readFault(await undo(verifier, last.id + 1_000), 404)
    const undone = await readJson<UndoneDecision>(await undo(verifier, last.id))
    expect(undone).toMatchObject({ code: CODE, undone: last.id })
    expect(await stateOf()).toMatchObject({ status: 'submitted', version: undone.version })
    await readFault(await undo(verifier, last.id), 412)
    expect((await historyOf()).slice(-2).map(({ action, replaces }) => [action, replaces])).toEqual([
      ['verify', null],
      ['undo', last.id],
    ])
  })

  it('of a proposal that is another’s is refused, and of one that may not be known of is a 404', async () => {
    await readFault(await decideAs(verifier, { action: 'accept' }, seen(1), '202500003'), 403)
    await readFault(await decideAs(verifier, { action: 'accept' }, seen(1), 'TIDAK-ADA'), 404)
    await readFault(await server.get(path('office-decisions', '202500003'), { headers: verifier }), 403)
  })

  it('by who may announce is public at once where they say so', async () => {
    const { version } = await stateOf()
    const body = { action: 'note', reason: 'Menunggu hasil survei', announce: true }
    await readJson<TakenDecision>(await decideAs(verifier, body, seen(version)))
    const { decisions } = await readJson<ProposalDetail>(await server.get(`/api/proposals/${CODE}`))
    expect(decisions.at(-1)).toMatchObject({ decision: 'noted', reason: 'Menunggu hasil survei' })
  })
})
