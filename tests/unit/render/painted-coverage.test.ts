import fc from 'fast-check'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { PicturePainter } from '../../../server/tiles/paint/paint-picture.ts'
import { polygonTile, type TileRing } from './polygon-tile.ts'

type Position = readonly [x: number, y: number]

const [WIDTH, HEIGHT, PER_PIXEL] = [27, 21, 16]
const EXTENT = WIDTH * PER_PIXEL
const painter = new PicturePainter()

/** The alpha of each pixel, 0 to 255. */
function paint(ring: TileRing): number[] {
  const tile = { bytes: polygonTile([{ name: 'a', polygons: [[ring]] }], EXTENT), extent: EXTENT }
  const parts = [{ name: 'a', coats: [{ kind: 'fill' as const, color: '#000000', opacity: 1 }] }]
  const file = painter.paint(tile, { width: WIDTH, height: HEIGHT, background: null, parts })!
  const { data } = PNG.sync.read(Buffer.from(file))
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => data[4 * at + 3]!)
}

/** What lies on one side of a line parallel to an axis (Sutherland and Hodgman 1974). */
function clip(ring: readonly Position[], axis: 0 | 1, limit: number, sign: 1 | -1): Position[] {
  const inside = (p: Position) => sign * (p[axis] - limit) >= 0
  return ring.flatMap((to, i) => {
    const from = ring.at(i - 1)!
    const share = (limit - from[axis]) / (to[axis] - from[axis])
    const crossing: Position = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    return [...(inside(from) !== inside(to) ? [crossing] : []), ...(inside(to) ? [to] : [])]
  })
}

function area(ring: readonly Position[]): number {
  const doubled = ring.reduce((sum, [x, y], i) => sum + ring.at(i - 1)![0] * y - x * ring.at(i - 1)![1], 0)
  return Math.abs(doubled) / 2
}

/** The share of each pixel, 0 to 1. The picture is as much stretched as it is less high than wide. */
function shares(ring: TileRing): number[] {
  const pixels = ring.map(([x, y]): Position => [x / PER_PIXEL, (y * HEIGHT) / EXTENT])
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)]
    const right = clip(clip(pixels, 0, x, 1), 0, x + 1, -1)
    return area(clip(clip(right, 1, y, 1), 1, y + 1, -1))
  })
}

const whole = (least: number, most: number) => fc.integer({ min: least, max: most })
const near = fc.tuple(whole(-40, EXTENT + 40), whole(-40, EXTENT + 40))
const onPixels = fc
  .tuple(whole(-2, WIDTH + 2), whole(-2, WIDTH + 2))
  .map(([x, y]): Position => [x * PER_PIXEL, y * PER_PIXEL])
const far = fc.tuple(whole(-50_000, 50_000), whole(-50_000, 50_000))
const vertex = fc.oneof({ weight: 5, arbitrary: near }, { weight: 3, arbitrary: onPixels }, far)

test('a triangle covers of each pixel what clipping it to the pixel leaves', () => {
  fc.assert(
    fc.property(fc.tuple(vertex, vertex, vertex), (triangle) => {
      const painted = paint(triangle)
      const expected = shares(triangle)
      const gaps = painted.map((alpha, at) => Math.abs(alpha / 255 - expected[at]!))
      expect(Math.max(...gaps)).toBeLessThan(1.6 / 255)
    }),
    { numRuns: 400 },
  )
})

test('what lies outside on every side leaves the picture as it was', () => {
  const beyond = 2 * EXTENT
  for (const [x, y] of [
    [-beyond, 0],
    [beyond, 0],
    [0, -beyond],
    [0, beyond],
  ] as const) {
    const ring: TileRing = [
      [x, y],
      [x + 300, y + 7],
      [x + 20, y + 200],
    ]
    expect(Math.max(...paint(ring))).toBe(0)
  }
})
