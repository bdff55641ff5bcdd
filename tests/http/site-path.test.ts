import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClientIfStale } from '../../server/wiring/build-client.ts'
import { freePort } from '../support/free-port.ts'
import { sampleOf, shareOf } from '../support/sample.ts'
import { OFFICE, PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { routesOfApp } from './app-routes.ts'
import { askingsOf } from './routes-to-ask.ts'
import { signIn } from './sign-in.ts'

const PUBLIC_URL = 'https://geoportal.contoh.go.id/petausul'
const office = OFFICE
/** What no answer may hold: our host without the path, and links from the root of the host. */
const ASTRAY = [
  /https:\/\/geoportal\.contoh\.go\.id(?!\/petausul(?![\w-]))/,
  / (?:href|src|action|formaction|data-next)="\/(?!petausul[/"?])/,
  // Addresses in JSON; keys that begin so are those of OpenAPI, which stand under its server.
  /"\/(?:api|data|gaya|heat|katalog|masuk|ogc|rencana|tiles|usulan|wms|csw)[/?][^"]*"(?!\s*:)/,
  /^location: \/(?!petausul\/)/m,
]

const LONG = 300_000
/** Of a sample's addresses. */
const EVERY = 4

let server: TestServer
let root: string
beforeAll(async () => {
  const port = await freePort()
  root = `http://localhost:${port}`
  server = await startTestServer({
    clientFolder: await buildClientIfStale(() => {}),
    settings: { PORT: String(port), PUBLIC_URL },
  })
})
afterAll(() => server.close())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(root + path, { redirect: 'manual', headers: { ...office, Accept: 'text/html' }, ...init })

async function codeOfFirst(): Promise<string> {
  const { items } = (await (await ask('/petausul/api/proposals')).json()) as { items: { code: string }[] }
  return items[0]?.code ?? ''
}

/** Several at a time, as clients ask. */
async function eachOf(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  const waiting = [...paths]
  const take = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await work(path)
  }
  await Promise.all(Array.from({ length: 4 }, take))
}

describe('a server under a path of its host', () => {
  it.each(['/petausul', ''])('answers with the path %j passed on by the proxy', async (path) => {
    const code = await codeOfFirst()
    for (const address of [
      '/',
      '/usulan',
      `/usulan/${code}`,
      '/api/layers',
      '/katalog.jsonld',
      '/ogc',
      '/healthz',
    ])
      expect((await ask(path + address)).status, address).toBe(200)
    expect((await ask(`${path}/tiles/proposals/9/413/259.mvt`)).status).toBe(200)
    expect((await ask(`${path}/heat/proposals/9/413/259.png`)).status).toBe(200)
    expect((await ask(`${path}/petausulan`)).status).toBe(404)
  })

  it('is found at the path without a slash at its end', async () => {
    expect(await (await ask('/petausul')).text()).toBe(await (await ask('/petausul/')).text())
    expect((await ask('/petausul?lang=en')).status).toBe(200)
  })

  it(
    'leads to no address from the root of the host, whatever is asked, and to none that is not there',
    async () => {
      const inventory = {
        layers: ['proposals', 'poverty'],
        codes: [await codeOfFirst()],
        items: [1],
        ids: ['1'],
        records: ['proposals'],
        places: [],
        inEveryWay: false,
      }
      const links = new Set<string>()
      const routes = (await routesOfApp(server.database)).filter((route) =>
        /^GET (?!.*(changes|metrics))/.test(route),
      )
      const askings = sampleOf(
        routes.flatMap((route) => askingsOf(route, inventory)),
        EVERY,
      )
      const paths = askings.map(({ path }) => path)
      let read = 0
      const look = async (path: string, Accept: string) => {
        const answer = await ask(`/petausul${path}`, { headers: { ...office, Accept } })
        const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
        const text = `${headers}\n${await answer.text()}`
        for (const astray of ASTRAY) expect(astray.exec(text)?.[0], `${path} as ${Accept}`).toBeUndefined()
        if (answer.status !== 200) return
        read++
        if (answer.headers.get('content-type')?.includes('html'))
          for (const [, link = ''] of text.matchAll(/ (?:href|src)="(\/[^"#]*)/g))
            links.add(link.replaceAll('&amp;', '&'))
      }
      await eachOf(paths, (path) => look(path, '*/*'))
      // Pages, and documents that are pages to people.
      await eachOf(
        paths.filter((path) => !/^\/(api|data|heat|tiles|wms|csw)/.test(path)),
        (path) => look(path, 'text/html'),
      )
      expect(read).toBeGreaterThan(shareOf(200, EVERY))
      expect(links.size).toBeGreaterThan(shareOf(100, EVERY))
      // By session: pages of one's own account are not for programs. The audit tells where somebody signed in, so not before.
      const session = await signIn({ ...server, get: (path, init) => ask(`/petausul${path}`, init) })
      await eachOf(sampleOf([...links], EVERY), async (link) => {
        const { status } = await ask(link, { method: 'HEAD', headers: { ...session, Accept: 'text/html' } })
        // A service's own address without a question is a 400.
        expect([200, 204, 400], `${status} ${link}`).toContain(status)
      })
    },
    LONG,
  )

  it('gives its session to itself alone, and names what was made under the path', async () => {
    const json = { 'Content-Type': 'application/json' }
    const signedIn = await ask('/petausul/api/session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ password: PASSWORD }),
    })
    expect(signedIn.headers.get('set-cookie')).toMatch(/Path=\/petausul;.*Secure/)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const signedOut = await ask('/petausul/api/session', { method: 'DELETE', headers: { Cookie: cookie } })
    expect(signedOut.headers.get('set-cookie')).toMatch(/Path=\/petausul;/)
    const made = await ask('/petausul/api/proposals', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ title: 'Jembatan', lon: 111.25, lat: -2.15 }),
    })
    expect(made.headers.get('location')).toMatch(/^\/petausul\/api\/proposals\/./)
    expect((await ask(made.headers.get('location') ?? '')).status).toBe(200)
    const toSignIn = await ask('/petausul/impor', { headers: { Accept: 'text/html' } })
    expect(toSignIn.headers.get('location')).toBe('/petausul/masuk?lanjut=%2Fimpor')
  })

  it('unfolds links under the path, and refuses those of its neighbours on the host', async () => {
    const of = (url: string) => ask(`/petausul/oembed?url=${encodeURIComponent(url)}`)
    const answer = (await (await of(`${PUBLIC_URL}/katalog/poverty`)).json()) as { html: string }
    expect(answer.html).toContain(`src="${PUBLIC_URL}/sematan?layers=poverty"`)
    expect((await of('https://geoportal.contoh.go.id/lain/katalog/poverty')).status).toBe(404)
  })
})
