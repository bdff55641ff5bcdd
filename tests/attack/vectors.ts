import { connect } from 'node:net'
import { createRandom } from '../../core/random/random.ts'
import type { Ask, Client } from './request.ts'

/** One way to hurt a server; each call is one try, drawn anew. */
export interface Vector {
  name: string
  attack(client: Client, url: string): Promise<unknown>
}

const random = createRandom(20261201)
const between = (low: number, high: number) => low + random.unit() * (high - low)
const pick = <T>(values: readonly T[]) => values[random.below(values.length)]!
const lon = () => between(114.9, 115.5).toFixed(6)
const lat = () => between(-4, -3.5).toFixed(6)
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/json' }

/** Points at random: of a few hundred, nearly every edge crosses a third of the others. */
const scribble = (count: number): string[] => {
  const points = Array.from({ length: count }, () => `${lon()} ${lat()}`)
  return [...points, points[0]!]
}
/** Simple, with as many teeth as asked: judged in full, and wide enough to meet every row. */
const comb = (teeth: number): string[] => {
  const points = Array.from({ length: teeth }, (_, at) => {
    const x = 114 + (at * 2) / teeth
    return `${x.toFixed(7)} ${at % 2 === 0 ? '-3' : '-4.2'}`
  })
  return [...points, '116 -5', '114 -5', points[0]!]
}
const rings = { scribble, comb }
const polygon = (points: readonly string[]) => `POLYGON((${points.join(',')}))`
const asGeoJson = (points: readonly string[]) => ({
  type: 'Polygon',
  coordinates: [points.map((point) => point.split(' ').map(Number))],
})
const crossing = (count: number) => `S_INTERSECTS(geometry,${polygon(pick(Object.values(rings))(count))})`
const layer = () => pick(['areas-village', 'proposals', 'facilities', 'need', 'roads'])
const infoQuery = (of: string) =>
  `service=WMS&version=1.3.0&request=GetFeatureInfo&layers=${of}&query_layers=${of}&styles=&crs=EPSG:4326&bbox=-4,114.9,-3.5,115.5&width=256&height=256&i=100&j=100&format=image/png&info_format=application/json`
const postForm = (body: string): Ask => ({ method: 'POST', headers: form, body })
const postJson = (body: unknown): Ask => ({ method: 'POST', headers: json, body: JSON.stringify(body) })

const geometries: Vector[] = [
  {
    name: 'scribbled polygon, POST /wms',
    attack: (client) =>
      client('/wms', postForm(`${infoQuery(layer())}&cql_filter=${encodeURIComponent(crossing(2000))}`)),
  },
  {
    name: 'scribbled polygon, GET /ogc',
    attack: (client) =>
      client(
        `/ogc/collections/${layer()}/items?filter-lang=cql2-text&filter=${encodeURIComponent(crossing(400))}`,
      ),
  },
  {
    name: 'scribbled polygon, GET /data',
    attack: (client) =>
      client(`/data/${layer()}.geojson?filter=${encodeURIComponent(crossing(400))}`, { leaveAfterMs: 8000 }),
  },
  {
    name: 'figures of a scribbled zone',
    attack: (client) =>
      client(
        '/api/zones/statistics',
        postJson({ geometry: asGeoJson(pick(Object.values(rings))(pick([1200, 4000]))) }),
      ),
  },
  {
    name: 'the whole world',
    attack: (client) =>
      client(
        '/api/zones/statistics',
        postJson({ geometry: asGeoJson(['-180 -90', '180 -90', '180 90', '-180 90', '-180 -90']) }),
      ),
  },
  {
    name: 'a proposal with a scribble for its place',
    attack: (client) =>
      client('/api/proposals', postJson({ title: 'Jalan', geometry: asGeoJson(scribble(3000)) })),
  },
]

const costly: Vector[] = [
  {
    name: 'the largest picture',
    attack: (client) =>
      client(
        `/wms?service=WMS&version=1.3.0&request=GetMap&layers=areas-village,proposals,poverty&styles=,,&crs=EPSG:4326&bbox=-4.${random.below(9999)},114.9,-3.5,115.5&width=4096&height=4096&format=image/png`,
      ),
  },
  {
    name: 'uncached heat',
    attack: (client) =>
      client(`/heat/proposals/9/419/261.png?radiusMetres=${Math.floor(between(500, 9000))}&weight=cost`),
  },
  {
    name: 'downloads that are left',
    attack: (client) => client('/data/proposals.xlsx', { leaveAfterMs: pick([20, 200, 1000]) }),
  },
  {
    name: 'tiles by text searches, all different',
    attack: (client) =>
      client(
        `/tiles/proposals/9/419/261.mvt?q=${encodeURIComponent(Math.random().toString(36).slice(2, 5))}`,
      ),
  },
  {
    name: 'a page of the list far down',
    attack: (client) => client(`/api/proposals?limit=1000&q=${pick(['a', 'jalan', '%', '_'])}`),
  },
  { name: 'the whole catalogue of CSW', attack: (client) => client('/csw', postForm(cswQuery())) },
  {
    name: 'nested filters',
    attack: (client) =>
      client(
        `/ogc/collections/proposals/items?filter=${encodeURIComponent(`${'('.repeat(3000)}a=1${')'.repeat(3000)}`)}`,
      ),
  },
  {
    name: 'patterns that backtrack',
    attack: (client) =>
      client(
        `/ogc/collections/proposals/items?filter=${encodeURIComponent(`title LIKE '${'%a'.repeat(200)}%'`)}`,
      ),
  },
]

const cswQuery = () =>
  `service=CSW&version=2.0.2&request=GetRecords&typeNames=csw:Record&resultType=results&elementSetName=full&maxRecords=1000&constraintLanguage=CQL_TEXT&constraint=${encodeURIComponent(`AnyText LIKE '%${'a%'.repeat(50)}'`)}&constraint_language_version=1.1.0`

const guesses: Vector[] = [
  {
    name: 'guessed passwords',
    attack: (client) => client('/api/session', postJson({ password: `tebakan-${random.below(1e9)}` })),
  },
  {
    name: 'guessed tokens by Basic, at any route',
    attack: (client) =>
      client(pick(['/api/imports', '/api/zones', '/api/criteria', '/api/portfolios', '/api/score-models']), {
        headers: {
          authorization: `Basic ${btoa(`admin:pu_${String(random.below(1e9)).padStart(43, '0')}`)}`,
        },
      }),
  },
]

const malformed: Vector[] = [
  {
    name: 'deep JSON',
    attack: (client) =>
      client('/api/zones/statistics', { method: 'POST', headers: json, body: '['.repeat(200_000) }),
  },
  {
    name: 'a body beyond every limit',
    attack: (client) =>
      client('/api/proposals', {
        method: 'POST',
        headers: json,
        body: Buffer.alloc(30_000_000, 'a'),
        leaveAfterMs: 8000,
      }),
  },
  {
    name: 'entities in XML',
    attack: (client) =>
      client('/csw', {
        method: 'POST',
        headers: { 'content-type': 'application/xml' },
        body: `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}">]><a>${'&b;'.repeat(5000)}</a>`,
      }),
  },
  {
    name: 'words that are no words',
    attack: (client) =>
      client(
        `/${pick(['api/proposals', 'ogc/collections/proposals/items', 'tiles/proposals/9/1/1.mvt', 'data/proposals.csv'])}?${pick(['bbox', 'year', 'limit', 'status', 'crs', 'filter'])}=${encodeURIComponent(pick(["'", '%00', '1e999', '-1', 'NaN', '\u202e', '[]', '../../etc/passwd', '😀'.repeat(200)]))}`,
      ),
  },
  { name: 'a head that never ends', attack: (_client, url) => slowHead(url) },
  {
    name: 'streams of changes that are left',
    attack: (client) => client('/api/changes', { leaveAfterMs: pick([50, 2000]) }),
  },
]

/** Sends a request head line by line, and leaves after a while without having ended it. */
function slowHead(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.66' })
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n')
    const timer = setInterval(() => socket.write(`X-${random.below(1e6)}: 1\r\n`), 300)
    setTimeout(() => {
      clearInterval(timer)
      socket.destroy()
    }, 5000)
  })
}

export const vectors: readonly Vector[] = [...geometries, ...costly, ...guesses, ...malformed]
