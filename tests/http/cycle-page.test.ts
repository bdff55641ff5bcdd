import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CycleAnswer } from '../../core/api/cycle.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { textOf } from '../unit/pages/view-of-proposal.ts'
import { accountWith } from './account-with.ts'
import { readJson } from './answers.ts'
import { CycleClient, hoursFromNow } from './cycle-client.ts'

let server: TestServer
let administrator: { Cookie: string }
let office: CycleClient
let cycle: CycleAnswer
const FORUM = 'musrenbang-desa'
const EDITOR = `/siklus/2027/tahap/${FORUM}?region=62.99`

beforeAll(async () => {
  server = await startTestServer()
  administrator = await accountWith(server, 'administrator')
  office = new CycleClient(server, administrator)
})
afterAll(() => server.close())

const open = (path: string, headers: Record<string, string> = {}) =>
  server.get(path, { redirect: 'manual', headers: { Accept: 'text/html', ...headers } })
const textAt = async (path: string, headers: Record<string, string> = {}) =>
  textOf(await (await open(path, headers)).text())
const send = (path: string, form: Record<string, string>, headers: Record<string, string> = administrator) =>
  server.get(path, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
    headers: { Accept: 'text/html', Origin: server.url, ...headers },
  })
const cycleNow = async () => await readJson<CycleAnswer>(await server.get('/api/cycles/2027'))
const stageNow = async (key = FORUM) => (await cycleNow()).stages.find((one) => one.key === key)
const versionNow = async () => String((await cycleNow()).version)

describe('before there is a cycle', () => {
  it('the page says so, and offers to make one to those who may', async () => {
    expect(await textAt('/siklus')).toContain('Jadwal belum dibuat.')
    expect(await textAt('/siklus')).not.toContain('Buat siklus')
    const page = await (await open('/siklus', administrator)).text()
    expect(textOf(page)).toContain('Belum ada siklus.')
    expect(page).toContain('href="/siklus/baru"')
    expect(await textAt('/siklus?lang=en')).toContain('There is no calendar yet.')
  })

  it('whoever may not make one is led to sign in, or told', async () => {
    const asked = await open('/siklus/baru')
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/masuk?lanjut=%2Fsiklus%2Fbaru'])
    expect((await open('/siklus/baru', await accountWith(server, 'planner'))).status).toBe(403)
    expect((await send('/siklus/baru', {}, await accountWith(server, 'verifier'))).status).toBe(403)
  })
})

describe('the form that makes a cycle', () => {
  it('is sent again with what was typed where something is wrong', async () => {
    const typed = {
      region: '62.99',
      planYear: '2027',
      forumYear: '',
      timeZone: 'WIB "tengah"',
      'track-desa': 'ya',
    }
    const answer = await send('/siklus/baru', typed)
    expect(answer.status).toBe(400)
    const page = await answer.text()
    expect(page).toContain('value="WIB &#34;tengah&#34;"')
    expect(page).toMatch(/name="timeZone"[^>]*aria-invalid="true" aria-describedby="baru-fault /)
    expect(page).toMatch(/name="track-desa" value="ya" checked/)
    expect(page).not.toMatch(/name="track-kelurahan" value="ya" checked/)
    expect(textOf(page)).toContain('Isi nama zona waktu, misalnya Asia/Jakarta.')
    expect(await textOf(await (await send('/siklus/baru?lang=en', typed)).text())).toContain(
      'Fill in the name of a time zone',
    )
  })

  it('makes it, and leads to it', async () => {
    const tracks = { 'track-desa': 'ya', 'track-kelurahan': 'ya' }
    const answer = await send('/siklus/baru', {
      ...{
        region: '62.99',
        planYear: '2027',
        forumYear: '2025',
        realisationYear: '',
        timeZone: 'Asia/Pontianak',
      },
      ...tracks,
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/siklus?tahun=2027&region=62.99')
    cycle = await cycleNow()
    expect(cycle).toMatchObject({ forumYear: 2025, realisationYear: 2027, timeZone: 'Asia/Pontianak' })
    const twice = await send('/siklus/baru', {
      ...{ region: '62.99', planYear: '2027', timeZone: 'Asia/Pontianak' },
      ...tracks,
    })
    expect(twice.status).toBe(409)
    expect(textOf(await twice.text())).toContain('sudah mempunyai siklus untuk tahun itu')
  })
})

describe('the public page', () => {
  it('says that nothing is open, and what comes next', async () => {
    office.version = cycle.version
    cycle = await office.setStage(cycle, FORUM, { opens: '2099-03-01T08:00', closes: '2099-04-01T00:00' })
    const text = await textAt('/siklus')
    expect(text).toContain('Tidak ada tahap yang sedang dibuka di sini.')
    expect(text).toContain('Berikutnya: Musrenbang desa (RKP Desa), mulai 1 Mar 2099, 08.00.')
    expect(text).toContain('1 Mar 2099, 08.00 – 31 Mar 2099, 24.00')
    expect(text).toContain('Bukan peraturan')
  })

  it('says what is open, until when, where, and where it is otherwise and why', async () => {
    cycle = await office.setStage(cycle, FORUM, { opens: hoursFromNow(-48), closes: hoursFromNow(100) })
    const extension = { area: '62.99.01', until: '2099-01-01T00:00', reason: 'Banjir <b>di Hulu</b>' }
    cycle = await office.change('POST', `/api/cycles/2027/stages/${FORUM}/extension`, extension)
    cycle = await office.change('POST', `/api/cycles/2027/stages/${FORUM}/closing`, {
      area: '62.99.02.2001',
      reason: 'Forum selesai',
    })
    const page = await (await open('/siklus')).text()
    expect(page).toContain('Banjir &#60;b&#62;di Hulu&#60;/b&#62;')
    const text = textOf(page)
    expect(text).toMatch(/Sedang dibuka Musrenbang desa \(RKP Desa\) hanya desa sampai .* WIB 4 hari lagi/)
    expect(text).toContain('kecuali di: Hulu : sampai 31 Des 2098, 24.00 WIB. Alasan: Banjir')
    expect(text).toContain('Muara Dua : ditutup. Alasan: Forum selesai')
  })

  it('answers for a village of one’s own', async () => {
    const hulu = await textAt('/siklus?tahun=2027&region=62.99&wilayah=62.99.01.2001')
    expect(hulu).toMatch(/sampai 31 Des 2098, 24\.00 WIB .* hari lagi Alasan: Banjir/)
    expect(hulu).not.toContain('Musrenbang kelurahan')
    const closed = await textAt('/siklus?tahun=2027&region=62.99&wilayah=62.99.02.2001')
    expect(closed).toContain('Tidak ada tahap yang sedang dibuka di sini.')
    expect(await textAt('/siklus?tahun=2027&region=62.99&wilayah=62.99.01.1003')).toContain(
      'Musrenbang kelurahan',
    )
  })

  it('reads in English, whatever else its address has', async () => {
    const text = await textAt('/siklus?lang=en&tahun=x&region=y&wilayah=%27--&utm=1')
    expect(text).toMatch(/Open now Village forum \(RKP Desa\) desa only until .* WIB/)
    expect(text).toContain('Planning calendar 2027')
  })

  it('offers changes to those who may make them alone', async () => {
    const edit = 'href="/siklus/2027/tahap/musrenbang-desa?region=62.99"'
    expect(await (await open('/siklus', administrator)).text()).toContain(edit)
    for (const role of ['planner', 'publisher', 'verifier', 'auditor'] as const)
      expect(await (await open('/siklus', await accountWith(server, role))).text()).not.toContain('/tahap/')
    expect(await (await open('/siklus')).text()).not.toContain('/tahap/')
  })

  it('is linked from the foot of every page', async () => {
    expect(await (await open('/usulan')).text()).toContain('href="/siklus"')
  })
})

describe('the forms of a stage', () => {
  it('show what stands, with the version that they change', async () => {
    const page = await (await open(EDITOR, administrator)).text()
    const { opens = '' } = (await stageNow()) ?? {}
    expect(page).toContain(`name="opens" type="datetime-local" value="${opens?.replace(/:00$/, '')}"`)
    expect(page).toContain(`name="version" value="${await versionNow()}"`)
    expect((await open('/siklus/2027/tahap/tidak-ada?region=62.99', administrator)).status).toBe(404)
    expect((await open('/siklus/2050/tahap/rkpd?region=62.99', administrator)).status).toBe(404)
    expect((await open('/siklus/2027/tahap/rkpd?region=11', administrator)).status).toBe(404)
  })

  const formAt = (form: string, lang = '') => `/siklus/2027/tahap/rkpd/${form}?region=62.99${lang}`

  it('change names and dates, and nothing else', async () => {
    const before = await stageNow('rkpd')
    const sent = {
      ...{ 'name-id': 'RKPD', 'name-en': '', 'track-desa': 'ya', opens: '2026-04-01T00:00', closes: '' },
      ...{ results: 'at-once', announces: '2026-07-01T09:00', version: await versionNow() },
    }
    const answer = await send(formAt('tanggal', '&lang=en'), sent)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      '/siklus/2027/tahap/rkpd?region=62.99&tersimpan=tanggal&lang=en#tanggal',
    )
    expect(await stageNow('rkpd')).toEqual({
      ...before,
      ...{ name: { id: 'RKPD', en: 'RKPD' }, tracks: ['desa'], opens: '2026-04-01T00:00:00', closes: null },
      ...{ results: 'at-once', announces: '2026-07-01T09:00:00' },
    })
  })

  it('tell what was changed in between, and lose nothing that was typed', async () => {
    const version = await versionNow()
    const reason = 'Menunggu pembahasan <i>DPRD</i>'
    await send(formAt('penutupan'), { version, reason: 'Ditutup orang lain' })
    const typed = { version, reason, until: '2099-01-01T00:00', area: '62.99.01' }
    const late = await send(formAt('perpanjangan'), typed)
    expect(late.status).toBe(412)
    const page = await late.text()
    expect(textOf(page)).toMatch(/Siklus ini diubah orang lain .* Penutupan RKPD di Kabupaten Contoh/)
    expect(page).toContain('Menunggu pembahasan &#60;i&#62;DPRD&#60;/i&#62;')
    expect(page).toContain('name="until" type="datetime-local" value="2099-01-01T00:00"')
    expect(page).toContain(`name="version" value="${await versionNow()}"`)
    const whole = { ...typed, area: '', version: await versionNow() }
    expect((await send(formAt('perpanjangan'), whole)).status).toBe(303)
    expect((await stageNow('rkpd'))?.areas).toMatchObject([{ area: '62.99', closed: false, reason }])
  })

  it('change the rules, row by row', async () => {
    const sent = {
      ...{ 'actor-partner': 'ya', 'actor-budget-team': 'ya', 'quota-village': '5', 'quota-agency': '' },
      ...{ 'check-0-key': 'lokasi', 'check-0-id': 'Lokasi dilihat', 'check-0-en': 'Place seen' },
      ...{ 'check-3-id': 'Sudah diukur!', 'check-3-en': '' },
      ...{ 'reason-0-key': 'ganda', 'reason-0-id': 'Ganda', 'reason-0-en': 'Twice', 'reason-0-reject': 'ya' },
      ...{ 'source-id': 'Perbup 1/2026', 'source-en': '' },
    }
    expect((await send(formAt('aturan'), { ...sent, version: await versionNow() })).status).toBe(303)
    expect(await stageNow('rkpd')).toMatchObject({
      actors: ['partner', 'budget-team'],
      checklist: [
        { key: 'lokasi', label: { id: 'Lokasi dilihat', en: 'Place seen' } },
        { key: 'sudah-diukur', label: { id: 'Sudah diukur!', en: 'Sudah diukur!' } },
      ],
      quotas: [{ per: 'village', most: 5 }],
      reasons: [{ code: 'ganda', label: { id: 'Ganda', en: 'Twice' }, actions: ['reject'] }],
      source: { id: 'Perbup 1/2026', en: 'Perbup 1/2026' },
    })
    const wrong = { ...sent, 'quota-village': 'lima', version: await versionNow() }
    const refused = await send(formAt('aturan'), wrong)
    expect(refused.status).toBe(400)
    const page = await refused.text()
    expect(page).toContain('value="lima"')
    expect(page).toContain('value="Sudah diukur!"')
    expect(textOf(page)).toContain('Isi kuota dengan angka bulat di atas 0.')
  })

  it('give an area dates of its own', async () => {
    const sent = { area: '62.99.01', opens: '2026-05-01T00:00', closes: '2026-06-01T00:00' }
    expect((await send(formAt('wilayah'), { ...sent, version: await versionNow() })).status).toBe(303)
    expect((await stageNow('rkpd'))?.areas[1]).toMatchObject({
      area: '62.99.01',
      closes: '2026-06-01T00:00:00',
    })
    for (const [wrong, words] of [
      [{ area: 'Hulu' }, 'Isi wilayah yang ada di daerah ini.'],
      [{ area: '63.01' }, 'Isi wilayah yang ada di daerah ini.'],
      [{ opens: '2026-07-01T00:00' }, 'yang akhir setelah yang awal'],
      [{ closes: 'besok' }, 'Isi tanggal dan jam yang benar'],
      [{ version: 'x' }, 'Buka halaman ini lagi.'],
    ] as const) {
      const answer = await send(formAt('wilayah'), { ...sent, version: await versionNow(), ...wrong })
      expect(answer.status).toBe(400)
      expect(textOf(await answer.text())).toContain(words)
    }
  })

  it('take ceilings from a spreadsheet, with each fault by its line', async () => {
    const lines = 'Kecamatan\tOPD\tPagu\nHulu\t\t2,5 miliar\nHilir\tDinas PUPR\tbanyak\nTimur\t\t1.000.000'
    const sent = { lines, source: 'SE Bupati 050', version: await versionNow() }
    const refused = await send(formAt('pagu'), sent)
    expect(refused.status).toBe(400)
    const page = await refused.text()
    expect(textOf(page)).toMatch(
      /Baris 3, rupiah: diharapkan jumlah rupiah \(bukan jumlah uang\); tertulis “banyak”/,
    )
    expect(textOf(page)).toContain(
      'Baris 4, wilayah: diharapkan kode atau nama kecamatan di daerah ini; tertulis “Timur”',
    )
    expect(page).toContain('Hilir\tDinas PUPR\tbanyak')
    const mended = { ...sent, lines: lines.replace('banyak', '900 juta').replace('Timur', 'Hilir') }
    expect((await send(formAt('pagu'), mended)).status).toBe(303)
    expect(await readJson(await server.get('/api/cycles/2027/stages/rkpd/ceilings'))).toEqual({
      items: [
        { area: '62.99.01', agency: null, rupiah: 2_500_000_000, source: 'SE Bupati 050' },
        { area: '62.99.02', agency: null, rupiah: 1_000_000, source: 'SE Bupati 050' },
        { area: '62.99.02', agency: 'Dinas PUPR', rupiah: 900_000_000, source: 'SE Bupati 050' },
      ],
    })
    expect(await textAt('/siklus')).toMatch(/Pagu indikatif .* Hulu Rp 2,5 M SE Bupati 050/)
    const again = await (await open('/siklus/2027/tahap/rkpd?region=62.99', administrator)).text()
    expect(again).toContain('62.99.02\tDinas PUPR\t900000000\tSE Bupati 050')
  })

  it('say that a later end is an extension once a stage has begun', async () => {
    const { name, opens } = (await stageNow()) ?? {}
    const sent = {
      ...{
        'name-id': name?.id ?? '',
        'name-en': '',
        'track-desa': 'ya',
        opens: opens ?? '',
        closes: '2099-01-01T00:00',
      },
      ...{ results: 'announced', announces: '', version: await versionNow() },
    }
    const answer = await send(`/siklus/2027/tahap/${FORUM}/tanggal?region=62.99`, sent)
    expect(answer.status).toBe(409)
    const page = await answer.text()
    expect(textOf(page)).toContain('batas akhir yang lebih lambat diisi di “Perpanjang”')
    expect(page).toContain('name="closes" type="datetime-local" value="2099-01-01T00:00" aria-invalid="true"')
  })
})

describe('the forms of a cycle', () => {
  const formAt = (form: string) => `/siklus/2027/${form}?region=62.99`

  it('change its settings', async () => {
    const sent = {
      ...{ forumYear: '2026', realisationYear: '2027', timeZone: 'Asia/Pontianak', graceMinutes: '15' },
      ...{ pokirCloses: '2026-03-20T16:00', pokirLate: 'next-year' },
    }
    expect((await send(formAt('pengaturan'), { ...sent, version: await versionNow() })).status).toBe(303)
    expect(await cycleNow()).toMatchObject({ graceSeconds: 900, pokirCloses: '2026-03-20T16:00:00' })
    const text = await textAt('/siklus')
    expect(text).toContain(
      'Pokir DPRD masuk sampai 20 Mar 2026, 16.00; yang lebih lambat ke tahun berikutnya.',
    )
    expect(text).toContain('paling lambat 15 menit setelah batas akhir')
    const wrong = await send(formAt('pengaturan'), {
      ...sent,
      graceMinutes: 'lama',
      version: await versionNow(),
    })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toMatch(/name="graceMinutes" type="text" value="lama" aria-invalid="true"/)
  })

  it('add a stage and take it away again', async () => {
    const sent = {
      ...{ 'name-id': 'Rembuk Anak & Perempuan', 'name-en': '', key: '', kind: 'village', after: '' },
      ...{ 'track-desa': 'ya', 'track-kelurahan': 'ya' },
    }
    expect((await send(formAt('tahap'), { ...sent, version: await versionNow() })).status).toBe(303)
    const [first] = (await cycleNow()).stages
    expect(first).toMatchObject({ key: 'rembuk-anak-perempuan', kind: 'village' })
    const remove = `/siklus/2027/tahap/${first?.key}/hapus?region=62.99`
    expect((await send(remove, { version: await versionNow() })).status).toBe(303)
    expect((await cycleNow()).stages.map(({ key }) => key)).not.toContain('rembuk-anak-perempuan')
  })

  it('take a cycle away in which nothing was decided', async () => {
    const answer = await send(formAt('hapus'), { version: await versionNow() })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/siklus'])
    expect((await server.get('/api/cycles/2027')).status).toBe(404)
  })
})
