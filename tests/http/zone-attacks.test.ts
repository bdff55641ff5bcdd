import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { type Fault, readFault, readJson } from './answers.ts'
import { box, KOTA_LAMA, type Position, type Statistics, zoneClient } from './zone-client.ts'

let server: TestServer
let client: ReturnType<typeof zoneClient>
beforeAll(async () => {
  server = await startTestServer()
  client = zoneClient(server)
})
afterAll(() => server.close())

type ZoneFault = Fault & { fault: string; at?: Position; repaired?: unknown }
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates })
const refusal = async (geometry: unknown) =>
  (await readFault(await client.statistics({ geometry }), 422)) as ZoneFault
const bowTie = polygon([
  [111.2, -2.2],
  [111.3, -2.1],
  [111.3, -2.2],
  [111.2, -2.1],
  [111.2, -2.2],
])

describe('a shape that is no zone', () => {
  it('crosses itself: told where, with the shape that was perhaps meant', async () => {
    const fault = await refusal(bowTie)
    expect(fault).toMatchObject({ fault: 'crosses-itself', parameter: 'geometry' })
    expect(fault.at?.[0]).toBeCloseTo(111.25, 6)
    expect(fault.at?.[1]).toBeCloseTo(-2.15, 6)
    const { areaKm2 } = await readJson<Statistics>(await client.statistics({ geometry: fault.repaired }))
    expect(areaKm2).toBeCloseTo(123.0064 / 2, 1)
    expect(
      ((await readFault(await client.create({ name: 'A', geometry: bowTie }), 422)) as ZoneFault).fault,
    ).toBe('crosses-itself')
    const snap = await client.snap({ geometry: bowTie, toleranceMetres: 100 })
    expect(((await readFault(snap, 422)) as ZoneFault).fault).toBe('crosses-itself')
  })

  it.each([
    [
      'a ring that touches itself',
      polygon([
        [111.2, -2.2],
        [111.25, -2.15],
        [111.3, -2.2],
        [111.3, -2.1],
        [111.25, -2.15],
        [111.2, -2.1],
      ]),
    ],
    [
      'a hole that crosses its outline',
      polygon(KOTA_LAMA.coordinates[0], box(111.25, -2.15, 111.35, -2.12).coordinates[0]),
    ],
    ['a hole outside', polygon(KOTA_LAMA.coordinates[0], box(111.05, -2.15, 111.1, -2.12).coordinates[0])],
    [
      'parts that overlap',
      {
        type: 'MultiPolygon',
        coordinates: [KOTA_LAMA.coordinates, box(111.25, -2.15, 111.35, -2.12).coordinates],
      },
    ],
    ['a part twice', { type: 'MultiPolygon', coordinates: [KOTA_LAMA.coordinates, KOTA_LAMA.coordinates] }],
  ])('has %s', async (_, geometry) => {
    expect((await refusal(geometry)).fault).toBe('crosses-itself')
  })

  it('lies abroad, in another district, or in the sea: told where the district is', async () => {
    for (const geometry of [box(2, 48, 3, 49), box(112.5, -2.5, 112.6, -2.4), box(110.5, -4, 110.6, -3.9)]) {
      const fault = await refusal(geometry)
      expect(fault.fault).toBe('outside-the-district')
      expect(fault.expected).toContain('111.000, -2.200, 111.300, -1.990')
    }
  })

  it('has its axes swapped: told so, with the shape put right', async () => {
    const [ring = []] = KOTA_LAMA.coordinates
    const fault = await refusal(polygon(ring.map(([lon, lat]) => [lat, lon])))
    expect(fault.fault).toBe('swapped-axes')
    const { population } = await readJson<Statistics>(await client.statistics({ geometry: fault.repaired }))
    expect(population.value).toBe(5000)
  })

  it('is empty, too small, in metres, or has too many vertices', async () => {
    expect((await refusal(polygon())).fault).toBe('empty')
    expect((await refusal({ type: 'MultiPolygon', coordinates: [] })).fault).toBe('empty')
    expect((await refusal(box(111.25, -2.15, 111.25001, -2.14999))).fault).toBe('too-small')
    expect((await refusal(box(500_000, 9_700_000, 510_000, 9_710_000))).fault).toBe('off-the-globe')
    const circle = Array.from({ length: 25_000 }, (_, i): Position => {
      const angle = (2 * Math.PI * i) / 25_000
      return [111.15 + 0.05 * Math.cos(angle), -2.1 + 0.05 * Math.sin(angle)]
    })
    expect((await refusal(polygon(circle))).fault).toBe('too-many-vertices')
  })

  it('is nothing that could be read as one', async () => {
    const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    for (const geometry of [
      'null',
      '5',
      '"POLYGON((0 0,1 1,1 0,0 0))"',
      '{"type":"Point","coordinates":[111,-2]}',
      '{"type":"Polygon","coordinates":[[[111,null],[112,-2],[112,-1]]]}',
      '{"type":"Polygon","coordinates":[[["111","-2"],[112,-2],[112,-1]]]}',
      '{"type":"Polygon"}',
      `{"type":"Polygon","coordinates":${deep(1000)}}`,
      `{"type":"Polygon","coordinates":${deep(500_000)}}`,
      deep(500_000),
    ]) {
      const answer = await client.statistics(`{"geometry":${geometry}}`)
      expect([400, 422], geometry.slice(0, 60)).toContain(answer.status)
      const fault = await readFault(answer, answer.status)
      expect(JSON.stringify(fault).length).toBeLessThan(2000)
    }
    for (const body of ['{"geometry":NaN}', '{"geometry":{"type":"Polygon","coordinates":[[[NaN,1]]]}}', ''])
      await readFault(await client.statistics(body), 400)
    await readFault(await client.statistics('{}'), 400)
    const huge = {
      geometry: polygon([
        [1e308, 1e308],
        [-1e308, 1e308],
        [0, -1e308],
      ]),
    }
    expect(((await readFault(await client.statistics(huge), 422)) as ZoneFault).fault).toBe('off-the-globe')
  })

  it('is larger than the route takes', async () => {
    const ring = Array.from({ length: 600_000 }, (_, i) => [111 + i / 1e6, -2])
    await readFault(await client.statistics({ geometry: polygon(ring) }), 413)
  })
})

describe('a shape made to be slow', () => {
  const tooth = (i: number): Position[] => {
    const x = 111.0 + (0.29 * i) / 4900
    const w = 0.29 / 4900 / 3
    return [
      [x, -2.01],
      [x, -2.19],
      [x + w, -2.19],
      [x + w, -2.01],
    ]
  }
  /** 4,900 slits across the whole district. */
  const comb = polygon([
    [111, -2.005],
    ...Array.from({ length: 4900 }, (_, i) => tooth(i)).flat(),
    [111.295, -2.01],
    [111.295, -2.005],
    [111, -2.005],
  ])
  /** One ring that winds inwards, so that every line from the middle crosses it a hundred times. */
  const spiral = (() => {
    const turn = (i: number, off: number): Position => {
      const angle = (2 * Math.PI * i) / 90
      const far = 0.001 + 0.00001 * i + off
      return [111.15 + far * Math.cos(angle), -2.1 + far * Math.sin(angle)]
    }
    const out = Array.from({ length: 8000 }, (_, i) => turn(i, 0))
    return polygon([...out, ...Array.from({ length: 8000 }, (_, i) => turn(7999 - i, 0.0004)), turn(0, 0)])
  })()
  /** Two thousand islands. */
  const islands = {
    type: 'MultiPolygon',
    coordinates: Array.from({ length: 2000 }, (_, i) => {
      const [x, y] = [111.01 + 0.004 * (i % 50), -2.19 + 0.004 * Math.floor(i / 50)]
      return box(x, y, x + 0.002, y + 0.002).coordinates
    }),
  }

  it.each([
    ['comb', comb],
    ['spiral', spiral],
    ['islands', islands],
  ])('is counted all the same: a %s', async (_, geometry) => {
    const figures = await readJson<Statistics>(await client.statistics({ geometry }))
    const { rows } = await server.database.read.raw<{ rows: { km2: number; people: number }[] }>(
      `WITH z AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326) AS g)
       SELECT ST_Area(g::geography) / 1e6 AS km2,
              (SELECT sum(f.poor_population * ST_Area(ST_Intersection(a.clean, z.g, 1e-12)) / ST_Area(a.clean))
               FROM areas a JOIN area_figures f ON f.area_code = a.code WHERE a.level = 'village') AS people FROM z`,
      [JSON.stringify(geometry)],
    )
    expect(figures.areaKm2 / (rows[0]?.km2 ?? 0)).toBeCloseTo(1, 3)
    expect((figures.poorPopulation.value ?? 0) / (rows[0]?.people ?? 0)).toBeCloseTo(1, 1)
    const snapped = await client.snap({ geometry, toleranceMetres: 50 })
    expect([200, 422]).toContain(snapped.status)
    await snapped.arrayBuffer()
  })

  it('leaves the server as it was', async () => {
    expect((await server.get('/healthz')).status).toBe(200)
    const { population } = await readJson<Statistics>(await client.statistics({ geometry: KOTA_LAMA }))
    expect(population.value).toBe(5000)
  })
})

describe('a store without villages', () => {
  it('has no zones, and says why', async () => {
    const empty = await startTestServer({ template: 'empty' })
    try {
      const answer = await zoneClient(empty).statistics({ geometry: KOTA_LAMA })
      expect(((await readFault(answer, 422)) as ZoneFault).fault).toBe('no-villages')
      expect(await readJson(await empty.get('/api/zones'))).toEqual({ items: [] })
    } finally {
      await empty.close()
    }
  })
})
