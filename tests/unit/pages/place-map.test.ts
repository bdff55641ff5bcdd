import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeLabels } from '../../../server/pages/proposal/map-labels.ts'
import { MAP_ASPECT, placeExtent } from '../../../server/pages/proposal/place-extent.ts'
import { renderPlaceMap } from '../../../server/pages/proposal/place-map.ts'
import { projectTo, svgPath } from '../../../server/pages/proposal/svg-path.ts'
import { viewOfProposal } from './view-of-proposal.ts'

const village: [number, number, number, number] = [111, -2.2, 111.1, -2.1]
const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [111, -2.2],
      [111.1, -2.2],
      [111.1, -2.1],
      [111, -2.1],
      [111, -2.2],
    ],
  ],
}

describe('what the little map shows', () => {
  it('holds village and place with a margin, in the form of the picture', () => {
    const lon = fc.double({ min: 110.9, max: 111.2, noNaN: true })
    const lat = fc.double({ min: -2.3, max: -2, noNaN: true })
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const [west, south, east, north] = placeExtent({ village, place: [x, y], facility: null })
        expect(west).toBeLessThan(Math.min(x, village[0]))
        expect(east).toBeGreaterThan(Math.max(x, village[2]))
        expect(south).toBeLessThan(Math.min(y, village[1]))
        expect(north).toBeGreaterThan(Math.max(y, village[3]))
        expect((east - west) / (north - south)).toBeCloseTo(MAP_ASPECT, 6)
      }),
    )
  })

  it('takes in a facility near by, but does not shrink the village for a far one', () => {
    const place: [number, number] = [111.05, -2.15]
    const alone = placeExtent({ village, place, facility: null })
    const near = placeExtent({ village, place, facility: [111.25, -2.15] })
    expect(near[2]).toBeGreaterThan(111.25)
    expect(placeExtent({ village, place, facility: [113, -2.15] })).toEqual(alone)
  })

  it('draws north up and closes rings', () => {
    const project = projectTo([111, -2.2, 111.1, -2.1], 100, 100)
    expect(svgPath(square, project)).toBe('M0.0 100.0L100.0 100.0L100.0 0.0L0.0 0.0L0.0 100.0Z')
    expect(svgPath({ type: 'Point', coordinates: [111, -2] }, project)).toBe('')
  })

  it('escapes names and marks the own village, the way and the facility', () => {
    const view = viewOfProposal({ nearestFacilityName: '<b>SMP</b>' })
    const around = {
      extent: [110.95, -2.2125, 111.15, -2.0625] as [number, number, number, number],
      villages: [
        {
          code: view.villageCode ?? '',
          name: 'A & B',
          geometry: square,
          point: [111.05, -2.15] as [number, number],
        },
      ],
      lines: [],
      facility: [111.08, -2.12] as [number, number],
      districts: [],
    }
    const picture = renderPlaceMap(view, around, 'id').text
    expect(picture).toContain('class="area own"')
    expect(picture).toContain('class="way"')
    expect(picture).toContain('A &#38; B</text>')
    expect(picture).not.toContain('<b>')
    expect(picture).toContain('5 km</text>')
  })
})

describe('labels of the little map', () => {
  const room = { width: 400, height: 300, size: 11, taken: [{ x: 200, y: 150, radius: 15 }] }

  it('never cover each other, the symbol or the edge', () => {
    const request = fc.record({
      text: fc.string({ minLength: 1, maxLength: 20 }),
      x: fc.integer({ min: -50, max: 450 }),
      y: fc.integer({ min: -50, max: 350 }),
      strong: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
        const placed = placeLabels(requests, room)
        const half = (text: string) => (text.length * room.size * 0.6) / 2
        placed.forEach((a, index) => {
          expect(a.x - half(a.text)).toBeGreaterThanOrEqual(0)
          expect(a.x + half(a.text)).toBeLessThanOrEqual(room.width)
          for (const b of placed.slice(index + 1)) {
            const apart =
              Math.abs(a.y - b.y) >= room.size || Math.abs(a.x - b.x) >= half(a.text) + half(b.text)
            expect(apart).toBe(true)
          }
        })
      }),
    )
  })

  it('gives way to the symbol if the label matters, and is left out otherwise', () => {
    const [moved] = placeLabels([{ text: 'Baru', x: 200, y: 150, strong: true }], room)
    expect(Math.abs((moved?.y ?? 150) - 150)).toBeGreaterThan(15)
    expect(placeLabels([{ text: 'Baru', x: 200, y: 150 }], room)).toEqual([])
  })
})
