import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { makeWorkbook, rowXml } from '../unit/formats/make-workbook.ts'
import { type Fault, type Page, readFault, readJson } from './answers.ts'

const folder = mkdtempSync(join(tmpdir(), 'petausul-imports-'))
const uploads = join(folder, 'uploads')
const authorization = { Authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` }
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ template: 'empty', settings: { DATA_DIR: folder, UPLOAD_MB: '2' } })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const fixture: Record<string, Uint8Array> = Object.fromEntries(
  readdirSync(dirname(FIXTURE_DISTRICT)).map((name) => [
    name,
    new Uint8Array(readFileSync(join(dirname(FIXTURE_DISTRICT), name))),
  ]),
)
const manifest = JSON.parse(readFileSync(FIXTURE_DISTRICT, 'utf8')) as Record<string, unknown>
/** The fixture district with other files put in, or a changed manifest. */
const packageWith = (files: Zippable, changes: Record<string, unknown> = {}) =>
  zipSync({ ...fixture, 'district.json': strToU8(JSON.stringify({ ...manifest, ...changes })), ...files })

interface ImportState {
  id: string
  state: 'running' | 'done' | 'failed'
  share: number
  packageId: string | null
  report: {
    changed: boolean
    computed: string[]
    datasets: {
      role: string
      file: string
      state: string
      counts: Record<string, number>
      rejects: unknown[]
    }[]
  } | null
  problem: Fault | null
  finishedAt: string | null
}

const upload = (zip: Uint8Array | string, headers: Record<string, string> = {}) =>
  server.get('/api/imports', {
    method: 'POST',
    body: zip as BodyInit,
    headers: { ...authorization, 'Content-Type': 'application/zip', ...headers },
  })
const ask = (path: string) => server.get(path, { headers: authorization })

async function finished(location: string): Promise<ImportState> {
  for (;;) {
    const state = await readJson<ImportState>(await ask(location))
    if (state.state !== 'running') return state
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function importOf(zip: Uint8Array): Promise<ImportState> {
  const response = await upload(zip)
  const { id } = await readJson<{ id: string }>(response)
  expect(response.status).toBe(202)
  expect(response.headers.get('location')).toBe(`/api/imports/${id}`)
  return await finished(`/api/imports/${id}`)
}

/** Rows of every table that an import fills. */
async function countRows(): Promise<unknown> {
  const tables = [
    'packages',
    'datasets',
    'areas',
    'statistics',
    'facilities',
    'features',
    'proposals',
    'decisions',
    'events',
    'contacts',
    'rejects',
    'need_cells',
    'coverage',
  ]
  const { rows } = await server.database.write.raw<{ rows: unknown[] }>(
    `SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')}`,
  )
  return rows[0]
}

const leftOvers = () => (readdirSync(folder).includes('uploads') ? readdirSync(uploads) : [])

describe('a district package', () => {
  it('is imported in the background, told file by file, and served at once', async () => {
    const state = await importOf(packageWith({}))
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
    const { items, total } = await readJson<Page>(await server.get('/api/proposals'))
    expect(total.count).toBe(11)
    expect(items.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/^Siswa belajar\s+bergantian$/),
    )
    await expect
      .poll(async () => (await server.get('/tiles/proposals,areas-village/0/0/0.mvt')).status)
      .toBe(200)
    await expect.poll(leftOvers).toEqual([])
  })

  it('lists its rejected rows page by page, each with reason, value and expectation', async () => {
    const { items: imports } = await readJson<{ items: ImportState[] }>(await ask('/api/imports'))
    const door = `/api/imports/${imports[0]?.id}/rejects`
    const whole = await readJson<{
      items: { id: number; file: string; reason: string }[]
      next: string | null
    }>(await ask(door))
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
      const page: typeof whole = await readJson(await ask(`${door}?limit=1&cursor=${cursor}`))
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
      const { status } = await ask(`${door}?${query}`)
      expect(status, query).toBe(query.startsWith('cursor=900') ? 200 : 400)
    }
  })

  it('sent a second time changes nothing and says so', async () => {
    const before = await countRows()
    const state = await importOf(packageWith({}))
    expect(state).toMatchObject({ state: 'done', report: { changed: false, computed: [] } })
    expect(new Set(state.report?.datasets.map(({ state: dataset }) => dataset))).toEqual(
      new Set(['unchanged']),
    )
    expect(await countRows()).toEqual(before)
  })

  it('in a folder of its own inside the zip, or with what macOS adds, is taken as well', async () => {
    const inside = Object.fromEntries(
      Object.entries(fixture).map(([name, bytes]) => [`kabupaten/${name}`, bytes]),
    )
    const added = { '__MACOSX/kabupaten/._desa.geojson': strToU8('x'), 'kabupaten/.DS_Store': strToU8('x') }
    expect(await importOf(zipSync({ ...inside, ...added }))).toMatchObject({
      state: 'done',
      report: { changed: false },
    })
  })

  it('sent while another is imported is a conflict', async () => {
    const answers = await Promise.all([upload(packageWith({})), upload(packageWith({}))])
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409])
    for (const answer of answers) {
      if (answer.status === 409) await readFault(answer, 409)
      else await finished(answer.headers.get('location') ?? '')
    }
    await expect.poll(leftOvers).toEqual([])
  })
})

describe('an upload at fault', () => {
  const HUGE = 40 * 1024 ** 2

  async function refused(
    zip: Uint8Array | string,
    status = 400,
    headers: Record<string, string> = {},
  ): Promise<Fault> {
    const before = await countRows()
    const fault = await readFault(await upload(zip, headers), status)
    expect(fault.parameter).toMatch(/^(body|Content-Type)$/)
    expect(fault.expected).toMatch(/\w/)
    expect(JSON.stringify(fault), 'no path of the server').not.toContain(folder)
    expect(await countRows()).toEqual(before)
    expect(leftOvers()).toEqual([])
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
      const response = await upload(damaged)
      expect([202, 400]).toContain(response.status)
      if (response.status === 202) await finished(response.headers.get('location') ?? '')
    }
    expect(await importOf(whole)).toMatchObject({ state: 'done' })
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
    expect(readdirSync(folder)).not.toContain('jahat.csv')
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
    await readFault(await server.get('/api/imports', Object.assign(request, { duplex: 'half' })), 413)
    expect(leftOvers()).toEqual([])
  })

  it('that breaks off midway leaves nothing behind', async () => {
    const socket = connect(Number(new URL(server.url).port), 'localhost')
    socket.write(
      `POST /api/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization.Authorization}\r\nContent-Type: application/zip\r\nContent-Length: 1000000\r\n\r\n`,
    )
    socket.write(Buffer.alloc(300_000))
    await expect.poll(() => leftOvers().length).toBe(1)
    socket.destroy()
    await expect.poll(() => leftOvers().length).toBe(0)
    expect(await importOf(packageWith({}))).toMatchObject({ state: 'done' })
  })
})

describe('a package at fault', () => {
  async function failed(zip: Uint8Array): Promise<Fault> {
    const before = await countRows()
    const state = await importOf(zip)
    expect(state).toMatchObject({
      state: 'failed',
      report: null,
      problem: { status: 400, title: expect.any(String), detail: expect.any(String) },
    })
    expect(JSON.stringify(state), 'no path of the server').not.toContain(folder)
    expect(await countRows()).toEqual(before)
    await expect.poll(leftOvers).toEqual([])
    return state.problem as Fault
  }

  it('in its manifest is told which entry is wrong', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ bogus: 1 }, 'bogus'],
      [{ id: '../..' }, 'id'],
      [{ workingCrs: 'EPSG:1; DROP TABLE areas' }, 'workingCrs'],
      [{ layers: [{ id: 'a"; DROP TABLE areas; --', title: 'x', file: 'jalan.geojson' }] }, 'layers.0.id'],
      [{ proposals: [{ file: 'usulan_2025.csv', year: 'kemarin' }] }, 'proposals.0.year'],
      ...['../district.json', '/etc/passwd', 'a/../../x.csv', '..\\x.csv'].map(
        (file): [Record<string, unknown>, string] => [
          { proposals: [{ file, year: 2025 }] },
          'proposals.0.file',
        ],
      ),
    ]
    for (const [changes, entry] of cases) {
      const problem = await failed(packageWith({}, changes))
      expect(problem).toMatchObject({
        parameter: 'district.json',
        expected: expect.stringContaining('district package'),
      })
      expect(problem.received).toContain(entry)
    }
    for (const text of ['', '{', '[]', 'null', '\0', '{"id":'.repeat(5000)])
      expect((await failed(packageWith({ 'district.json': strToU8(text) }))).parameter).toBe('district.json')
  })

  it('that names a file which is not there is told which', async () => {
    const problem = await failed(packageWith({}, { proposals: [{ file: 'hilang.csv', year: 2025 }] }))
    expect(problem.detail).toContain('hilang.csv')
  })

  it('with a workbook of another form is told what columns it has', async () => {
    const workbook = makeWorkbook({
      sheets: [
        {
          name: 'Gaji',
          rows: rowXml(1, ['NIP', 'Nama Pegawai', 'Golongan']) + rowXml(2, ['19800101', 'Budi', 'III/a']),
        },
      ],
    })
    const problem = await failed(
      packageWith({ 'gaji.xlsx': workbook }, { proposals: [{ file: 'gaji.xlsx', year: 2025 }] }),
    )
    expect(problem.detail).toContain('gaji.xlsx')
    expect(problem.detail).toMatch(/NIP, Nama Pegawai, Golongan|heading/)
  })

  it('with a file that is not what its name says is told which', async () => {
    for (const [name, bytes] of [
      ['usulan.xlsx', strToU8('bukan xlsx')],
      ['usulan.csv', new Uint8Array(5000).fill(0)],
      ['usulan.geojson', strToU8('{"type":"FeatureCollection","features":[')],
    ] as const) {
      const problem = await failed(
        packageWith({ [name]: bytes }, { proposals: [{ file: name, year: 2025 }] }),
      )
      expect(problem.detail).toContain(name)
    }
  })

  it('leaves what was imported before as it was', async () => {
    expect((await readJson<Page>(await server.get('/api/proposals'))).total.count).toBe(11)
    expect(await importOf(packageWith({}))).toMatchObject({ state: 'done', report: { changed: false } })
  })
})

describe('a package with text that no database holds', () => {
  it('is taken without NUL and halves of surrogate pairs', async () => {
    const feature = String.raw`{"type":"Feature","properties":{"sourceId":"N-2","title":"Jalan\u0000 \ud800 rusak","villageCode":"62.99.01.1003"},"geometry":null}`
    const file = 'nul.geojson'
    const files = { [file]: strToU8(`{"type":"FeatureCollection","features":[${feature}]}`) }
    const proposals = [{ file, format: 'petausul', year: 2027 }]
    expect(await importOf(packageWith(files, { proposals }))).toMatchObject({ state: 'done', problem: null })
    const { items } = await readJson<Page>(await server.get('/api/proposals?year=2027'))
    expect(items.map(({ title }) => title)).toEqual(['Jalan \uFFFD rusak'])
    expect(await importOf(packageWith({}))).toMatchObject({ state: 'done' })
  })
})

describe('an import that is not there', () => {
  it('is a 404', async () => {
    for (const id of ['1', 'x', '00000000-0000-0000-0000-000000000000', "' OR 1=1", '%00'])
      for (const door of ['', '/rejects'])
        await readFault(await ask(`/api/imports/${encodeURIComponent(id)}${door}`), 404)
  })
})
