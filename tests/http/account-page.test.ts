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

it.each([
  ['of another type', 415, { 'Content-Type': 'application/json' }, '{}', 'Isian itu tidak dapat dibaca'],
  ['too large', 413, {}, `x=${'y'.repeat(200_000)}`, 'Terlalu besar'],
])('what is sent to a page and is %s is refused in a page', async (_what, status, headers, body, words) => {
  const signedIn = await signIn(server)
  const sent = { ...html, 'Content-Type': FORM, ...signedIn, Origin: server.url, ...headers }
  const answer = await server.get('/akun/keluar', { method: 'POST', headers: sent, body })
  expect(answer.status).toBe(status)
  const text = await answer.text()
  expect(text).toContain(`<h1>${words}</h1>`)
  // Nobody was signed out.
  expect((await open('/akun/saya', signedIn)).status).toBe(200)
})

function signOut(headers: Record<string, string>): Promise<Response> {
  const sent = { ...html, 'Content-Type': FORM, ...headers }
  return server.get('/akun/keluar', { method: 'POST', headers: sent, body: '', redirect: 'manual' })
}

it('the page of an account says what it was granted and what that opens, in both languages, to nobody else', async () => {
  const signedIn = await signIn(server)
  const answer = await open('/akun/saya', signedIn)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const text = await answer.text()
  for (const word of ['Administrator', 'Perencana', 'Penerbit data', 'href="/rencana"', 'href="/impor"'])
    expect(text).toContain(word)
  expect(text).not.toContain('Verifikator')
  expect(await (await open('/akun/saya?lang=en', signedIn)).text()).toContain('Planner')
  const toSignIn = await open('/akun/saya')
  expect(toSignIn.status).toBe(303)
  expect(toSignIn.headers.get('location')).toBe('/masuk?lanjut=%2Fakun%2Fsaya')
})

it('its form signs out without a script, and not when another site sent it', async () => {
  const signedIn = await signIn(server)
  const isIn = async () => (await open('/akun/saya', signedIn)).status === 200
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

// The last: this network is then asked to wait.
it('who guesses too often is told in a page to wait', async () => {
  const authorization = `Basic ${btoa(`admin:pu_${'x'.repeat(43)}`)}`
  let answer = await open('/akun/saya', { authorization })
  for (let guesses = 0; guesses < 20 && answer.status !== 429; guesses++)
    answer = await open('/akun/saya', { authorization })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toContain('<h1>Terlalu sering diminta</h1>')
})
