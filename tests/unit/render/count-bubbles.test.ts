import { expect, test } from 'vitest'
import type { Envelope } from '../../../core/geo/tile.ts'
import { type CountBubble, countBubbles } from '../../../server/tiles/pictures/count-bubbles.ts'
import { picturePlane } from '../../../server/tiles/pictures/picture-plane.ts'
import { placeRows } from '../../../server/tiles/pictures/placed-rows.ts'
import { buildSegment } from '../../../server/tiles/snapshot/build-segment.ts'
import { RowCollector } from '../../../server/tiles/snapshot/row-collector.ts'
import { pointWkb } from '../tiles/wkb.ts'

const BUFFER = 84
let seed = 7
const random = () => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed / 2_147_483_647
}
/** Clustered points in a square of 4 km of EPSG:3857. */
const places = Array.from({ length: 3000 }, (): [number, number] => [
  12_400_000 + 4000 * random() ** 2,
  -300_000 + 4000 * random(),
])
const collector = new RowCollector([])
for (const [id, place] of places.entries()) collector.add({ id, wkb: pointWkb(place), values: [] })
const segment = buildSegment({ serial: 1, rows: collector.finish(), coverageLevels: null })

/** Bubbles in metres, as a picture of 256 pixels of this box shows them; 4 metres a pixel. */
function bubblesIn(bbox: Envelope, crs = 'EPSG:3857') {
  const plane = picturePlane({ crs, bbox, width: 256, height: 256 }, BUFFER)
  const masks = { dead: null, pass: null }
  const placed = placeRows(segment, { masks, plane, zoom: 15, pointSizedMetres: -1 })
  const { bubbles, lone } = countBubbles([placed], plane)
  const metres = (bubbles as CountBubble[]).map(({ x, y, count, radius }) => ({
    x: bbox[0] + (x / plane.extent) * (bbox[2] - bbox[0]),
    y: bbox[3] - (y / plane.extent) * (bbox[3] - bbox[1]),
    count,
    radius: radius * 4,
  }))
  return { bubbles: metres, lone: lone[0]!, placed }
}

const left: Envelope = [12_400_000, -299_000, 12_401_024, -297_976]
const right: Envelope = [12_401_024, -299_000, 12_402_048, -297_976]

test('no point is lost: each is counted once or stands alone', () => {
  const { bubbles, lone, placed } = bubblesIn([12_399_000, -301_000, 12_405_000, -295_000])
  const counted = bubbles.reduce((sum, { count }) => sum + count, 0)
  const alone = lone.reduce((sum, one) => sum + one, 0)
  expect(placed.pointRows.length).toBe(3000)
  expect(counted + alone).toBe(3000)
  expect(alone).toBeGreaterThan(0)
})

test('bubbles never lie on each other', () => {
  const { bubbles } = bubblesIn(left)
  expect(bubbles.length).toBeGreaterThan(10)
  for (const [i, a] of bubbles.entries()) {
    for (const b of bubbles.slice(i + 1)) {
      const apart = Math.hypot(a.x - b.x, a.y - b.y)
      expect(apart).toBeGreaterThanOrEqual(a.radius + b.radius - 1e-6)
    }
  }
})

test('pictures side by side agree on every bubble that both show', () => {
  const edge = left[2]
  const seen = (bubbles: ReturnType<typeof bubblesIn>['bubbles']) =>
    bubbles
      .filter(({ x, radius }) => Math.abs(x - edge) < radius)
      .map(({ x, y, count }) => `${x.toFixed(1)} ${y.toFixed(1)} ${count}`)
      .sort()
  const inner = (box: Envelope) => bubblesIn(box).bubbles.filter(({ y }) => y > box[1] && y < box[3])
  const both = seen(inner(left))
  expect(both.length).toBeGreaterThan(0)
  expect(both).toEqual(seen(inner(right)))
})
