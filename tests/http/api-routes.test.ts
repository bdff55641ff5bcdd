import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '../../server/cycles/create-cycle.ts'
import { describeApi } from '../../server/http/routes/openapi.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { routesOfApp } from './app-routes.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Operation {
  summary: string
  parameters?: { name: string; in: string; description: string; schema: object; required: boolean }[]
  requestBody?: { content: Record<string, object> }
  responses: Record<string, { description: string }>
}
interface Description {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

/** Sends bytes as they are and returns the answer's text. */
async function sendRaw(request: string): Promise<string> {
  const { port } = new URL(server.url)
  const socket = connect(Number(port), 'localhost')
  await once(socket, 'connect')
  socket.write(request)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

describe('openapi.json', () => {
  it('is served, and lists every route that answers under /api, and none besides', async () => {
    const served = await readJson<Description>(await server.get('/api/openapi.json'))
    expect(served).toEqual(JSON.parse(JSON.stringify(describeApi(server.url))))
    const described = Object.entries(served.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const routes = await routesOfApp(server.database)
    const api = routes.filter((route) => route.includes('/api/') && !route.endsWith('/openapi.json'))
    expect(api.length).toBeGreaterThan(10)
    expect(described.filter((route) => route.includes('/api/')).sort()).toEqual(api.sort())
  })

  it('is sound OpenAPI 3.1: path parameters declared, unique and required, responses and references there', async () => {
    const { openapi, info, paths, components } = await readJson<Description>(
      await server.get('/api/openapi.json'),
    )
    expect(openapi).toBe('3.1.0')
    expect(info).toMatchObject({ title: 'PetaUsul', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    for (const [path, operations] of Object.entries(paths)) {
      expect(path).toMatch(/^\//)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const [method, { summary, parameters = [], responses }] of Object.entries(operations)) {
        const where = `${method} ${path}`
        expect(['get', 'post', 'put', 'patch', 'delete'], where).toContain(method)
        expect(summary, where).toMatch(/\w/)
        expect(Object.keys(responses).length, where).toBeGreaterThan(0)
        for (const [status, { description }] of Object.entries(responses)) {
          expect(status, where).toMatch(/^([1-5]\d\d|default)$/)
          expect(description, where).toMatch(/\w/)
        }
        const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
        expect(new Set(names).size, where).toBe(names.length)
        expect(
          parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
          where,
        ).toEqual(inPath)
        for (const parameter of parameters)
          if (parameter.in === 'path') expect(parameter.required, where).toBe(true)
      }
    }
    for (const [, name] of JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(Object.keys(components.schemas)).toContain(name)
  })

  it('names for each route just the parameters that it takes', async () => {
    const { paths } = await readJson<Description>(await server.get('/api/openapi.json'))
    const sample: Record<string, string> = {
      code: '202500001',
      id: '0',
      model: 'default',
      analysis: 'density',
      name: 'default',
      layers: 'proposals',
      layer: 'proposals',
      z: '0',
      x: '0',
      y: '0',
      year: '2025',
      stage: 'rkpd',
    }
    await createCycle(server.database.write, null, {
      ...{ region: '62.99', planYear: 2025, forumYear: 2024, realisationYear: 2025 },
      ...{ timeZone: 'Asia/Pontianak', tracks: ['desa', 'kelurahan'], usualDates: true },
    })
    const values: Record<string, string> = {
      bbox: '111,-3,112,-1',
      limit: '10',
      lon: '111',
      lat: '-2',
      q: 'kota',
      near: '111,-2',
      sort: 'cost',
      weight: 'cost',
      radiusMetres: '100',
      year: '2025',
      layers: 'proposals',
      model: 'default',
      method: 'weighted-sum',
      version: '1',
      properties: 'code,status',
      'bbox-crs': 'CRS84',
      clip: 'true',
      filter: "status = 'accepted'",
      'filter-lang': 'cql2-text',
      'filter-crs': 'CRS84',
      crs: 'EPSG:4326',
      lang: 'en',
      geometry: 'wkt',
    }
    const everyones = new Set(
      routeTable
        .filter(({ method, access }) => method === 'get' && access.to === 'everyone')
        .map(({ path }) => path),
    )
    for (const [path, { get }] of Object.entries(paths)) {
      if (
        !get ||
        !everyones.has(path) ||
        /^\/api\/(changes|zones\/|decisions\/|statistics\/.*csv)/.test(path)
      )
        continue
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => sample[name] ?? '')
      const known = (get.parameters ?? []).filter(
        (parameter) => parameter.in === 'query' && !['cursor', 'zone'].includes(parameter.name),
      )
      const own = path.endsWith('/sld') ? { ...values, version: '1.0.0' } : values
      const query = new URLSearchParams(known.map(({ name }) => [name, own[name] ?? '62.99']))
      const answer = await server.get(`${at}?${query}`)
      expect(answer.status, `${at}?${query}`).toBeLessThan(300)
      await answer.arrayBuffer()
      await readFault(await server.get(`${at}?${query}&tidak_dikenal=1`), 400)
    }
  })
})

describe('every answer', () => {
  const PATHS = [
    '/api/district',
    '/api/proposals',
    '/api/proposals/TIDAK',
    '/tidak/ada',
    '/data/roads.csv',
    '/tiles/proposals/0/0/0.mvt',
    '/tiles/proposals.json',
    '/heat/proposals/0/0/0.png',
    '/tiles/proposals/99/0/0.mvt',
    '/healthz',
    '/readyz',
    '/metrics',
  ]

  it('tells browsers not to guess its type, and nothing of what made it', async () => {
    for (const path of PATHS) {
      const { headers } = await server.get(path)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('x-powered-by'), path).toBeNull()
      expect(headers.get('server'), path).toBeNull()
    }
  })

  it('that a browser might show comes with a policy that allows no script but our own', async () => {
    for (const path of PATHS.filter((name) => !/^\/(tiles|heat)/.test(name))) {
      const policy = (await server.get(path)).headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("script-src 'self'")
      expect(policy, path).not.toMatch(/script-src[^;]*unsafe/)
    }
  })

  it('in text comes packed to those who can unpack it', async () => {
    const ask = (encoding: string) =>
      server.get('/api/proposals', { headers: { 'Accept-Encoding': encoding } })
    const packed = await ask('gzip')
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('vary')).toMatch(/accept-encoding/i)
    expect((await ask('identity')).headers.get('content-encoding')).toBeNull()
    expect(await packed.text()).toBe(await (await ask('identity')).text())
    const tile = await server.get('/tiles/areas-village/0/0/0.mvt', {
      headers: { 'Accept-Encoding': 'identity' },
    })
    expect(tile.headers.get('content-encoding')).toBeNull()
  })

  it('to HEAD is that to GET without its body', async () => {
    for (const path of [...PATHS, '/api/changes']) {
      const answer = await server.get(path, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
      expect(await answer.text(), path).toBe('')
      if (path === '/api/changes') continue
      const whole = await server.get(path)
      expect(answer.status, path).toBe(whole.status)
      expect(answer.headers.get('content-type'), path).toBe(whole.headers.get('content-type'))
    }
  })

  it('to a method that a route does not know is a refusal in words', async () => {
    for (const path of [
      '/api/proposals',
      '/api/proposals/202500001',
      '/tiles/proposals/0/0/0.mvt',
      '/heat/proposals/0/0/0.png',
      '/api/layers',
      '/data/roads.csv',
      '/tidak/ada',
    ])
      for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE2', 'QUERY']) {
        const answer = await sendRaw(
          `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        )
        expect(answer, `${method} ${path}`).toMatch(/^HTTP\/1\.1 4\d\d /)
      }
    const fault = await readFault(await server.get('/api/layers', { method: 'DELETE' }), 405)
    expect(fault.expected).toBe('GET, HEAD')
    expect((await server.get('/api/proposals', { method: 'PUT' })).headers.get('allow')).toBe(
      'GET, HEAD, POST',
    )
    await readFault(await server.get('/tidak/ada', { method: 'DELETE' }), 404)
  })

  it('to OPTIONS names the methods', async () => {
    const answer = await server.get('/api/proposals', { method: 'OPTIONS' })
    expect(answer.status).toBeLessThan(300)
    expect(answer.headers.get('allow')).toMatch(/GET.*POST/)
  })

  it('comes before the connection is closed, however much is still being sent', async () => {
    for (const [sent, status] of [
      [`GET /?q=${'x'.repeat(2_000_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
      [`GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'x'.repeat(2_000_000)}\r\n\r\n`, 431],
      [`${'NONSENSE '.repeat(200_000)}\r\n\r\n`, 400],
    ] as const) {
      const [head = '', body = ''] = (await sendRaw(sent)).split('\r\n\r\n')
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(head).toContain('application/problem+json')
      expect(JSON.parse(body)).toMatchObject({ status, detail: expect.any(String) })
    }
    // An idle connection is held longer than proxies hold theirs.
    const idle = /timeout=(\d+)/.exec((await server.get('/healthz')).headers.get('keep-alive') ?? '')
    expect(Number(idle?.[1])).toBeGreaterThan(60)
  })

  it('to a malformed request line is a refusal, and the server stands', async () => {
    const lines = [
      'GET // HTTP/1.1',
      'GET //:99999999/api/proposals HTTP/1.1',
      'GET http://[::bad/api/proposals HTTP/1.1',
      'GET http://x:99999/api/proposals HTTP/1.1',
      'GET /api/proposals?%zz=%zz HTTP/1.1',
      'GET /%zz HTTP/1.1',
      'GET /tiles/%zz/0/0/0.mvt HTTP/1.1',
      'GET * HTTP/1.1',
      'GET /../../../../etc/passwd HTTP/1.1',
      'GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1',
      'GET /assets/..%2f..%2fetc/passwd HTTP/1.1',
      'NONSENSE',
      'GET / HTTP/9.9',
      `GET /${'a'.repeat(20_000)} HTTP/1.1`,
    ]
    for (const line of lines) {
      const answer = await sendRaw(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect(answer.split('\r\n')[0], line.slice(0, 80)).toMatch(/^HTTP\/1\.1 (200|4\d\d) /)
      expect(answer).not.toContain('root:')
      expect(answer, 'no path of the server').not.toContain('/tmp/')
    }
    expect((await server.get('/healthz')).status).toBe(200)
  })
})

describe('the operator', () => {
  it('is told that the server is alive, ready, and how it fares', async () => {
    expect(await readJson(await server.get('/healthz'))).toEqual({ status: 'ok' })
    expect(await readJson(await server.get('/readyz'))).toMatchObject({
      status: 'ready',
      engine: server.database.engine,
    })
    expect(await (await server.get('/metrics')).text()).toMatch(
      /^petausul_layer_features\{layer="proposals"\} 11$/m,
    )
  })
})
