import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { OFFICE } from './zone-client.ts'

const ALLOWED = 'https://geoservices.example.go.id'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ settings: { CONTEXT_HOSTS: `${ALLOWED},http://127.0.0.1:9` } })
})
afterAll(() => server.close())

const layer = {
  kind: 'wms',
  url: `${ALLOWED}/wms`,
  layer: 'rtrw',
  title: { id: 'Tata ruang', en: 'Spatial plan' },
  attribution: 'Badan Contoh',
}
const put = (id: string, body: unknown, headers: Record<string, string> = OFFICE) =>
  server.get(`/api/context-layers/${id}`, {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const list = async () =>
  await readJson<{ items: { id: string }[]; allowedHosts: string[] }>(await server.get('/api/context-layers'))

describe('maps of others', () => {
  it('are chosen by the office, seen by all, and replaced or taken away', async () => {
    expect((await put('rtrw', layer, {})).status).toBe(401)
    expect((await list()).items).toEqual([])
    expect((await put('rtrw', layer)).status).toBe(200)
    expect(
      (await put('citra', { ...layer, kind: 'xyz', url: `${ALLOWED}/{z}/{x}/{y}.png`, layer: null })).status,
    ).toBe(200)
    expect((await list()).items.map(({ id }) => id).sort()).toEqual(['citra', 'rtrw'])
    await put('rtrw', { ...layer, layer: 'rdtr' })
    expect((await list()).items.find(({ id }) => id === 'rtrw')).toMatchObject({ layer: 'rdtr' })
    const remove = async () =>
      await server.get('/api/context-layers/citra', { method: 'DELETE', headers: OFFICE })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
  })

  it.each([
    ['http://169.254.169.254/latest', 'another host'],
    ['https://geoservices.example.go.id.evil.example/wms', 'a host that only begins alike'],
    ['https://geoservices.example.go.id@evil.example/wms', 'a host hidden behind a user'],
    ['https://user:pass@geoservices.example.go.id/wms', 'a password'],
    ['javascript:alert(1)', 'a script'],
    ['file:///etc/passwd', 'a file'],
    ['http://geoservices.example.go.id/wms', 'another scheme'],
    ['https://geoservices.example.go.id:8443/wms', 'another port'],
    ['/wms', 'no host'],
  ])('refuses %s: %s', async (url) => {
    expect(await readFault(await put('salah', { ...layer, url }), 400)).toMatchObject({ parameter: 'url' })
  })

  it('names what is wrong with a description', async () => {
    const faults: [unknown, string][] = [
      [{ ...layer, kind: 'ftp' }, 'kind'],
      [{ ...layer, layer: null }, 'layer'],
      [{ ...layer, kind: 'xyz', layer: null }, 'url'],
      [{ ...layer, title: { id: '', en: 'x' } }, 'title.id'],
      [{ ...layer, attribution: 'x'.repeat(301) }, 'attribution'],
    ]
    for (const [body, parameter] of faults)
      expect(await readFault(await put('salah', body), 400), parameter).toMatchObject({ parameter })
    await readFault(await put('SALAH%00', layer), 400)
    expect((await put('salah', '{')).status).toBe(400)
    expect((await put('salah', `"${'x'.repeat(5000)}"`)).status).toBe(413)
  })

  it('let browsers fetch from the allowed hosts, and nothing else', async () => {
    const policy = (await server.get('/katalog')).headers.get('content-security-policy') ?? ''
    for (const directive of ['img-src', 'connect-src'])
      expect(policy).toMatch(new RegExp(`${directive} [^;]*${ALLOWED}`))
    expect(policy).not.toMatch(/(img|connect)-src [^;]*\*/)
  })
})
