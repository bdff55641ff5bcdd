import { booleanPointInPolygon, point, pointToLineDistance, polygon } from '@turf/turf'
import type { Feature, FeatureCollection, LineString, MultiLineString, Point } from 'geojson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { zoneClient } from './zone-client.ts'

/** Flood zones: the second has no number for its depth. */
const DEEP = [111.0, -2.1, 111.12, -2.0]
const UNKNOWN = [111.12, -2.1, 111.2, -2.0]
const SHALLOW = [111.0, -2.2, 111.3, -2.1001]
const ring = ([w = 0, s = 0, e = 0, n = 0]: number[]) => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
]
const FLOOD = [
  { properties: { depth: '1.5', '1 odd"name?': '7' }, ring: ring(DEEP) },
  { properties: { depth: 'dalam', '1 odd"name?': '9' }, ring: ring(UNKNOWN) },
  { properties: { depth: '0.6', '1 odd"name?': '2' }, ring: ring(SHALLOW) },
]
const lies = (place: Feature<Point>, box: number[]) => booleanPointInPolygon(place, polygon([ring(box)]))
/** What is said of the first area that the place lies in. */
const pick = (place: Feature<Point>, values: readonly [number | null, number | null, number | null]) =>
  values.find((_, i) => lies(place, [DEEP, UNKNOWN, SHALLOW][i]!)) ?? null

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  const { write } = server.database
  const { rows } = await write.raw<{ rows: { id: number }[] }>(
    `INSERT INTO datasets (package_id, role, file, fingerprint, sha256, source, year)
     SELECT id, 'layer:flood', 'banjir.geojson', 'f', 's', 'BPBD (uji)', 2023 FROM packages RETURNING id`,
  )
  await write('layers').insert({
    id: 'flood',
    dataset_id: rows[0]?.id,
    title: 'Rawan banjir',
    geometry_type: 'polygon',
    fields: JSON.stringify(Object.keys(FLOOD[0]!.properties)),
  })
  for (const { properties, ring: outline } of FLOOD) {
    await write.raw(
      `INSERT INTO features (layer_id, properties, geom) VALUES ('flood', ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
      [JSON.stringify(properties), JSON.stringify({ type: 'Polygon', coordinates: [outline] })],
    )
  }
})
afterAll(() => server.close())

const criterion = (key: string, source: string, rest: object = {}) => ({
  ...{ key, source, title: { id: 'Uji', en: 'Test' }, unit: { id: '-', en: '-' }, missing: 'exclude' },
  ...{ direction: 'maximise', normalisation: { kind: 'min-max' }, ...rest },
})
const put = (body: object) => zoneClient(server).send('POST', '/api/criteria', body)
const perMilleOver = (value: number) => ({
  normalisation: {
    kind: 'curve',
    points: [
      { value: 0, perMille: 0 },
      { value, perMille: 1000 },
    ],
  },
})

async function placed(): Promise<Feature<Point, Record<string, number | null>>[]> {
  const all = await readJson<FeatureCollection>(await server.get('/data/proposals.geojson'))
  const points = all.features.filter(({ geometry }) => geometry?.type === 'Point')
  expect(points.length).toBeGreaterThan(3)
  return points as Feature<Point, Record<string, number | null>>[]
}

describe('a criterion over a layer that a package brought', () => {
  test('is 1000 in its areas and 0 outside, and names the file and its year', async () => {
    await readJson(await put(criterion('inFlood', 'layer:flood')))
    const seen = new Set<boolean>()
    for (const place of await placed()) {
      const inside = [DEEP, UNKNOWN, SHALLOW].some((box) => lies(place, box))
      seen.add(inside)
      expect(place.properties.c_inFlood).toBe(inside ? 1000 : 0)
    }
    expect(seen.size).toBe(2)
    const { items } = await readJson<{ items: CriterionInfo[] }>(await server.get('/api/criteria'))
    expect(items.find(({ key }) => key === 'inFlood')).toMatchObject({
      sourceText: { id: 'lapisan peta (BPBD (uji))' },
      sourceDate: '2023',
    })
  })

  test('takes the number of the area that a place lies in; text is no number, and beyond there is none', async () => {
    await readJson(await put(criterion('depth', 'layer:flood.depth', perMilleOver(3))))
    await readJson(await put(criterion('odd', 'layer:flood.1 odd"name?', perMilleOver(10))))
    for (const place of await placed()) {
      expect(place.properties.c_depth).toBe(pick(place, [500, null, 200]))
      expect(place.properties.c_odd).toBe(pick(place, [700, 900, 200]))
    }
  })

  test('measures to the nearest line as turf does', async () => {
    await readJson(await put(criterion('roadFar', 'layer:roads.metres', perMilleOver(20_000))))
    const roads = await readJson<FeatureCollection>(await server.get('/data/roads.geojson'))
    const lines = roads.features.flatMap(({ geometry }) => {
      const shape = geometry as LineString | MultiLineString
      return shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates
    })
    for (const { geometry, properties } of await placed()) {
      const metres = lines.map((coordinates) =>
        pointToLineDistance(
          point(geometry.coordinates),
          { type: 'LineString', coordinates },
          { units: 'meters' },
        ),
      )
      const expected = Math.min(1000, Math.min(...metres) / 20)
      expect(Math.abs((properties.c_roadFar ?? Number.NaN) - expected)).toBeLessThanOrEqual(1)
    }
  })

  test('or over how far its village is from a service', async () => {
    await readJson(await put(criterion('far', 'coverage:SD.nearestMetres', perMilleOver(20_000))))
    const coverage = await readJson<FeatureCollection>(await server.get('/data/coverage-SD.geojson'))
    const nearest = new Map(
      coverage.features.map(({ properties }) => [properties?.code, properties?.nearestMetres as number]),
    )
    for (const { properties } of await placed()) {
      const metres = nearest.get(String(properties.villageCode)) ?? Number.NaN
      expect(Math.abs((properties.c_far ?? Number.NaN) - metres / 20)).toBeLessThanOrEqual(1)
    }
  })

  test.for([
    ['layer:nosuch', 'flood, roads'],
    ['layer:flood.height', 'metres or a column of flood: depth'],
    ['coverage:RS.nearestMetres', 'SD'],
    ['coverage:SD.everything', 'layer:{id}'],
    ["layer:flood.'; DROP TABLE features", 'depth'],
  ])('that is not there is refused with what is: %s', async ([source, expected]) => {
    const fault = await readParameterFault(await put(criterion('bad', source!)), 'source')
    expect(fault.expected).toContain(expected)
  })

  test('shows nothing once its layer is no more public, and none can be made of it', async () => {
    await server.database.write('publications').insert({ layer_id: 'flood', state: 'unpublished' })
    for (const { properties } of await placed()) {
      expect(properties.c_depth).toBeNull()
      expect(properties.c_inFlood).toBe(0)
    }
    const fault = await readParameterFault(await put(criterion('bad', 'layer:flood')), 'source')
    expect(fault.expected).toContain('published')
  })
})
