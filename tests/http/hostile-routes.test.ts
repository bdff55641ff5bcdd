import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeApi } from '../../server/http/routes/openapi.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { sampleOf } from '../support/sample.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { expectWellFormed } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'
import { signIn } from './sign-in.ts'

interface Definition {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>
  components?: { parameters?: Record<string, Parameter> }
}
interface Parameter {
  $ref?: string
  name: string
  in: string
}
interface AskedRoute {
  template: string
  parameters: readonly string[]
}

/** Addresses that people and browsers try though no route has them. */
const UNKNOWN = ['/ajukan', '/dasbor', '/robots.txt', '/favicon.ico']
/** What a route is asked with that names no parameter. */
const ANY = ['x']

const SAMPLES: Readonly<Record<string, string>> = {
  layer: 'proposals',
  layers: 'proposals',
  collection: 'proposals',
  file: 'proposals.csv',
  code: '202500001',
  item: '1',
  name: 'standard',
  style: 'poverty.standard',
  tileMatrixSet: 'WebMercatorQuad',
  model: 'default',
  analysis: 'village-hotspots',
  key: 'cost',
}
const address = (template: string) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => SAMPLES[name] ?? '0')

const LONGEST = 4_000
/** One value of each kind of attack: hostile-parameters.test.ts tries all of them on the routes that read most. */
const VALUES = [
  ...NASTY.filter((_, at) => at % 12 === 0),
  'NaN,NaN,NaN,NaN',
  '9'.repeat(30),
  'x'.repeat(LONGEST),
  '\uD800',
  'a\0b',
]
const AT_ONCE = 6
const DEADLINE_MS = 30_000

/** Routes that neither definition describes, with what they say that they read; the services have tests of their own besides. */
const others: readonly AskedRoute[] = routeTable
  .filter(
    ({ method, kind = 'api', path }) =>
      method === 'get' && kind !== 'api' && !/^\/ogc(\/|$)/.test(path) && !path.includes('*'),
  )
  .map(({ path, query = [] }) => ({
    template: path,
    parameters: query.length > 0 ? query.map(({ name }) => name) : ANY,
  }))

let server: TestServer
let askedRoutes: AskedRoute[]
let signedIn: { Cookie: string }
beforeAll(async () => {
  server = await startTestServer()
  signedIn = await signIn(server)
  askedRoutes = [
    ...routesToAsk(JSON.parse(JSON.stringify(describeApi(server.url))), ''),
    ...routesToAsk(await readJson<Definition>(await server.get('/ogc/api')), '/ogc'),
    ...others,
    ...UNKNOWN.map((template) => ({ template, parameters: ['lang'] })),
  ]
})
afterAll(() => server.close())

function routesToAsk({ paths, components }: Definition, root: string): AskedRoute[] {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const all = (get.parameters ?? []).map((parameter) => {
      const name = parameter.$ref?.split('/').at(-1)
      return name === undefined ? parameter : components?.parameters?.[name]
    })
    const parameters = all.flatMap((known) => (known?.in === 'query' ? [known.name] : []))
    return [{ template: `${root}${path === '/' && root ? '' : path}`, parameters }]
  })
}

/** An answer in words that are well-formed, whoever asks. */
async function expectDefined(path: string): Promise<void> {
  const answer = await server.get(path, {
    headers: signedIn,
    signal: AbortSignal.timeout(DEADLINE_MS),
  })
  const type = answer.headers.get('content-type') ?? ''
  const body = Buffer.from(await answer.arrayBuffer())
  const what = `${path.slice(0, 160)} → ${answer.status} ${type} ${body.subarray(0, 160).toString()}`
  expect(answer.status, what).toBeLessThan(500)
  if (answer.status < 400) return
  expect(body.length, what).toBeLessThan(200_000)
  if (/json/.test(type)) expect(JSON.parse(body.toString()), what).toMatchObject({ status: answer.status })
  else if (/xml/.test(type)) expectWellFormed(body.toString().replace(/<!DOCTYPE [^>]*>/, ''))
  else expect(type, what).toMatch(/^text\/html/)
  if (/html/.test(type)) expect(body.toString(), what).not.toContain('<script>alert(1)')
}

describe('every route that is asked by GET', () => {
  it('is on the list: those of the definitions, and those that say themselves what they read', () => {
    const known = new Set(askedRoutes.map(({ template }) => template.replaceAll(/\{\w+\}/g, '{}')))
    const unknown = routeTable
      .flatMap(({ method, path }) => (method === 'get' ? [path] : []))
      // Only tells which tiles changed, for as long as one listens; anything else is a 404.
      .filter((path) => path !== '/api/changes' && !path.includes('*'))
      .filter((path) => !known.has(path.replaceAll(/\{\w+\}/g, '{}')))
    expect(unknown).toEqual([])
    expect(askedRoutes.length).toBeGreaterThan(70)
  })

  it('answers hostile, missing and repeated parameters in words', async () => {
    const paths = askedRoutes
      .filter(({ template }) => template !== '/api/changes')
      .flatMap(({ template, parameters }) => {
        const path = address(template)
        return [
          path,
          `${path}?tidak_dikenal=1&__proto__=2`,
          ...parameters.flatMap((name) => [
            `${path}?${name}=`,
            `${path}?${name}=1&${name}=2`,
            ...VALUES.map((value) => `${path}?${new URLSearchParams({ [name]: value })}`),
          ]),
        ]
      })
    expect(paths.length).toBeGreaterThan(1500)
    const left = sampleOf(paths, 7).values()
    const work = async () => {
      for (const path of left) await expectDefined(path)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect((await server.get('/healthz')).status).toBe(200)
  }, 600_000)

  it('answers hostile parts of its path in words', async () => {
    const values = [
      '..%2f..%2fetc%2fpasswd',
      '%00',
      '%ED%A0%80',
      "'%20OR%201=1",
      '%3Cscript%3Ealert(1)',
      'x'.repeat(2000),
    ]
    for (const { template } of askedRoutes.filter(({ template }) => template.includes('{')))
      for (const value of values)
        await expectDefined(
          template.replace(/\{\w+\}/, value).replace(/\{(\w+)\}/g, (_, name: string) => SAMPLES[name] ?? '0'),
        )
  }, 600_000)
})
