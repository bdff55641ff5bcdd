import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { signIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const html = { Accept: 'text/html' }
const FORM = 'application/x-www-form-urlencoded'
const open = (path: string, headers: Record<string, string> = {}) =>
  server.get(path, { headers: { ...html, ...headers }, redirect: 'manual' })

function signOut(headers: Record<string, string>): Promise<Response> {
  const sent = { ...html, 'Content-Type': FORM, ...headers }
  return server.get('/akun/keluar', { method: 'POST', headers: sent, body: '', redirect: 'manual' })
}

it('the page of an account says what it was granted and what that opens, in both languages, to nobody else', async () => {
  const signedIn = await signIn(server)
  const answer = await open('/akun', signedIn)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const text = await answer.text()
  for (const word of ['Administrator', 'Perencana', 'Penerbit data', 'href="/rencana"', 'href="/impor"'])
    expect(text).toContain(word)
  expect(text).not.toContain('Verifikator')
  expect(await (await open('/akun?lang=en', signedIn)).text()).toContain('Planner')
  const toSignIn = await open('/akun')
  expect(toSignIn.status).toBe(303)
  expect(toSignIn.headers.get('location')).toBe('/masuk?lanjut=%2Fakun')
})

it('its form signs out without a script, and not when another site sent it', async () => {
  const signedIn = await signIn(server)
  const isIn = async () => (await open('/akun', signedIn)).status === 200
  const foreign: Record<string, string>[] = [
    { Origin: 'https://penipu.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    {},
  ]
  for (const headers of foreign) expect((await signOut({ ...signedIn, ...headers })).status).toBe(403)
  expect(await isIn()).toBe(true)
  const answer = await signOut({ ...signedIn, Origin: server.url })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/')
  expect(answer.headers.get('set-cookie')).toMatch(/^petausul_session=;/)
  expect(await isIn()).toBe(false)
})
