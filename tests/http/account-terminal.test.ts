import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AuditEntry } from '../../core/api/audit.ts'
import { answerAccount } from '../../server/programs/account-command.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, sendLink, signInAs } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'
import { signIn } from './sign-in.ts'

const PASSWORD = 'kapal layar biru'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** As npm run admin -- account …, with words apart at spaces and _ for a space within one. */
const terminal = (line: string) =>
  answerAccount(
    server.database,
    server.url,
    line.split(' ').map((word) => word.replaceAll('_', ' ')),
  )
const urlIn = (text: string) => text.split('\n')[0] ?? ''

it('accounts are invited, given rights, listed, reset and disabled at the terminal', async () => {
  const invited = await terminal(
    'invite Camat.Hulu --name Camat_Hulu --workplace Kecamatan_Hulu --role verifier --area 62.99.01 --stages district --years 2026,2027',
  )
  expect(invited.code).toBe(0)
  expect((await sendLink(server, urlIn(invited.text), PASSWORD)).status).toBe(200)
  const camat = cookieOf(await signInAs(server, 'camat.hulu', PASSWORD))
  expect((await terminal('grant camat.hulu --role auditor')).text).toMatch(/^Given: \d+: auditor$/)
  expect((await terminal('grant camat.hulu --role auditor')).text).toMatch(/^Held already/)
  expect((await ask(server, camat, 'GET /api/audit')).status).toBe(200)
  const { text } = await terminal('list camat')
  expect(text).toContain('camat.hulu  Camat Hulu  active')
  expect(text).toMatch(/\d+: verifier 62\.99\.01 district 2026\+2027/)
  const auditor = /(\d+): auditor/.exec(text)?.[1]
  expect(await terminal(`end camat.hulu ${auditor}`)).toEqual({ text: 'Ended.', code: 0 })
  await readFault(await ask(server, camat, 'GET /api/audit'), 403)
  const reset = await terminal('reset camat.hulu')
  expect((await sendLink(server, urlIn(reset.text), `${PASSWORD} dua`)).status).toBe(200)
  const again = cookieOf(await signInAs(server, 'camat.hulu', `${PASSWORD} dua`))
  expect((await terminal('disable camat.hulu')).code).toBe(0)
  await readFault(await ask(server, again, 'GET /api/account'), 401)
  expect((await terminal('enable camat.hulu')).code).toBe(0)
  expect((await signInAs(server, 'camat.hulu', `${PASSWORD} dua`)).status).toBe(201)
})

it('the first account is let in again where nobody else could, and all of it is recorded', async () => {
  const before = await signIn(server)
  const reset = await terminal('reset admin')
  expect((await sendLink(server, urlIn(reset.text), PASSWORD)).status).toBe(200)
  await readFault(await ask(server, before, 'GET /api/account'), 401)
  expect((await signInAs(server, 'admin', PASSWORD)).status).toBe(201)
  const auditor = await accountWith(server, 'auditor')
  const { items } = await readJson<{ items: AuditEntry[] }>(
    await ask(server, auditor, 'GET /api/audit?limit=50'),
  )
  const ofTerminal = items.filter(({ method }) => method === 'TERMINAL').map(({ path }) => path)
  expect(new Set(ofTerminal)).toEqual(
    new Set(['invite', 'grant', 'end', 'reset', 'disable', 'enable'].map((command) => `account ${command}`)),
  )
  expect(items.find(({ path }) => path === 'account reset')).toMatchObject({
    ...{ account: null, action: 'terminal', outcome: 'asked', params: { account: expect.any(String) } },
  })
  expect(JSON.stringify(items)).not.toMatch(/camat|Hulu/i)
})

it.each([
  ['', 2],
  ['hapus admin', 2],
  ['list --bukan', 2],
  ['invite', 2],
  ['invite dua kata --name X', 2],
  ['end admin', 2],
  ['end admin x', 2],
  ['grant admin --role raja', 1],
  ['grant admin', 1],
  ['grant admin --role verifier --area 99.99', 1],
  ['grant admin --role verifier --years dua', 1],
  ['grant admin --role verifier --stages kampung', 2],
  ['grant admin --role verifier --until kemarin', 1],
  ['grant tidak.ada --role verifier', 1],
  ["reset ' OR 1=1", 2],
  ['end admin 999999', 1],
  ['invite admin --name Dua', 1],
  ['invite baru', 1],
])('what is not understood or cannot be done changes nothing and says so: account %s', async (line, code) => {
  const list = await terminal('list')
  const answer = await terminal(line)
  expect(answer.code).toBe(code)
  expect(answer.text).toMatch(/\w/)
  expect(await terminal('list')).toEqual(list)
})
