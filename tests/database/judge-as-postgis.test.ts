import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JudgedGeometry, judgeGeometry } from '../../core/geometry/judge-geometry.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
})
afterAll(() => store.close())

type Position = [number, number]

const closed = (ring: Position[]): Position[] => [...ring, ring[0] as Position]
const onGrid = (size: number): fc.Arbitrary<Position> =>
  fc.tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: size }))
/** Any closed walk over a grid: most cross, run over or touch themselves. */
const walk = (size: number) =>
  fc.array(onGrid(size), { minLength: 3, maxLength: 7 }).map((ring) => closed(ring))
/** Rectangles, triangles and their like, which are valid by themselves and often together. */
const plain = (size: number) =>
  fc
    .tuple(onGrid(size), fc.integer({ min: 1, max: size }), fc.integer({ min: 1, max: size }))
    .chain(([[x, y], width, height]) =>
      fc.constantFrom(
        closed([
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
        ]),
        closed([
          [x, y],
          [x + width, y],
          [x, y + height],
        ]),
        closed([
          [x, y],
          [x, y + 2 * height],
          [x + width, y + height],
        ]),
        closed([
          [x + width, y],
          [x, y + height],
          [x + width, y + 2 * height],
          [x + 2 * width, y + height],
        ]),
      ),
    )
const ring = (size: number) =>
  fc.oneof({ weight: 1, arbitrary: walk(size) }, { weight: 4, arbitrary: plain(size) })
/** An outer ring that holds most of what else is drawn, and holes. */
const holed = fc
  .tuple(
    fc.constantFrom<Position[]>(
      closed([
        [0, 0],
        [8, 0],
        [8, 8],
        [0, 8],
      ]),
      closed([
        [0, 0],
        [8, 0],
        [4, 4],
        [8, 8],
        [0, 8],
      ]),
      closed([
        [0, 4],
        [4, 0],
        [8, 4],
        [4, 8],
      ]),
    ),
    fc.array(ring(5), { maxLength: 4 }),
  )
  .map(([outer, holes]) => [outer, ...holes])
const polygon = fc.oneof(
  holed,
  fc.array(ring(4), { minLength: 1, maxLength: 3 }),
  walk(4).map((one) => [one]),
)
const geometry: fc.Arbitrary<JudgedGeometry> = fc.oneof(
  polygon.map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
  fc
    .array(polygon, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
)
/** The same somewhere on the map, where its corners are no round numbers any more and edges no longer exactly on each other. */
const turned = fc.tuple(geometry, fc.double({ min: 0, max: 1, noNaN: true })).map(([given, angle]) => {
  const turn = ([x, y]: Position): Position => [
    111 + 0.01 * (x * Math.cos(angle) - y * Math.sin(angle)),
    -2 + 0.01 * (x * Math.sin(angle) + y * Math.cos(angle)),
  ]
  const deep = (part: unknown): unknown =>
    Array.isArray(part) && typeof part[0] === 'number'
      ? turn(part as Position)
      : (part as unknown[]).map(deep)
  return { ...given, coordinates: deep((given as { coordinates: unknown }).coordinates) } as JudgedGeometry
})

async function validOf(geometries: readonly JudgedGeometry[]): Promise<{ valid: boolean; reason: string }[]> {
  const { rows } = await store.database.read.raw<{ rows: { valid: boolean; reason: string }[] }>(
    `SELECT ST_IsValid(g) AS valid, ST_IsValidReason(g) AS reason
     FROM (SELECT ST_GeomFromGeoJSON(value::text) AS g, ordinality FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY) given
     ORDER BY ordinality`,
    [JSON.stringify(geometries)],
  )
  return rows
}

const BATCH = 200

describe('a geometry from outside', () => {
  it.each([
    ['on a grid, where all touches', geometry, 60],
    ['anywhere', turned, 30],
  ])('is judged as ST_IsValid judges it: %s', async (_, arbitrary, numRuns) => {
    const seen = { valid: 0, invalid: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrary, { minLength: BATCH, maxLength: BATCH }), async (geometries) => {
        const verdicts = await validOf(geometries)
        for (const [i, one] of geometries.entries()) {
          const fault = judgeGeometry(one)
          const { valid, reason } = verdicts[i]!
          seen[valid ? 'valid' : 'invalid']++
          expect(fault === undefined, `${JSON.stringify(one)}: ${fault?.kind}, PostGIS: ${reason}`).toBe(
            valid,
          )
        }
      }),
      { seed: 13, numRuns, endOnFailure: true },
    )
    expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(numRuns * BATCH * 0.1)
  })
})
