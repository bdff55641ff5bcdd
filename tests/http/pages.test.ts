import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { textOf } from '../unit/pages/view-of-proposal.ts'
import { submit } from './portfolio-proposals.ts'
import { signIn } from './sign-in.ts'

let server: TestServer
let codes: Map<string, string>
beforeAll(async () => {
  server = await startTestServer()
  const answer = await server.get('/api/proposals?limit=200')
  const { items } = (await answer.json()) as { items: { sourceId: string; code: string }[] }
  codes = new Map(items.map(({ sourceId, code }) => [sourceId, code]))
})
afterAll(() => server.close())

/** Asks as a browser does when a person opens a page. */
const open = (path: string, headers: Record<string, string> = {}) =>
  server.get(path, { redirect: 'manual', headers: { Accept: 'text/html,*/*;q=0.8', ...headers } })
const pageOf = (sourceId: string) => `/usulan/${encodeURIComponent(codes.get(sourceId) ?? '')}`
const textAt = async (path: string) => textOf(await (await open(path)).text())

describe('the page of a proposal', () => {
  it('reads without a script and draws its own map', async () => {
    const response = await open(pageOf('202500001'))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const page = await response.text()
    expect(page).toContain(`<link rel="canonical" href="${server.url}${pageOf('202500001')}">`)
    expect(page).toMatch(/<svg class="place-map"[\s\S]*class="area own"/)
    const text = textOf(page)
    expect(text).toContain('Rehabilitasi ruang kelas SD Negeri 1')
    expect(text).toContain('Rp 278,7 juta Rp 278.700.000')
    expect(text).toContain('SD terdekat')
  })

  it('is asked for again with its tag and answered with 304', async () => {
    const first = await open(pageOf('202500001'))
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"/)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    await first.arrayBuffer()
    // Without a Cache-Control of its own, Node's fetch would ask to bypass every cache.
    const again = { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' }
    expect((await open(pageOf('202500001'), again)).status).toBe(304)
  })

  it('shows why one was rejected and what to mend in one that was returned', async () => {
    expect(await textAt(pageOf('202500003'))).toContain('Alasan penolakan Bukan kewenangan kabupaten')
    expect(await textAt(pageOf('202500004'))).toContain('Yang perlu diperbaiki Lengkapi proposal')
  })

  it('keeps a household’s place and address to itself', async () => {
    const page = await (await open(pageOf('202500005'))).text()
    expect(textOf(page)).toContain('hanya desanya yang ditampilkan')
    expect(page).not.toContain('111.15456')
    expect(page).not.toContain('111,15456')
    expect(page).not.toContain('RT 07')
  })

  it('shows a hostile title as text', async () => {
    const page = await (await open(pageOf('202500009'))).text()
    expect(page).not.toContain('<script>alert')
    expect(textOf(page)).toContain('Lampu jalan <script>alert(1)</script>')
  })

  it('draws roads and areas, and says what has no place', async () => {
    expect(await (await open(pageOf('J-1'))).text()).toContain('class="shape"')
    expect(await (await open(pageOf('A-1'))).text()).toContain('class="shape"')
    const text = await textAt(pageOf('202500007'))
    expect(text).toContain('Belum dapat ditunjukkan di peta')
  })

  it('answers an unknown code, a draft and a broken one with a page that helps', async () => {
    for (const path of ['/usulan/tidak-ada', '/usulan/D-1', '/usulan/%00', `/usulan/${'x'.repeat(3000)}`]) {
      const response = await open(path)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('action="/usulan"')
    }
  })
})

describe('the page of a village', () => {
  const KOTA_LAMA = '/desa/62.99.01.1003'

  it('tells of all years what was asked, accepted and realised, as the API counts it', async () => {
    const answer = await server.get('/api/indicators?area=62.99.01.1003')
    const { byYear, realised } = (await answer.json()) as {
      byYear: { year: number; count: number }[]
      realised: number
    }
    expect(byYear.length).toBeGreaterThan(1)
    const page = await (await open(KOTA_LAMA)).text()
    for (const { year, count } of byYear)
      expect(page).toMatch(new RegExp(`<th scope="row">${year}</th><td>${count}<`))
    const text = textOf(page)
    expect(text).toContain('Kota Lama')
    expect(text).toContain('Desa/kelurahan di Kecamatan Hulu · 62.99.01.1003')
    expect(text).toMatch(new RegExp(`Terealisasi ${realised} `))
    expect(page).toContain(pageOf('202500001'))
    expect(page).toMatch(/<svg class="place-map"[\s\S]*class="area own"[\s\S]*<use href="#s-done"/)
  })

  it('tells what came into the budget apart from what was accepted, which is not yet money', async () => {
    // One was accepted, one is planned for 2026: neither is in a budget.
    const text = await textAt('/desa/62.99.01.2001')
    expect(text).toContain('Nilai usulan diterima Rp 3,4 M Dana masuk APBD Rp 0')
  })

  it('sets need, coverage and money beside those of the villages that touch it', async () => {
    const page = await (await open(KOTA_LAMA)).text()
    expect([...page.matchAll(/<li><a href="(\/desa\/[^"]+)"/g)].map(([, link]) => link)).toEqual([
      '/desa/62.99.01.2002',
      '/desa/62.99.02.2003',
      '/desa/62.99.02.2002',
    ])
    const text = textOf(page)
    // Of Batu Raya and Natai Peramuan; that of Kubu is not known.
    expect(text).toContain('Penduduk 5.000 1.600 1.200 sampai 2.000')
    expect(text).toContain('Penduduk miskin 3 % 150 5 %')
    expect(text).toMatch(/SD terdekat [\d,]+ k?m dalam 3 km/)
  })

  it('is linked from lists and proposals, in the language of the page', async () => {
    expect(await (await open(pageOf('202500001'))).text()).toContain(`href="${KOTA_LAMA}"`)
    expect(await (await open('/usulan?lang=en')).text()).toContain(`href="${KOTA_LAMA}?lang=en"`)
    expect(await textAt(`${KOTA_LAMA}?lang=en`)).toContain('Year by year')
  })

  it('shows no draft, and no place of a household', async () => {
    expect(await textAt('/desa/62.99.02.2001')).not.toContain('Usulan yang masih draf')
    const page = await (await open('/desa/62.99.02.2002')).text()
    expect(page).toContain('Perbaikan rumah tidak layak huni')
    expect(page).not.toContain('<use')
  })

  it('answers an unknown code and that of a district with a page that helps', async () => {
    for (const path of ['/desa/tidak-ada', '/desa/62.99.01', '/desa/%00']) {
      const response = await open(path)
      expect(response.status, path).toBe(404)
      expect(await response.text()).toContain('action="/usulan"')
    }
  })
})

describe('the list of proposals', () => {
  const total = async (query: string) => {
    const answer = await server.get(`/api/proposals?${query}`)
    return ((await answer.json()) as { total: { count: number } }).total.count
  }

  it('shows as many as the API counts, by any filter', async () => {
    const indonesian = new Intl.NumberFormat('id-ID')
    for (const query of [
      '',
      'year=2025',
      'status=rejected,returned',
      'q=jembatan',
      'area=62.99.01',
      'quality=none',
    ]) {
      const text = await textAt(`/usulan?${query}`)
      expect(text).toContain(`dari ${indonesian.format(await total(query))} usulan`)
    }
  })

  it('counts what was submitted a moment ago, in the list, its menus and the figures on the map', async () => {
    const read = async () => {
      const page = await (await open('/usulan?sector=education')).text()
      const answer = await server.get('/api/indicators?sector=education')
      const { count } = (await answer.json()) as { count: number }
      const [, menu] = /value="education".*?<small>([\d.]+)</s.exec(page) ?? []
      return { count, listed: textOf(page).match(/dari ([\d.]+) usulan/)?.[1], menu }
    }
    const before = await read()
    expect(before).toEqual({ count: before.count, listed: String(before.count), menu: String(before.count) })
    await submit(server, 2025, [
      { title: 'Ruang kelas baru', villageCode: '62.99.02.2002', sector: 'education', million: 90 },
    ])
    const count = String(before.count + 1)
    expect(await read()).toEqual({ count: before.count + 1, listed: count, menu: count })
  })

  it('turns a form’s address into the short one, keeping language and order', async () => {
    const response = await open('/usulan?lang=en&q=&year=2025&year=2026&sort=cost&area=')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/usulan?year=2025,2026&sort=cost&lang=en')
  })

  it('offers map and downloads with the same filters', async () => {
    const page = await (await open('/usulan?year=2025&status=rejected')).text()
    for (const path of ['/?', '/data/proposals.csv?', '/data/proposals.geojson?'])
      expect(page).toContain(`href="${path}year=2025&#38;status=rejected"`)
  })

  it('keeps what was searched for, as text', async () => {
    const page = await (await open(`/usulan?q=${encodeURIComponent('"><script>x')}`)).text()
    expect(page).toContain('value="&#34;&#62;&#60;script&#62;x"')
    expect(textOf(page)).toContain('Tidak ada usulan yang cocok')
  })

  it('answers a filter that cannot be with a page of status 400', async () => {
    for (const query of ['year=abc', 'sort=colour', 'cursor=zzz', `q=${'a'.repeat(300)}`]) {
      const response = await open(`/usulan?${query}`)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('Alamat ini tidak dapat dibaca')
    }
  })
})

describe('every page', () => {
  it('leads someone of the office to the planner, a proposal’s to that proposal there, and nobody else', async () => {
    const { Cookie } = await signIn(server)
    const code = codes.get('202500001') ?? ''
    for (const path of [pageOf('202500001'), '/usulan', '/matematika', '/tidak-ada']) {
      const theirs = await open(path, { Cookie })
      expect(await theirs.text(), path).toContain('href="/rencana"')
      expect(theirs.headers.get('cache-control'), path).toBe('private, no-cache')
      const others = await open(path)
      expect(await others.text(), path).not.toContain('/rencana')
      expect(others.headers.get('vary'), path).toMatch(/cookie/i)
    }
    const english = await (await open(`${pageOf('202500001')}?lang=en`, { Cookie })).text()
    expect(english).toContain(`href="/rencana?year=2025&#38;usulan=${code}&#38;lang=en"`)
    expect(textOf(english)).toContain('See it in the planner')
    // Who is signed in finds the import at the foot, and nobody else.
    const foot = async (headers = {}) => (await (await open('/usulan', headers)).text()).split('<footer')[1]
    expect(await foot({ Cookie })).toContain('href="/impor"')
    expect(await foot({ Cookie })).not.toContain('/masuk')
    expect(await foot()).toContain('href="/masuk"')
    expect(await foot()).not.toContain('/impor')
    const stale = await open('/usulan', { Cookie: `${Cookie}x` })
    expect(await stale.text()).not.toContain('/rencana')
  })
})

describe('pages for staff and of nothing', () => {
  it('lead to the sign-in, and back, without asking for a password by a dialog', async () => {
    const response = await open('/impor')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/masuk?lanjut=%2Fimpor')
    expect(response.headers.get('www-authenticate')).toBeNull()
    expect(await (await open('/masuk?lanjut=%2Fimpor')).text()).toContain('data-next="/impor"')
    expect(await (await open('/masuk?lanjut=//contoh.com')).text()).toContain('data-next="/impor"')
  })

  it('open for the administrator, uncached', async () => {
    const { Cookie } = await signIn(server)
    const response = await open('/impor', { Cookie })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toContain(`data-upload-bytes="${200 * 1024 * 1024}"`)
  })

  it('say to people in a page, and to machines in problem+json, that nothing is here', async () => {
    const page = await open('/tidak-ada')
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    for (const [path, accept] of [
      ['/api/tidak-ada', 'text/html'],
      ['/data/x.csv', 'text/html'],
      ['/tidak-ada', '*/*'],
    ] as const) {
      const answer = await open(path, { Accept: accept })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
  })
})
