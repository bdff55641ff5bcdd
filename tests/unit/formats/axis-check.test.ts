import { describe, expect, it } from 'vitest'
import { checkAxes, type Extent, type ReadPoint, repairPoint } from '../../../core/geo/axis-check.ts'

const SOUTH: Extent = [111.1, -3.6, 112.2, -1.3]
const STRADDLING: Extent = [113.8, -2.5, 116, 1.5]
const places: ReadPoint[] = [
  [111.6, -2.7],
  [111.9, -2.2],
  [111.3, -3.1],
  [112.1, -1.6],
]

describe('checking the axes of a sample', () => {
  it.each([
    ['as-is', ([x, y]: ReadPoint): ReadPoint => [x, y]],
    ['swapped', ([x, y]: ReadPoint): ReadPoint => [y, x]],
    ['sign-lost', ([x, y]: ReadPoint): ReadPoint => [x, -y]],
    ['swapped-and-sign-lost', ([x, y]: ReadPoint): ReadPoint => [-y, x]],
  ] as const)('finds points that are %s', (verdict, harm) => {
    const check = checkAxes(places.map(harm), SOUTH)
    expect(check.verdict).toBe(verdict)
    expect(check.inside[verdict]).toBe(1)
    for (const place of places)
      expect(repairPoint(harm(place), SOUTH)).toEqual({ point: place, repair: verdict })
  })

  it('never takes a positive latitude for a lost sign where the district straddles the equator', () => {
    const north: ReadPoint[] = [
      [114, 2],
      [115, 2.2],
    ]
    expect(checkAxes(north, STRADDLING).verdict).toBe('outside')
    expect(repairPoint([114, 2], STRADDLING)).toEqual({ point: [114, 2], repair: 'outside' })
    expect(repairPoint([114, 1], STRADDLING).repair).toBe('as-is')
    expect(repairPoint([1, 114], STRADDLING)).toEqual({ point: [114, 1], repair: 'swapped' })
  })

  it('leaves a sample alone that is only partly explained, and repairs its points one by one', () => {
    const mixed: ReadPoint[] = [
      [111.6, -2.7],
      [111.9, -2.2],
      [-2.7, 111.6],
      [-2.2, 111.9],
    ]
    const check = checkAxes(mixed, SOUTH)
    expect(check.verdict).toBe('as-is')
    expect(check.inside).toMatchObject({ 'as-is': 0.5, swapped: 0.5 })
  })

  it('calls metres labelled as degrees outside and says that they are metres', () => {
    const check = checkAxes(
      [
        [568000, 9703000],
        [570000, 9704000],
      ],
      SOUTH,
    )
    expect(check).toMatchObject({ verdict: 'outside', metres: 1, count: 2 })
  })

  it('skips points that are not finite and has an answer for no points', () => {
    expect(checkAxes([[Number.NaN, 1]], SOUTH)).toMatchObject({ verdict: 'outside', count: 0 })
    expect(repairPoint([Number.POSITIVE_INFINITY, 1], SOUTH).repair).toBe('outside')
  })

  it('refuses an extent in the wrong order', () => {
    expect(() => checkAxes([], [112, -1, 111, -3])).toThrow(/west, south, east, north/)
  })
})
