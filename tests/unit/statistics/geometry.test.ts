import { describe, expect, test } from 'vitest'
import { neighboursAmong, queenContiguity } from '../../../server/statistics/compute/contiguity.ts'
import { landOf } from '../../../server/statistics/compute/land.ts'
import { areaSquareMetres, readOutlines } from '../../../server/statistics/compute/read-outlines.ts'
import { block, squares } from './analysis-input.ts'

const listsOf = ({ starts, indices }: { starts: Uint32Array; indices: Uint32Array }) =>
  Array.from({ length: starts.length - 1 }, (_, i) => [...indices.subarray(starts[i], starts[i + 1])])

describe('villages', () => {
  const villages = readOutlines([squares([...block(3, 2, 10), [100, 100]], 10)])

  test('that share a border or a corner are neighbours; an island has none', () => {
    expect(listsOf(queenContiguity(villages))).toEqual([
      [1, 3, 4],
      [0, 2, 3, 4, 5],
      [1, 4, 5],
      [0, 1, 4],
      [0, 1, 2, 3, 5],
      [1, 2, 4],
      [],
    ])
  })

  test('without a value are left out of the neighbours of the others', () => {
    expect(listsOf(neighboursAmong(queenContiguity(villages), [0, 2, 4, 6]))).toEqual([[2], [2], [0, 1], []])
  })

  test('come in pages without changing who is who', () => {
    const corners = block(3, 2, 10)
    const pages = [squares(corners.slice(0, 2), 10), squares(corners.slice(2), 10)]
    expect(listsOf(queenContiguity(readOutlines(pages)))).toEqual(
      listsOf(queenContiguity(readOutlines([squares(corners, 10)]))),
    )
  })
})

describe('land', () => {
  const ring = (points: number[]) => Float64Array.from(points)
  const withHole = [ring([0, 0, 40, 0, 40, 40, 0, 40, 0, 0]), ring([10, 10, 10, 20, 20, 20, 20, 10, 10, 10])]
  const beside = [ring([40, 0, 80, 0, 80, 40, 40, 40, 40, 0])]

  test('is inside the borders, outside holes and beyond; shared borders do not part it', () => {
    const land = landOf([withHole, beside])
    for (const [x, y] of [
      [5, 5],
      [39, 15],
      [41, 15],
      [79, 39],
      [25, 15],
    ] as const)
      expect(land.inside(x, y), `${x} ${y}`).toBe(true)
    for (const [x, y] of [
      [15, 15],
      [-1, 15],
      [81, 15],
      [15, 41],
      [15, -1],
    ] as const)
      expect(land.inside(x, y), `${x} ${y}`).toBe(false)
    expect(land.extent).toEqual([0, 0, 80, 40])
  })

  test('has the area of its villages less their holes', () => {
    expect(areaSquareMetres([withHole, beside])).toBe(40 * 40 - 10 * 10 + 40 * 40)
  })
})
