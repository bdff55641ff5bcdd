import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { joinStaleProposals } from '../../server/join/proposals.ts'
import { readServices } from '../../server/join/served.ts'
import { openStore } from '../support/open-store.ts'
import { sampleOf, shareOf } from '../support/sample.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { contentsOf } from './answer-contents.ts'
import { readJson } from './answers.ts'
import { EVERY_ONE } from './ranking-store.ts'
import { type Asking, askingsOf, routesToAsk, tilesAt } from './routes-to-ask.ts'
import { DOUBTFUL, DRAFT, HOUSEHOLD, plantSecrets, SECRET_PLACES } from './secret-rows.ts'
import { textOf } from './text-of-pdf.ts'
import { box, OFFICE, PATIENT, zoneClient } from './zone-client.ts'

/** What of the secrets is otherwise in the second store; nothing that anyone may see tells the two apart. */
const OTHERWISE: readonly [sql: string, ...bindings: string[]][] = [
  [
    `UPDATE proposals SET title = 'Lain sama sekali', cost_rupiah = 987654321, year = 2029, sector = 'roads', village_code = NULL,
       geom = ST_SetSRID(ST_MakePoint(111.011, -2.011), 4326), public_geom = ST_SetSRID(ST_MakePoint(111.011, -2.011), 4326) WHERE code = ?`,
    DRAFT,
  ],
  [
    `UPDATE proposals SET address = 'Alamat lain', geom = ST_SetSRID(ST_MakePoint(111.111, -2.091), 4326) WHERE code = ?`,
    HOUSEHOLD,
  ],
  [
    `UPDATE proposals SET address = 'Alamat lain', suggestion = '{"lon":111.19,"lat":-2.01,"reason":"swapped"}',
       geom = ST_SetSRID(ST_MakePoint(111.189, -2.011), 4326) WHERE code = ?`,
    DOUBTFUL,
  ],
  [`UPDATE contacts SET name = 'Nama lain', phone = '0', address = 'Alamat lain'`],
  [
    `INSERT INTO decisions (proposal_id, stage, role, decision, reason, origin, seen_by, announced_at)
       SELECT id, 'village', 'village', 'rejected', 'Putusan lain', 'import', 'everyone', now() FROM proposals WHERE code = ?`,
    DRAFT,
  ],
  [
    `INSERT INTO events (proposal_id, kind, payload, announced_at) SELECT id, 'submitted', '{"note":"lain"}', now() FROM proposals WHERE code = ?`,
    DRAFT,
  ],
]

async function startWith(changes: typeof OTHERWISE): Promise<TestServer> {
  const store = await openStore()
  await plantSecrets(store.database)
  const { write } = store.database
  for (const [sql, ...bindings] of changes) await write.raw(sql, bindings)
  // The join measures and coarsens what it is reported, as after every write.
  await write('proposals').whereIn('code', [HOUSEHOLD, DOUBTFUL]).update({ stale: true })
  await write.transaction(async (transaction) => {
    await joinStaleProposals(transaction, await readServices(transaction))
  })
  const server = await startTestServer({ database: { ...store.database, close: () => store.close() } })
  const criterion = {
    key: 'distance',
    title: { id: 'Jarak', en: 'Distance' },
    unit: { id: 'm', en: 'm' },
    source: 'proposals.nearestMetres',
    direction: 'maximise',
    normalisation: { kind: 'min-max' },
    missing: 'zero',
  }
  await readJson(await zoneClient(server).send('POST', '/api/criteria', criterion))
  const tile = async () => (await server.get('/tiles/proposals/8/207/129.mvt')).text()
  await vi.waitFor(async () => expect(await tile()).toContain('c_distance'), PATIENT)
  return server
}

/** Of a sample's questions. */
const EVERY = 5
const LAYERS = ['proposals', 'need', 'facilities', 'areas-village', 'poverty']
const places = [...Object.values(SECRET_PLACES), { lon: 111.011, lat: -2.011 }, { lon: 111.111, lat: -2.091 }]
const around = (by: number) =>
  places.map(({ lon, lat }) => [lon - by, lat - by, lon + by, lat + by].join(','))

/** Pictures wherever a secret lies in one of the stores, by every service that draws. */
const PICTURES = [
  ...LAYERS.flatMap((layer) =>
    [...around(0.002), ...around(0.05), '110.9,-2.3,111.4,-1.8'].map(
      (bbox) =>
        `/wms?version=1.3.0&request=GetMap&layers=${layer}&styles=&crs=CRS:84&bbox=${bbox}&width=90&height=90&format=image/png&transparent=TRUE`,
    ),
  ),
  ...places.flatMap((place) =>
    [...tilesAt(place), [0, 0, 0] as const].flatMap(([z, x, y]) => [
      ...['', '?weight=cost', '?weight=beneficiaries'].map(
        (query) => `/heat/proposals/${z}/${x}/${y}.png${query}`,
      ),
      `/ogc/collections/proposals/map/tiles/WebMercatorQuad/${z}/${y}/${x}`,
    ]),
  ),
]

/** What the office asks by POST, whose answers tell of no draft and of no house either. */
const QUESTIONS: readonly [route: string, body: object][] = [
  ...around(0.01).flatMap((text): [string, object][] => {
    const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
    return [
      ['/api/zones/statistics', { geometry: box(west, south, east, north) }],
      ['/api/rankings', { filter: { ...EVERY_ONE, bbox: [west, south, east, north] }, limit: 100 }],
    ]
  }),
  ...(['weighted-sum', 'topsis', 'promethee'] as const).map((method): [string, object] => [
    '/api/rankings',
    { filter: EVERY_ONE, weights: { distance: 2, cost: 1 }, method, limit: 100 },
  ]),
  [
    '/api/rankings',
    { filter: EVERY_ONE, search: 'a', sort: { column: 'title', direction: 'ascending' }, limit: 100 },
  ],
  ['/api/rankings/spread', { filter: EVERY_ONE, column: 'village' }],
  ['/api/rankings/decision', { filter: EVERY_ONE, weights: { distance: 1 } }],
  ['/api/rankings/weights', { entropy: { filter: EVERY_ONE } }],
  [
    '/api/rankings/agreement',
    {
      filter: EVERY_ONE,
      sets: [
        { name: 'jarak', weights: { distance: 1 } },
        { name: 'biaya', weights: { cost: 1 } },
      ],
      top: 5,
    },
  ],
]

/** Moments, durations and counters of a run differ between any two; nothing else may. */
const settled = (text: string, host: string) =>
  text
    .replaceAll(host, 'HOST')
    .replaceAll(encodeURIComponent(host), 'HOST')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?|\d{4}-\d{2}-\d{2} [\d:.]+(\+\d\d(:?\d\d)?)?/g, 'MOMENT')
    .replaceAll(/"(milliseconds|version|since|seconds)":\s*"?[\d.]+"?/g, 'RUN')
    // Of a decision file and its moment.
    .replaceAll(/"seal":"[0-9a-f]+"/g, 'SEAL')
    // As a day of a workbook.
    .replaceAll(/<v>\d{5}\.\d+<\/v>/g, 'MOMENT')
    .replaceAll(/updateSequence="\d+"|(date|etag|age|x-request-id): [^\n]*/gi, 'RUN')
    .replaceAll(/^petausul_(?!layer_features).*$|^(process|nodejs)_.*$|^#.*$/gm, '')

async function outputsOf(server: TestServer): Promise<Map<string, string>> {
  const { host } = new URL(server.url)
  const outputs = new Map<string, string>()
  const put = async (name: string, answer: Response, path: string) => {
    const isPicture = (answer.headers.get('content-type') ?? '').startsWith('image/')
    const { status } = answer
    if (isPicture) {
      const bytes = Buffer.from(await answer.arrayBuffer())
      outputs.set(name, `${status} picture ${createHash('sha256').update(bytes).digest('hex')}`)
    } else {
      const { text, parts } = await contentsOf(answer, path)
      const [body] = parts
      const isPdf = body?.subarray(0, 5).toString() === '%PDF-'
      const lines = text.split('\n').filter((line) => line && !/^content-length:/i.test(line))
      const kept = path === '/metrics' ? lines.sort().join('\n') : isPdf ? textOf(body) : lines.join('\n')
      const reported = settled(kept, host).split('\n').filter(Boolean).join('\n')
      outputs.set(name, `${status} ${reported}`)
    }
  }
  for (const asking of sampleOf(askingsFor(), EVERY)) {
    const { path, body, type } = asking
    const headers = { 'Accept-Encoding': 'identity', ...(type ? { 'Content-Type': type } : {}) }
    const init = body === undefined ? { headers } : { method: 'POST', headers, body }
    await put(`${path} ${body ?? ''}`, await server.get(path, init), path)
  }
  for (const [route, body] of QUESTIONS)
    await put(`${route} ${JSON.stringify(body)}`, await zoneClient(server).send('POST', route, body), route)
  const analyses = await readJson<{ items: { id: string }[] }>(
    await server.get('/api/statistics', { headers: OFFICE }),
  )
  for (const { id } of analyses.items)
    await put(
      `office ${id}`,
      await server.get(`/api/statistics/${id}`, { headers: OFFICE }),
      `/api/statistics/${id}`,
    )
  return outputs
}

/** The routes of the matrix, asked as nobody, without what only listens or tells how long sums take. */
function askingsFor(): Asking[] {
  const inventory = {
    layers: LAYERS,
    codes: [DRAFT, HOUSEHOLD, DOUBTFUL],
    items: [1, 2],
    ids: [],
    records: [],
    places,
    inEveryWay: false,
  }
  return [
    ...routesToAsk
      .filter((route) => !/^GET \/(api\/changes|matematika)$/.test(route))
      .flatMap((route) => askingsOf(route, inventory)),
    ...PICTURES.map((path) => ({ path })),
  ]
}

/** Where two answers part, in words. */
function differences(name: string, text: string, second: string): string[] {
  if (text === second) return []
  let at = 0
  while (text[at] === second[at]) at++
  const shown = (whole: string) => JSON.stringify(whole.slice(Math.max(0, at - 60), at + 40))
  return [`${name.slice(0, 200)}: ${shown(text)} or ${shown(second)}`]
}

let one: Map<string, string>
let other: Map<string, string>
beforeAll(async () => {
  const first = await startWith([])
  one = await outputsOf(first)
  await first.close()
  const second = await startWith(OTHERWISE)
  other = await outputsOf(second)
  await second.close()
}, 500_000)

describe('drafts, houses and people', () => {
  it('change nothing that anyone can ask for: no text, no file, no picture depends on them', () => {
    expect([...other.keys()]).toEqual([...one.keys()])
    expect(one.size).toBeGreaterThan(shareOf(500, EVERY))
    const differing = [...one].flatMap(([name, text]) => differences(name, text, other.get(name) ?? ''))
    expect(differing).toEqual([])
  })

  it('are asked for in words that are understood, by pictures that are drawn', () => {
    const pictures = [...one].filter(([, text]) => text.startsWith('200 picture'))
    expect(pictures.length).toBeGreaterThan(shareOf(90, EVERY))
    // Drawn ones differ from each other.
    expect(new Set(pictures.map(([, text]) => text)).size).toBeGreaterThan(shareOf(20, EVERY))
    for (const [route, body] of QUESTIONS)
      expect(one.get(`${route} ${JSON.stringify(body)}`), route).toMatch(/^200 /)
  })
})
