import { badParameter } from '../problem.ts'

/** Who neighbours whom: those of row i are `indices[starts[i]] … indices[starts[i + 1] − 1]`, never i itself. */
export interface Neighbours {
  readonly starts: Uint32Array
  readonly indices: Uint32Array
}

/** A band that makes more pairs than this is refused: it would say nothing local and not fit in memory. */
const MOST_PAIRS = 50_000_000

/**
 * Points within `bandMetres` of each other (inclusive). Coordinates must be projected, in metres; degrees would give
 * bands that shrink with latitude. Searched by a grid of square cells of the band's size.
 */
export function neighboursWithin(x: Float64Array, y: Float64Array, bandMetres: number): Neighbours {
  if (!(bandMetres > 0 && Number.isFinite(bandMetres))) {
    throw badParameter('bandMetres', bandMetres, 'metres above 0')
  }
  if (x.length !== y.length) throw badParameter('y', `${y.length} values`, `${x.length} values, as many as x`)
  const cells = cellsOf(x, y, bandMetres)
  const starts = new Uint32Array(x.length + 1)
  const indices: number[] = []
  for (let i = 0; i < x.length; i++) {
    for (const j of nearRows(cells, Math.floor(x[i]! / bandMetres), Math.floor(y[i]! / bandMetres))) {
      if (j !== i && (x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2 <= bandMetres ** 2) indices.push(j)
    }
    if (indices.length > MOST_PAIRS) {
      throw badParameter('bandMetres', bandMetres, `a shorter band: over ${MOST_PAIRS} pairs of neighbours`)
    }
    starts[i + 1] = indices.length
  }
  return { starts, indices: Uint32Array.from(indices) }
}

/** Neighbours from lists, as adjacency of areas gives them. Self-references and doubles are refused. */
export function neighboursFromLists(lists: readonly (readonly number[])[]): Neighbours {
  const starts = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i]! + list.length
    const wrong = list.find((j) => !Number.isInteger(j) || j < 0 || j >= lists.length || j === i)
    if (wrong !== undefined) {
      throw badParameter(`neighbours of ${i}`, wrong, `another row from 0 to ${lists.length - 1}`)
    }
    if (new Set(list).size !== list.length)
      throw badParameter(`neighbours of ${i}`, list, 'each neighbour once')
  })
  return { starts, indices: Uint32Array.from(lists.flat()) }
}

function cellsOf(x: Float64Array, y: Float64Array, size: number): Map<string, number[]> {
  const cells = new Map<string, number[]>()
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) {
      throw badParameter(`point ${i}`, [x[i], y[i]], 'finite coordinates in metres')
    }
    const key = `${Math.floor(x[i]! / size)} ${Math.floor(y[i]! / size)}`
    const rows = cells.get(key)
    if (rows) rows.push(i)
    else cells.set(key, [i])
  }
  return cells
}

function* nearRows(cells: Map<string, number[]>, column: number, row: number): Generator<number> {
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) yield* cells.get(`${column + dx} ${row + dy}`) ?? []
  }
}
