import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { strFromU8, strToU8, zipSync } from 'fflate'
import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FilePreview } from '../../core/api/import-preview.ts'
import { type Fault, type Page, readFault, readJson } from './answers.ts'
import { fixture, packageWith } from './district-zip.ts'
import { authorization, ImportClient, type ImportState } from './import-client.ts'

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('empty')
})
afterAll(() => client.close())

describe('a district package', () => {
  it('is imported in the background, told file by file, and served at once', async () => {
    const state = await client.importOf(packageWith({}))
    expect(state.problem).toBeNull()
    expect(state).toMatchObject({
      state: 'done',
      share: 1,
      packageId: '62.99',
      finishedAt: expect.any(String),
      report: { changed: true },
    })
    expect(state.report?.computed.length).toBeGreaterThan(0)
    const proposals = state.report?.datasets.find(({ file }) => file === 'usulan_2025.csv')
    expect(proposals).toMatchObject({ state: 'loaded', counts: { loaded: 9 } })
    const { items, total } = await readJson<Page>(await client.server.get('/api/proposals'))
    expect(total.count).toBe(11)
    expect(items.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/^Siswa belajar\s+bergantian$/),
    )
    await expect
      .poll(async () => (await client.server.get('/tiles/proposals,areas-village/0/0/0.mvt')).status)
      .toBe(200)
    await expect.poll(() => client.leftOvers()).toEqual([])
  })

  it('lists its rejected rows page by page, each with reason, value and expectation', async () => {
    const { items: imports } = await readJson<{ items: ImportState[] }>(await client.ask('/api/imports'))
    const route = `/api/imports/${imports[0]?.id}/rejects`
    const whole = await readJson<{
      items: { id: number; file: string; reason: string }[]
      next: string | null
    }>(await client.ask(route))
    expect(whole.items.length).toBeGreaterThan(2)
    expect(whole.items).toContainEqual(
      expect.objectContaining({
        file: 'usulan_2025.csv',
        parameter: 'Anggaran',
        received: 'banyak sekali',
        expected: expect.any(String),
      }),
    )
    const read: number[] = []
    let cursor: string | null = '0'
    while (cursor !== null) {
      const page: typeof whole = await readJson(await client.ask(`${route}?limit=1&cursor=${cursor}`))
      read.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect(read).toEqual(whole.items.map(({ id }) => id))
    for (const query of [
      'cursor=x',
      'cursor=-1',
      'limit=0',
      'limit=1001',
      'cursor=9007199254740991',
      'tidak=1',
    ]) {
      const { status } = await client.ask(`${route}?${query}`)
      expect(status, query).toBe(query.startsWith('cursor=900') ? 200 : 400)
    }
  })

  it('sent a second time changes nothing and says so', async () => {
    const before = await client.countRows()
    const state = await client.importOf(packageWith({}))
    expect(state).toMatchObject({ state: 'done', report: { changed: false, computed: [] } })
    expect(new Set(state.report?.datasets.map(({ state: dataset }) => dataset))).toEqual(
      new Set(['unchanged']),
    )
    expect(await client.countRows()).toEqual(before)
  })

  it('may bring records of data elsewhere, and say who publishes; what it brings no more goes', async () => {
    const record =
      '<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>tetangga-1</dc:identifier><dc:title>Jalan kabupaten tetangga</dc:title></csw:Record>'
    const files = { 'tetangga.xml': strToU8(record), 'rusak.xml': strToU8('<a/>') }
    const records = Object.keys(files).map((file) => ({ file }))
    const publisher = { name: 'Dinas Contoh', email: 'dinas@contoh.go.id' }
    const state = await client.importOf(packageWith(files, { records, publisher }))
    const loaded = state.report?.datasets.filter(({ role }) => role === 'records')
    expect(loaded).toMatchObject([
      { file: 'tetangga.xml', counts: { loaded: 1, rejected: 0 } },
      { file: 'rusak.xml', counts: { loaded: 0, rejected: 1 }, rejects: [{ parameter: 'body' }] },
    ])
    const listed = async () =>
      (
        await readJson<{ items: { id: string; inPackage: boolean }[] }>(
          await client.server.get('/api/records'),
        )
      ).items
    expect(await listed()).toMatchObject([{ id: 'tetangga-1', inPackage: true }])
    const wms = await (await client.server.get('/wms?service=WMS&request=GetCapabilities')).text()
    expect(wms).toContain('<ContactOrganization>Dinas Contoh</ContactOrganization>')
    expect(wms).toContain('dinas@contoh.go.id')
    await client.importOf(packageWith({}))
    expect(await listed()).toEqual([])
    const without = await (await client.server.get('/wms?service=WMS&request=GetCapabilities')).text()
    expect(without).toContain('<ContactOrganization>PetaUsul</ContactOrganization>')
  })

  it('in a folder of its own inside the zip, or with what macOS adds, is taken as well', async () => {
    const inside = Object.fromEntries(
      Object.entries(fixture).map(([name, bytes]) => [`kabupaten/${name}`, bytes]),
    )
    const added = { '__MACOSX/kabupaten/._desa.geojson': strToU8('x'), 'kabupaten/.DS_Store': strToU8('x') }
    expect(await client.importOf(zipSync({ ...inside, ...added }))).toMatchObject({
      state: 'done',
      report: { changed: false },
    })
  })

  it('sent while another is imported is a conflict', async () => {
    // One that changes nothing may be done before the other arrives.
    const changing = (by: number) => {
      const people = strFromU8(fixture['penduduk.csv'] ?? new Uint8Array())
      const changed = people.replace(
        /(\d)(\r?\n)/,
        (_, digit: string, end: string) => `${(Number(digit) + by) % 10}${end}`,
      )
      return packageWith({ 'penduduk.csv': strToU8(changed) })
    }
    const answers = await Promise.all([client.upload(changing(1)), client.upload(changing(2))])
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409])
    for (const answer of answers) {
      if (answer.status === 409) await readFault(answer, 409)
      else await client.finished(answer.headers.get('location') ?? '')
    }
    await expect.poll(() => client.leftOvers()).toEqual([])
  })
})

describe('single files', () => {
  const look = (name: string, body: Uint8Array | string, headers: Record<string, string> = authorization) =>
    client.server.get(`/api/imports/preview?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: body as BodyInit,
      headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    })

  it('are looked at: what they may be, their first rows and where they lie, and nothing is kept', async () => {
    const before = await client.countRows()
    const sipd = await readJson<FilePreview>(await look('usulan_2025.csv', fixture['usulan_2025.csv']!))
    expect(sipd).toMatchObject({
      format: 'csv',
      isWhole: true,
      guess: { role: 'proposals', entries: { proposals: { format: 'sipd', year: 2025 } } },
      district: { id: '62.99', name: 'Kabupaten Contoh', workingCrs: 'EPSG:32749' },
    })
    expect(sipd.sample[0]?.values[sipd.fields.indexOf('Usulan')]).toBe('Rehabilitasi ruang kelas SD Negeri 1')
    expect(sipd.shapes[0]).toEqual({ kind: 'point', parts: [[[111.25211, -2.15234]]] })
    expect(sipd.district?.outlines.length).toBeGreaterThan(0)
    const schools = await readJson<FilePreview>(await look('sekolah.csv', fixture['sekolah.csv']!))
    expect(schools.guess).toMatchObject({
      role: 'facilities',
      entries: { facilities: { lon: 'bujur', lat: 'lintang' } },
    })
    expect(schools.placed).toBeGreaterThan(0)
    expect(schools.shapes[0]?.kind).toBe('point')
    const borders = await readJson<FilePreview>(await look('desa.geojson', fixture['desa.geojson']!))
    expect(borders.guess).toMatchObject({ role: 'areas', entries: { areas: { code: 'kode', name: 'nama' } } })
    const ragged = await readJson<FilePreview>(await look('lebar.csv', 'nama,jiwa\nA,1\nB,2,3\n'))
    expect(ragged).toMatchObject({
      faulty: 1,
      firstFault: { row: 3, reason: '3 cells, expected 2 as in the heading' },
    })
    expect(await client.countRows()).toEqual(before)
    await expect.poll(() => client.leftOvers()).toEqual([])
  })

  it('that nobody can read, or without a name, are refused in words, and never looked at for the public', async () => {
    const problem = await readFault(
      await look('gambar.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])),
      400,
    )
    expect(problem).toMatchObject({ parameter: 'file', expected: expect.any(String) })
    expect((await readFault(await look('', 'a,b'), 400)).parameter).toBe('name')
    await readFault(await look('a.csv', 'a,b', {}), 401)
  })

  it('are added to the package that is there: the rest of it stays as it was', async () => {
    const before = await readJson<Page>(await client.server.get('/api/proposals'))
    const added = `${strFromU8(fixture['usulan_2025.csv']!).split('\n')[0]}\n1,202700001,16/02/2027,Musrenbang Kecamatan,Musrenbang Kecamatan,Sumur bor RT 05,Air keruh,RT 05,Kab. Contoh,Hulu,Kota Lama,1,Dinas PUPR,Dinas PUPR,Diproses,,1,unit,80000000,Belanja Modal,,\n`
    const manifest = {
      ...{ id: '62.99', name: 'lain', codeEdition: 'lain', workingCrs: 'EPSG:32749', adds: true, areas: [] },
      proposals: [{ file: 'usulan_2027.csv', format: 'sipd', year: 2027 }],
    }
    const zip = () =>
      zipSync({ 'district.json': strToU8(JSON.stringify(manifest)), 'usulan_2027.csv': strToU8(added) })
    const state = await client.importOf(zip())
    expect(state.problem).toBeNull()
    expect(state.report?.datasets).toEqual([
      expect.objectContaining({ file: 'usulan_2027.csv', state: 'loaded' }),
    ])
    const after = await readJson<Page>(await client.server.get('/api/proposals'))
    expect(after.total.count).toBe(before.total.count + 1)
    const district = await readJson<{ name: string; counts: { villages: number } }>(
      await client.server.get('/api/district'),
    )
    expect(district).toMatchObject({ name: 'Kabupaten Contoh', counts: { villages: 6 } })
    const again = await client.importOf(zip())
    expect(again.report?.changed).toBe(false)
    Object.assign(manifest, { id: '11.11' })
    const unknown = await client.importOf(zip())
    expect(unknown.problem).toMatchObject({ status: 409, received: '11.11' })
  })

  it('take the place of one of the same name only where the package says so', async () => {
    const names = async () => {
      const schools = await readJson<FeatureCollection>(await client.server.get('/data/facilities.geojson'))
      return schools.features.map(({ properties }) => properties?.name as string)
    }
    const before = await names()
    const facilities = [
      { file: 'sekolah.csv', lon: 'bujur', lat: 'lintang', type: 'bentuk', name: 'nama', id: 'npsn' },
    ]
    const zip = (text: string, more: object = {}) => {
      const manifest = { id: '62.99', name: 'lain', codeEdition: 'lain', workingCrs: 'EPSG:32749', areas: [] }
      const json = JSON.stringify({ ...manifest, adds: true, facilities, ...more })
      return zipSync({ 'district.json': strToU8(json), 'sekolah.csv': strToU8(text) })
    }
    const own = strFromU8(fixture['sekolah.csv']!)
    const other = `${own.split('\n')[0]}\n7,SD NEGERI 7,SD,-2.15,111.25\n`
    const { problem } = await client.importOf(zip(other))
    expect(problem).toMatchObject({ status: 409, parameter: 'replaces', received: 'sekolah.csv' })
    expect(await names()).toEqual(before)
    expect((await client.importOf(zip(own))).report?.changed).toBe(false)
    const replaced = await client.importOf(zip(other, { replaces: true }))
    expect(replaced.report?.datasets).toMatchObject([{ file: 'sekolah.csv', state: 'replaced' }])
    expect(await names()).toContain('SD NEGERI 7')
    expect(await names()).not.toContain('SD NEGERI 1 KOTA LAMA')
  })
})

describe('an upload at fault', () => {
  const HUGE = 40 * 1024 ** 2

  async function refused(
    zip: Uint8Array | string,
    status = 400,
    headers: Record<string, string> = {},
  ): Promise<Fault> {
    const before = await client.countRows()
    const fault = await readFault(await client.upload(zip, headers), status)
    expect(fault.parameter).toMatch(/^(body|Content-Type)$/)
    expect(fault.expected).toMatch(/\w/)
    expect(JSON.stringify(fault), 'no path of the server').not.toContain(client.folder)
    expect(await client.countRows()).toEqual(before)
    expect(client.leftOvers()).toEqual([])
    return fault
  }

  it('that is no zip is refused', async () => {
    await refused('')
    await refused('bukan zip')
    await refused(new Uint8Array(100_000).fill(0x50))
    await refused(packageWith({}).subarray(0, -30))
    await refused(packageWith({}), 415, { 'Content-Type': 'application/json' })
    await refused(packageWith({}), 415, { 'Content-Type': 'multipart/form-data; boundary=x' })
  })

  it('whose bytes were damaged anywhere is refused or imported, but never breaks the server', async () => {
    const whole = packageWith({})
    for (let at = 7; at < whole.length; at += Math.ceil(whole.length / 12)) {
      const damaged = Uint8Array.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      const response = await client.upload(damaged)
      expect([202, 400]).toContain(response.status)
      if (response.status === 202) await client.finished(response.headers.get('location') ?? '')
    }
    expect(await client.importOf(whole)).toMatchObject({ state: 'done' })
  })

  it('that unpacks to a thousand times its size is stopped', async () => {
    const bomb = packageWith({ 'bom.csv': [new Uint8Array(HUGE), { level: 9 }] })
    expect(bomb.length).toBeLessThan(200_000)
    expect((await refused(bomb)).expected).toMatch(/packed at most|unpacked/)
  })

  it('with names that climb out of the folder, or are none, is refused, and nothing is written there', async () => {
    for (const name of [
      '../jahat.csv',
      '../../jahat.csv',
      'a/../../jahat.csv',
      '/etc/jahat.csv',
      '\\\\host\\jahat.csv',
      'C:\\jahat.csv',
      'a\0b.csv',
      '.',
      'a//b',
      '-rf',
      'x'.repeat(200),
    ])
      await refused(packageWith({ [name]: strToU8('x') }))
    expect(readdirSync(client.folder)).not.toContain('jahat.csv')
  })

  it('with one name twice, or a file where a folder is, is refused', async () => {
    const twice = Buffer.from(zipSync({ ...fixture, 'desa.geojsom': strToU8('{}') }))
      .toString('latin1')
      .replaceAll('desa.geojsom', 'desa.geojson')
    await refused(Buffer.from(twice, 'latin1'))
    await refused(packageWith({ a: strToU8('x'), 'a/b': strToU8('x') }))
  })

  it('without a manifest is refused, and told which files it has', async () => {
    const { 'district.json': _, ...rest } = fixture
    expect((await refused(zipSync(rest))).received).toContain('desa.geojson')
  })

  it('that is larger than allowed is refused as such, with or without its length told', async () => {
    const large = new Uint8Array(3 * 1024 ** 2).fill(7)
    expect((await refused(large, 413)).expected).toContain('2097152')
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 30; i += 1) controller.enqueue(large.subarray(0, 100_000))
        controller.close()
      },
    })
    const request: RequestInit = {
      method: 'POST',
      body,
      headers: { ...authorization, 'Content-Type': 'application/zip' },
    }
    await readFault(await client.server.get('/api/imports', Object.assign(request, { duplex: 'half' })), 413)
    expect(client.leftOvers()).toEqual([])
  })

  it('that breaks off midway leaves nothing behind', async () => {
    const socket = connect(Number(new URL(client.server.url).port), 'localhost')
    socket.write(
      `POST /api/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization.Authorization}\r\nContent-Type: application/zip\r\nContent-Length: 1000000\r\n\r\n`,
    )
    socket.write(Buffer.alloc(300_000))
    await expect.poll(() => client.leftOvers().length).toBe(1)
    socket.destroy()
    await expect.poll(() => client.leftOvers().length).toBe(0)
    expect(await client.importOf(packageWith({}))).toMatchObject({ state: 'done' })
  })
})
