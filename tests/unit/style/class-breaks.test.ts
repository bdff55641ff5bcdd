import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classBreaks, naturalStarts, readableStep } from '../../../core/style/class-breaks.ts'
import { colourSchemes, coloursOf } from '../../../core/style/colour-schemes.ts'

/** Sum of squares within classes that begin at these indexes. */
function costOf(sorted: readonly number[], starts: readonly number[]): number {
  const ends = [...starts, sorted.length]
  return [0, ...starts].reduce((total, from, at) => {
    const part = sorted.slice(from, ends[at])
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length
    return total + part.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }, 0)
}

function* splits(length: number, parts: number, from = 1): Generator<number[]> {
  if (parts === 1) {
    yield []
    return
  }
  for (let at = from; at <= length - parts + 1; at++)
    for (const rest of splits(length, parts - 1, at + 1)) yield [at, ...rest]
}

describe('natural breaks', () => {
  it('have the least sum of squares of all ways to split', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 11 })
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 4 }), (numbers, classes) => {
        const sorted = numbers.toSorted((a, b) => a - b)
        const least = Math.min(...[...splits(sorted.length, classes)].map((starts) => costOf(sorted, starts)))
        expect(costOf(sorted, naturalStarts(sorted, classes))).toBeCloseTo(least, 6)
      }),
    )
  })

  it('fall between groups', () => {
    const values = [4, 5, 9, 10, 25, 26, 27, 61, 62]
    expect(classBreaks(values, 4, 'natural', 0.5)).toEqual([4, 7, 17.5, 44, 62])
  })
})

describe('classes', () => {
  it('are as wide each, with round limits that hold every value', () => {
    expect(classBreaks([0, 3, 10], 5, 'equal', 1)).toEqual([0, 2, 4, 6, 8, 10])
    expect(classBreaks([1.234, 8.765], 3, 'equal', readableStep(1.234, 8.765))).toEqual([
      1.2, 3.75, 6.25, 8.8,
    ])
  })

  it('are fewer where values repeat, none for no values', () => {
    expect(classBreaks([3, 3, 3], 5, 'natural', 1)).toEqual([3, 4])
    expect(classBreaks([], 5, 'natural', 1)).toEqual([])
    expect(classBreaks([1, 2], 5, 'natural', 0.5)).toEqual([1, 1.5, 2])
  })

  it('hold every value whatever the method', () => {
    const values = fc.array(
      fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(values, fc.constantFrom('quantile', 'equal', 'natural'), (numbers, method) => {
        const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
        const breaks = classBreaks(numbers, 5, method as 'equal', readableStep(least, most))
        expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b))
        expect(breaks[0]).toBeLessThanOrEqual(least)
        expect(breaks.at(-1)).toBeGreaterThanOrEqual(most)
      }),
    )
  })
})

describe('colour schemes', () => {
  it('give as many colours as asked, ends kept, all valid', () => {
    for (const scheme of colourSchemes)
      for (const count of [1, 2, 3, 5, 7, 9]) {
        const colours = coloursOf(scheme, count)
        expect(colours).toHaveLength(count)
        for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/)
        if (scheme.kind !== 'qualitative' && count > 1) {
          expect(colours[0]).toBe(scheme.colours[0])
          expect(colours.at(-1)).toBe(scheme.colours.at(-1))
        }
      }
  })
})
