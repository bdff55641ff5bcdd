import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.database.write('accounts').insert({
    login: 'camat.arsel',
    name: 'Camat Arut Selatan',
    password_hash: await hash('sandi-camat'),
  })
})
afterAll(() => server.close())

const signIn = (body: object) =>
  server.get('/api/session', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })
const nameOf = async (response: Response) => ((await response.json()) as { user: { name: string } }).user.name

it('each account signs in by its login, however it is typed; without one it is the administrator', async () => {
  expect(await nameOf(await signIn({ login: 'Camat.Arsel', password: 'sandi-camat' }))).toBe(
    'Camat Arut Selatan',
  )
  expect(await nameOf(await signIn({ password: PASSWORD }))).toBe('Administrator')
})

it('a password opens its own account alone, and what is no login is refused like a wrong one', async () => {
  for (const login of ['admin', 'nobody', "' OR 1=1 --", 'a\u0000b', ''])
    await readFault(await signIn({ login, password: 'sandi-camat' }), 401)
  await readFault(await signIn({ login: 'camat.arsel', password: PASSWORD }), 401)
  await readFault(await signIn({ login: 7, password: PASSWORD }), 400)
})

it('a disabled account signs in no longer, and its session ends at once', async () => {
  const opened = await signIn({ login: 'camat.arsel', password: 'sandi-camat' })
  const Cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const whoIs = async () =>
    (await (await server.get('/api/session', { headers: { Cookie } })).json()) as object
  expect(await whoIs()).toMatchObject({ user: { name: 'Camat Arut Selatan' } })
  await server.database.write('accounts').where({ login: 'camat.arsel' }).update({ disabled_at: new Date() })
  expect(await whoIs()).toMatchObject({ user: null })
  await readFault(await signIn({ login: 'camat.arsel', password: 'sandi-camat' }), 401)
})
