import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mountSmallDisk } from '../support/full-disk.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault } from './answers.ts'
import { packageWith } from './district-zip.ts'
import { authorization } from './import-client.ts'

const disk = mountSmallDisk(24)
afterAll(() => disk?.remove())

const upload = (server: TestServer) =>
  server.get('/api/imports', {
    method: 'POST',
    headers: { ...authorization, 'Content-Type': 'application/zip' },
    body: Buffer.from(packageWith({})),
  })

const ended = (server: TestServer) => async () => {
  const { items } = (await (await server.get('/api/imports', { headers: authorization })).json()) as {
    items: { state: string }[]
  }
  return items[0]?.state
}

describe.skipIf(!disk)('a full disk', () => {
  let server: TestServer
  const left = (name: string) => {
    const folder = join(disk?.folder ?? '', name)
    return existsSync(folder) ? readdirSync(folder) : []
  }
  beforeAll(async () => {
    server = await startTestServer({ settings: { DATA_DIR: disk?.folder ?? '' } })
  })
  afterAll(() => server.close())

  it('is told to who uploads; nothing is left, and with room again it goes on', async () => {
    disk?.fill()
    const answer = await upload(server)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await readFault(answer, 503)).toMatchObject({ title: 'Disk full', status: 503 })
    expect(left('uploads')).toEqual([])
    expect((await server.get('/healthz')).status).toBe(200)
    disk?.makeRoom()
    expect((await upload(server)).status).toBe(202)
    await expect.poll(ended(server), { timeout: 60_000 }).toBe('done')
    await expect.poll(() => left('uploads')).toEqual([])
  })

  it.each(['gpkg', 'fgb', 'shp.zip'])(
    'is told to who downloads %s, and others take theirs',
    async (format) => {
      disk?.fill()
      const answer = await server.get(`/data/areas-village.${format}`)
      expect(await readFault(answer, 503)).toMatchObject({ title: 'Disk full', status: 503 })
      expect(left('scratch')).toEqual([])
      expect((await server.get('/data/areas-village.csv')).status).toBe(200)
      disk?.makeRoom()
      const again = await server.get(`/data/areas-village.${format}`)
      expect(again.status).toBe(200)
      await again.arrayBuffer()
    },
  )
})

it('what killed imports left is gone after the start; what another process is at work with stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-uploads-'))
  const uploads = join(folder, 'uploads')
  const [byName, byNumber, other] = ['import-Ab12Cd', '999999999-x', `${process.ppid}-x`]
  for (const name of [byName, byNumber, other]) {
    mkdirSync(join(uploads, name, 'package'), { recursive: true })
    writeFileSync(join(uploads, name, 'package.zip'), 'half of a package')
  }
  const server = await startTestServer({ settings: { DATA_DIR: folder } })
  expect(readdirSync(uploads)).toEqual([other])
  await server.close()
  rmSync(folder, { recursive: true })
})
