import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../core/api/audit.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, type Headers, invite, readAccount, sendLink, signInAs } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readJson } from './answers.ts'

const [HERE, VILLAGE] = ['62.99.01', '62.99.01.1003']
const PASSWORD = 'kapal layar biru'

let server: TestServer
let admin: Headers
beforeAll(async () => {
  server = await startTestServer()
  admin = await accountWith(server, 'administrator')
})
afterAll(() => server.close())

const open = async (path: string, by: Headers) => {
  const answer = await server.get(path, { headers: { Accept: 'text/html', ...by }, redirect: 'manual' })
  return { status: answer.status, text: await answer.text(), cache: answer.headers.get('cache-control') }
}
/** Sends a form as a browser without a script does. */
const send = async (path: string, by: Headers, fields: Record<string, string> = {}) => {
  const answer = await server.get(path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Accept: 'text/html', Origin: server.url, ...by },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, text: await answer.text(), answer }
}
const linkIn = (text: string) => /value="([^"]*\/akun\/tautan\?kunci=[\w-]{43})"/.exec(text)?.[1] ?? ''

describe('the list of accounts', () => {
  it('says who holds what where, in both languages, and finds', async () => {
    const { account } = await invite(
      server,
      admin,
      [{ role: 'verifier', area: HERE, stages: ['district'] }],
      {
        name: 'Rahmat <b>Hidayat</b>',
        workplace: 'Kantor Uji',
      },
    )
    const { text, cache } = await open('/akun?q=rahmat', admin)
    expect(cache).toBe('no-store')
    expect(text).toContain('Rahmat &#60;b&#62;Hidayat')
    for (const words of [account.login, 'Kantor Uji', 'Verifikator: ', 'Musrenbang kecamatan', 'diundang'])
      expect(text).toContain(words)
    expect((await open('/akun?q=rahmat&lang=en', admin)).text).toContain('Verifier: ')
    expect((await open('/akun?q=tidakada', admin)).text).toContain('Tidak ada akun yang cocok')
    for (const query of ['role=raja', 'q=a%00b', 'area=%00'])
      expect((await open(`/akun?${query}`, admin)).status, query).toBe(400)
  })

  it('leads on to the next page and keeps what was searched', async () => {
    const { write } = server.database
    const rows = Array.from({ length: 60 }, (_, at) => ({ login: `banyak-${at}`, name: `Banyak ${at}` }))
    await write('accounts').insert(rows)
    const next =
      /href="(\/akun\?[^"]*after=[^"]*)"/.exec((await open('/akun?q=banyak', admin)).text)?.[1] ?? ''
    expect(next).toContain('q=banyak')
    const { text } = await open(next.replaceAll('&#38;', '&'), admin)
    expect(text.match(/class="who"/g)).toHaveLength(10)
    expect(text).not.toContain('after=')
  })

  it('is offered to administrators and auditors alone', async () => {
    const auditor = await accountWith(server, 'auditor')
    const seen = await open('/akun', auditor)
    expect(seen.status).toBe(200)
    expect(seen.text).not.toContain('href="/akun/undang"')
    expect((await open('/akun/undang', auditor)).status).toBe(403)
    const planner = await accountWith(server, 'planner')
    expect((await open('/akun', planner)).status).toBe(403)
    expect((await open('/akun/saya', planner)).text).not.toContain('href="/akun"')
    expect((await open('/akun', {})).status).toBe(303)
  })
})

describe('by forms alone', () => {
  it('somebody is invited, accepts, gets another right, is reset, loses the right, and is disabled', async () => {
    const form = {
      name: 'Siti Aminah',
      login: 'siti.aminah',
      role: 'verifier',
      area: HERE,
      'stage-village': 'on',
    }
    const invited = await send('/akun/undang', admin, { ...form, years: '2026, 2027', until: '2099-12-31' })
    expect(invited.status).toBe(201)
    expect(invited.text).toContain('<svg class="qr"')
    expect((await sendLink(server, linkIn(invited.text), PASSWORD)).status).toBe(200)
    const siti = cookieOf(await signInAs(server, 'siti.aminah', PASSWORD))
    const { id } = await readJson<{ id: number }>(await ask(server, siti, 'GET /api/account'))
    const [grant] = (await readAccount(server, admin, id)).grants
    expect(grant).toMatchObject({
      stages: ['village'],
      years: [2026, 2027],
      expiresAt: '2099-12-31T17:00:00.000Z',
    })
    const page = `/akun/${id}`
    const given = await send(`${page}/hak`, admin, { role: 'operator', area: VILLAGE })
    expect(given.answer.headers.get('location')).toBe(page)
    expect((await open(page, admin)).text).toContain('Operator RT/RW atau desa')
    expect((await send(`${page}/hak/${grant!.id}/akhiri`, admin)).status).toBe(303)
    expect((await readAccount(server, admin, id)).grants).toMatchObject([{ role: 'operator', area: VILLAGE }])
    const reset = await send(`${page}/tautan`, admin)
    expect(reset.status).toBe(201)
    expect((await sendLink(server, linkIn(reset.text), `${PASSWORD} dua`)).status).toBe(200)
    const again = cookieOf(await signInAs(server, 'siti.aminah', `${PASSWORD} dua`))
    expect((await open('/akun/saya', again)).text).toContain('lewat tautan sekali pakai')
    expect((await send('/akun/saya/tahu', again)).status).toBe(303)
    expect((await open('/akun/saya', again)).text).not.toContain('lewat tautan sekali pakai')
    expect((await send(`${page}/keadaan`, admin, { disabled: 'yes' })).status).toBe(303)
    expect((await open('/akun/saya', again)).status).toBe(303)
    expect((await open(page, admin)).text).toContain('Aktifkan lagi')
  })

  it('what is typed wrong comes back with what was typed and what is wrong with it', async () => {
    const typed = {
      name: 'Budi "Santoso"',
      login: 'budi s',
      role: 'verifier',
      years: 'dua ribu',
      agency: 'Dinas PUPR',
    }
    const refused = await send('/akun/undang?lang=en', admin, typed)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('value="Budi &#34;Santoso&#34;"')
    expect(refused.text).toContain('value="dua ribu"')
    expect(refused.text).toMatch(/This login cannot be used/)
    const years = await send('/akun/undang', admin, { ...typed, login: 'budi.s' })
    expect(years.text).toContain('Tulis tahun sebagai angka')
    expect(years.text).toMatch(/<details class="narrowing" open>/)
    const taken = await send('/akun/undang', admin, { name: 'Dua', login: 'admin' })
    expect(taken.status).toBe(409)
    expect(taken.text).toContain('sudah dimiliki orang lain')
    expect((await open('/akun?q=budi', admin)).text).toContain('Tidak ada akun yang cocok')
  })

  it('what is beyond the own rights is told in the form and recorded as refused', async () => {
    const ofDistrict = await accountWith(server, [{ role: 'administrator', area: HERE }])
    const auditor = await accountWith(server, 'auditor')
    const { account } = await invite(server, ofDistrict, [{ role: 'operator', area: VILLAGE }])
    const beyond = await send(`/akun/${account.id}/hak`, ofDistrict, { role: 'planner' })
    expect(beyond.status).toBe(403)
    expect(beyond.text).toContain('Di luar hak Anda')
    expect(beyond.text).toContain('<option value="planner" selected>')
    const { items } = await readJson<{ items: AuditEntry[] }>(
      await ask(server, auditor, 'GET /api/audit?limit=2'),
    )
    expect(items).toMatchObject([
      {
        path: '/akun/{account}/hak',
        outcome: 'refused',
        status: 403,
        params: { account: String(account.id) },
      },
      { path: '/akun/{account}/hak', outcome: 'asked' },
    ])
    const { id } = await readJson<{ id: number }>(await ask(server, ofDistrict, 'GET /api/account'))
    expect((await send(`/akun/${id}/hak`, ofDistrict, { role: 'operator', area: VILLAGE })).status).toBe(403)
    expect((await open(`/akun/${id}`, ofDistrict)).text).not.toContain('<form method="post" action="/akun/')
    expect((await open('/akun/999999', admin)).status).toBe(404)
  })
})

describe('the own page', () => {
  it('changes the password, the name and sessions, and nothing else', async () => {
    const { account, link } = await invite(server, admin)
    await sendLink(server, link.url, PASSWORD)
    const signIn = async () => cookieOf(await signInAs(server, account.login, PASSWORD))
    const [own, other] = [await signIn(), await signIn()]
    const { text } = await open('/akun/saya', own)
    expect(text).toContain('yang ini')
    const session = /\/akun\/saya\/sesi\/(\d+)\/akhiri/.exec(text)?.[1]
    expect((await send(`/akun/saya/sesi/${session}/akhiri`, own)).status).toBe(303)
    expect((await open('/akun/saya', other)).status).toBe(303)
    expect((await send(`/akun/saya/sesi/${session}/akhiri`, own)).status).toBe(404)
    const raised = await send('/akun/saya', own, { name: 'Baru', email: '', role: 'administrator' })
    expect(raised.status).toBe(400)
    expect((await send('/akun/saya', own, { name: 'Baru', email: 'bukan' })).text).toContain(
      'Ini bukan alamat surel',
    )
    expect((await send('/akun/saya', own, { name: 'Baru', email: '' })).status).toBe(303)
    expect(await readAccount(server, admin, account.id)).toMatchObject({ name: 'Baru', grants: [] })
    const change = (current: string, password: string, again = password) =>
      send('/akun/saya/sandi', own, { current, password, again })
    expect((await change('salah', `${PASSWORD} dua`)).text).toContain('Sandi sekarang tidak cocok')
    expect((await change(PASSWORD, 'pendek')).text).toContain('terlalu pendek')
    expect((await change(PASSWORD, `${PASSWORD} dua`, 'lain sama sekali')).text).toContain('tidak sama')
    const changed = await change(PASSWORD, `${PASSWORD} dua`)
    expect(changed.status).toBe(303)
    const next = cookieOf(changed.answer)
    expect((await open('/akun/saya?sandi=diganti', next)).text).toContain('Sandi sudah diganti')
    expect((await signInAs(server, account.login, PASSWORD)).status).toBe(401)
  })
})
