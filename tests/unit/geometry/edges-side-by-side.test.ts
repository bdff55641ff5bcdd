import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMeetings } from '../../../core/geometry/count-meetings.ts'
import { edgeBoxes } from '../../../core/geometry/edge-boxes.ts'
import { mostCut } from '../../../core/geometry/most-cut.ts'
import { mostOverlaid } from '../../../core/geometry/most-overlaid.ts'
import { comb, scribble } from './hostile-shapes.ts'

type Position = [number, number]

const coordinate = fc.integer({ min: 0, max: 12 })
const paths = fc.array(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 }), {
  minLength: 1,
  maxLength: 3,
})
/** Between whole numbers, where nothing begins or ends. */
const halves = Array.from({ length: 12 }, (_, i) => i + 0.5)
const ringsOf = (shape: object) => (shape as { coordinates: Position[][] }).coordinates

function boxesOf(lines: Position[][]) {
  const { west, south, east, north } = edgeBoxes(lines)
  return [...west].map((w, i) => ({ w, s: south[i]!, e: east[i]!, n: north[i]! }))
}

describe('edges side by side', () => {
  it('are counted as trying every line and every place counts them', () => {
    fc.assert(
      fc.property(paths, (lines) => {
        const boxes = boxesOf(lines)
        const across = halves.map((x) => boxes.filter(({ w, e }) => w < x && x < e).length)
        const along = halves.map((y) => boxes.filter(({ s, n }) => s < y && y < n).length)
        expect(mostCut(lines)).toBe(Math.max(...across, ...along))
        const over = halves.flatMap((x) =>
          halves.map((y) => boxes.filter(({ w, s, e, n }) => w < x && x < e && s < y && y < n).length),
        )
        expect(mostOverlaid(lines)).toBe(Math.max(...over))
        const meeting = boxes.reduce(
          (sum, a, i) =>
            sum +
            boxes.slice(0, i).filter((b) => a.w <= b.e && b.w <= a.e && a.s <= b.n && b.s <= a.n).length,
          0,
        )
        expect(countMeetings(lines, 1000)).toBe(meeting)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })

  it('are few in an upright comb, and as many as its teeth in a slanted one', () => {
    expect(mostOverlaid(ringsOf(comb(4000)))).toBe(1)
    expect(mostCut(ringsOf(comb(4000)))).toBe(2000)
    expect(mostOverlaid(ringsOf(comb(4000, 4000)))).toBeGreaterThan(1900)
  })

  it('are not all looked at beyond the bound', () => {
    expect(countMeetings(ringsOf(scribble(20_000)), 1000)).toBe(1001)
    expect(countMeetings(ringsOf(comb(200_000)), 10)).toBe(11)
  })
})
