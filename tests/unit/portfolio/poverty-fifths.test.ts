import { expect, test } from 'vitest'
import { povertyFifths } from '../../../core/inequality/poverty-fifths.ts'

const fifths = (poverty: number[], population: number[]) => [
  ...povertyFifths({ poverty: Float64Array.from(poverty), population: Float64Array.from(population) }),
]

test('five places of as many people are the five fifths, the poorest first', () => {
  expect(fifths([5, 30, 10, 20, 15], [100, 100, 100, 100, 100])).toEqual([5, 1, 4, 2, 3])
})

test('a place belongs where the middle of its people stands', () => {
  // 10 %, 30 %, 60 % of the people: middles at 5 %, 25 %, 70 %.
  expect(fifths([30, 20, 10], [10, 30, 60])).toEqual([1, 2, 4])
})

test('places equally poor share their fifth, and somebody is always poorest', () => {
  expect(fifths([10, 10, 10], [1, 1, 1])).toEqual([1, 1, 1])
  expect(fifths([20, 10], [90, 10])).toEqual([1, 5])
  expect(fifths([20, 10], [0, 0])).toEqual([1, 1])
  expect(fifths([], [])).toEqual([])
})

test('a place without a figure is refused', () => {
  expect(() => fifths([1, Number.NaN], [1, 1])).toThrow(/poverty\[1\]/)
  expect(() => fifths([1], [-1])).toThrow(/population/)
})
