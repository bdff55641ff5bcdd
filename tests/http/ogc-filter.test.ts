import type { Feature } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { EPSG, follow, items, keysOf, type Link, linkOf } from './ogc-client.ts'

let server: TestServer
let all: Feature[]
beforeAll(async () => {
  server = await startTestServer()
  all = (await items(server, 'proposals', { limit: '100' })).features
})
afterAll(() => server.close())

interface Properties {
  status: string
  year: number
  costRupiah: number | null
  beyondStandard: boolean | null
  title: string
  villageCode: string | null
}
const p = (feature: Feature) => feature.properties as unknown as Properties
const ask = async (filter: string, more: Record<string, string> = {}) =>
  items(server, 'proposals', { filter, limit: '100', ...more })

/** What each class of CQL2 adds, with the same said in JavaScript. */
const CASES: [cls: string, filter: string, holds: (feature: Feature) => boolean][] = [
  [
    'basic-cql2',
    "status = 'accepted' AND NOT year = 2026",
    (f) => p(f).status === 'accepted' && p(f).year !== 2026,
  ],
  [
    'basic-cql2',
    "status <> 'accepted' OR costRupiah >= 250000000",
    (f) => p(f).status !== 'accepted' || (p(f).costRupiah ?? 0) >= 250_000_000,
  ],
  ['basic-cql2', 'costRupiah IS NULL', (f) => p(f).costRupiah === null],
  ['basic-cql2', 'beyondStandard = FALSE', (f) => p(f).beyondStandard === false],
  ['advanced-comparison-operators', "title LIKE 'Pembangunan%'", (f) => p(f).title.startsWith('Pembangunan')],
  [
    'advanced-comparison-operators',
    'costRupiah BETWEEN 100000000 AND 300000000',
    (f) => p(f).costRupiah !== null && (p(f).costRupiah ?? 0) >= 1e8 && (p(f).costRupiah ?? 0) <= 3e8,
  ],
  [
    'advanced-comparison-operators',
    "villageCode IN ('62.99.01.1001', '62.99.02.2001')",
    (f) => ['62.99.01.1001', '62.99.02.2001'].includes(p(f).villageCode ?? ''),
  ],
  [
    'case-insensitive-comparison',
    "CASEI(title) LIKE CASEI('PEMBANGUNAN%')",
    (f) => p(f).title.toLowerCase().startsWith('pembangunan'),
  ],
  [
    'accent-insensitive-comparison',
    "ACCENTI(title) LIKE ACCENTI('Pémbangunan%')",
    (f) => p(f).title.startsWith('Pembangunan'),
  ],
  ['basic-spatial-functions', 'S_INTERSECTS(geometry, BBOX(111.0, -2.2, 111.1, -2.1))', (f) => inside(f)],
  [
    'spatial-functions',
    'S_WITHIN(geometry, POLYGON((111.0 -2.2, 111.1 -2.2, 111.1 -2.1, 111.0 -2.1, 111.0 -2.2)))',
    (f) => inside(f),
  ],
  [
    'spatial-functions',
    'S_DISJOINT(geometry, BBOX(111.0, -2.2, 111.1, -2.1))',
    (f) => f.geometry !== null && !inside(f),
  ],
  ['temporal-functions', "T_AFTER(year, DATE('2025-12-31'))", (f) => p(f).year > 2025],
  ['temporal-functions', "T_DURING(year, INTERVAL('2024-12-31', '2026-01-01'))", (f) => p(f).year === 2025],
  [
    'array-functions',
    "A_OVERLAPS(status, ('accepted', 'rejected'))",
    (f) => ['accepted', 'rejected'].includes(p(f).status),
  ],
  ['property-property', 'volume = urgency OR title = title', () => true],
  [
    'arithmetic',
    'costRupiah / 2 > 100000000',
    (f) => p(f).costRupiah !== null && (p(f).costRupiah ?? 0) / 2 > 1e8,
  ],
]

function inside({ geometry }: Feature): boolean {
  if (geometry?.type !== 'Point') return false
  const [x = 0, y = 0] = geometry.coordinates
  return x >= 111 && x <= 111.1 && y >= -2.2 && y <= -2.1
}

describe('filter', () => {
  it.each(CASES)('%s: %s', async (_class, filter, holds) => {
    const found = await ask(filter)
    const points = filter.includes('S_')
      ? all.filter(({ geometry }) => !geometry || geometry.type === 'Point')
      : all
    expect(keysOf(found).filter((key) => points.some(({ id }) => id === key))).toEqual(
      points.filter(holds).map(({ id }) => id),
    )
    expect(found.numberMatched).toBe(found.numberReturned)
  })

  it('in JSON is the same as in text', async () => {
    const cases: [string, unknown][] = [
      ["status = 'accepted'", { op: '=', args: [{ property: 'status' }, 'accepted'] }],
      [
        'S_INTERSECTS(geometry, BBOX(111.0, -2.2, 111.1, -2.1))',
        { op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [111.0, -2.2, 111.1, -2.1] }] },
      ],
      [
        "T_AFTER(year, DATE('2025-12-31')) AND CASEI(title) LIKE CASEI('%ruang%')",
        {
          op: 'and',
          args: [
            { op: 't_after', args: [{ property: 'year' }, { date: '2025-12-31' }] },
            {
              op: 'like',
              args: [
                { op: 'casei', args: [{ property: 'title' }] },
                { op: 'casei', args: ['%ruang%'] },
              ],
            },
          ],
        },
      ],
    ]
    for (const [text, tree] of cases)
      expect(keysOf(await ask(JSON.stringify(tree), { 'filter-lang': 'cql2-json' }))).toEqual(
        keysOf(await ask(text, { 'filter-lang': 'cql2-text' })),
      )
  })

  it('goes together with box, time, properties, pages and CRS', async () => {
    const filter = 'costRupiah IS NOT NULL'
    const found = await ask(filter, {
      bbox: '110,-3,112,-1',
      datetime: '2025-06-01/..',
      status: 'submitted',
      limit: '1',
    })
    const pages = await follow(found)
    const wanted = all.filter(
      (f) => p(f).costRupiah !== null && p(f).status === 'submitted' && f.geometry !== null,
    )
    expect(pages.flatMap(keysOf)).toEqual(wanted.map(({ id }) => id))
    expect(found.numberMatched).toBe(wanted.length)
    for (const page of pages) expect(new URL(linkOf(page, 'self')!).searchParams.get('filter')).toBe(filter)
  })

  it('takes geometries in filter-crs, with its order of axes', async () => {
    const plain = keysOf(await ask('S_INTERSECTS(geometry, BBOX(111.0, -2.2, 111.1, -2.1))'))
    const latFirst = await ask('S_INTERSECTS(geometry, BBOX(-2.2, 111.0, -2.1, 111.1))', {
      'filter-crs': `${EPSG}/4326`,
    })
    expect(keysOf(latFirst)).toEqual(plain)
    expect(plain.length).toBeGreaterThan(0)
    const metres = await ask('S_INTERSECTS(geometry, BBOX(400000, 9600000, 700000, 9900000))', {
      'filter-crs': `${EPSG}/32749`,
    })
    expect(keysOf(metres)).toEqual(all.filter(({ geometry }) => geometry).map(({ id }) => id))
  })

  it('that cannot be understood is refused: where, what came and what was expected', async () => {
    for (const filter of [
      'status =',
      'tidakAda = 1',
      "costRupiah = 'banyak'",
      'poorPopulation > 0',
      'contact = 1',
      'S_INTERSECTS(title, BBOX(1,2,3,4))',
      "T_AFTER(costRupiah, DATE('2025-01-01'))",
      '1=1; DROP TABLE proposals',
      `${'('.repeat(60)}TRUE${')'.repeat(60)}`,
    ])
      await readParameterFault(
        await server.get(`/ogc/collections/proposals/items?${new URLSearchParams({ filter })}`),
        'filter',
      )
    for (const [filter, lang] of [
      ['{', 'cql2-json'],
      ['TRUE', 'ecql'],
      ['TRUE', 'cql2-xml'],
    ] as const)
      await readParameterFault(
        await server.get(
          `/ogc/collections/proposals/items?${new URLSearchParams({ filter, 'filter-lang': lang })}`,
        ),
        lang === 'cql2-json' ? 'filter' : 'filter-lang',
      )
  })
})

interface Schema {
  $schema: string
  $id: string
  type: string
  title: string
  properties: Record<string, { title: string; type?: string; format?: string; 'x-ogc-role'?: string }>
  additionalProperties?: boolean
}
const schemaAt = async (path: string) => {
  const answer = await server.get(path)
  expect(answer.headers.get('content-type'), path).toContain('application/schema+json')
  return readJson<Schema>(answer)
}

describe('queryables and schema', () => {
  it('are JSON Schema of what filters take and what features hold, for every collection', async () => {
    const { collections } = await readJson<{ collections: { id: string; links: Link[] }[] }>(
      await server.get('/ogc/collections'),
    )
    for (const { id, links } of collections.filter((collection) => collection.id !== 'katalog')) {
      const [queryables, schema] = [
        await schemaAt(`/ogc/collections/${id}/queryables`),
        await schemaAt(`/ogc/collections/${id}/schema`),
      ]
      expect(queryables.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
      expect(queryables).toMatchObject({ type: 'object', additionalProperties: false })
      expect(links.map(({ href }) => href)).toContain(queryables.$id)
      expect(links.map(({ href }) => href)).toContain(schema.$id)
      const { features } = await items(server, id, { limit: '100' })
      for (const { properties, geometry } of features) {
        expect([...Object.keys(properties ?? {}), 'geometry'].sort(), id).toEqual(
          Object.keys(schema.properties).sort(),
        )
        for (const [name, value] of Object.entries(properties ?? {})) {
          if (value === null) continue
          const { type } = schema.properties[name]!
          expect(
            type === 'integer' ? Number.isInteger(value) : typeof value === type,
            `${id} ${name} ${value}`,
          ).toBe(true)
        }
        const { format } = schema.properties.geometry!
        if (geometry && format !== 'geometry-any')
          expect(format, id).toContain(geometry.type.toLowerCase().replace('multi', ''))
      }
      expect(schema.properties.geometry?.['x-ogc-role']).toBe('primary-geometry')
      for (const [name, { type }] of Object.entries(queryables.properties)) {
        const filter = type === undefined ? `"${name}" IS NULL` : `"${name}" IS NOT NULL`
        const answer = await server.get(
          `/ogc/collections/${id}/items?${new URLSearchParams({ filter, limit: '1' })}`,
        )
        expect(answer.status, `${id} ${filter}`).toBe(200)
        await answer.arrayBuffer()
      }
    }
  })

  it('that all collections share are the place alone', async () => {
    const { properties } = await schemaAt('/ogc/queryables')
    expect(Object.keys(properties)).toEqual(['geometry'])
  })
})
