import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changePassword } from '../../server/accounts/administrator.ts'
import { OFFICE, PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { signIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  // While all is public, everyone is the public.
  const answer = await server.get('/api/layers/roads/publication', {
    method: 'PUT',
    body: JSON.stringify({ state: 'unpublished' }),
    headers: { 'Content-Type': 'application/json', ...(await signIn(server)) },
  })
  expect(answer.ok, await answer.text()).toBe(true)
})
afterAll(() => server.close())

/** A stream of changes; `ended` resolves when the server ends it. */
async function open(headers: Record<string, string>) {
  const response = await server.get('/api/changes', { headers })
  expect(response.status).toBe(200)
  let isOpen = true
  const ended = response.text().then(() => {
    isOpen = false
  })
  return { ended, isOpen: () => isOpen }
}
const basic = OFFICE

describe('a stream of the office', () => {
  it('ends at once with the sign-out of its session, and no other does', async () => {
    const [mine, other] = [await signIn(server), await signIn(server)]
    const streams = { mine: await open(mine), other: await open(other), public: await open({}) }
    await server.get('/api/session', { method: 'DELETE', headers: mine })
    await streams.mine.ended
    expect(streams.other.isOpen()).toBe(true)
    expect(streams.public.isOpen()).toBe(true)
  })

  it('ends when its session expires', async () => {
    const stream = await open(await signIn(server))
    await server.database.write.raw("UPDATE sessions SET expires_at = now() - interval '1 second'")
    await stream.ended
  })

  it('ends with a change of the password, in whichever way it was opened', async () => {
    const streams = [await open(await signIn(server)), await open(basic)]
    const everyone = await open({})
    await changePassword(server.database.write, PASSWORD)
    await Promise.all(streams.map(({ ended }) => ended))
    expect(everyone.isOpen()).toBe(true)
  })
})
