import { type Neighbours, neighboursFromLists } from '../../../core/hotspot/neighbours.ts'
import type { Rings } from './read-outlines.ts'

/**
 * Queen contiguity: villages that share a border or a corner. In a cleaned coverage neighbours share their vertices
 * exactly, so whoever has the same vertex touches; no distance or tolerance is involved. Islands get no neighbours.
 */
export function queenContiguity(villages: readonly Rings[]): Neighbours {
  const { x, y, owner } = flatten(villages)
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!)
  const lists = villages.map(() => new Set<number>())
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && isSame(order[from]!, order[to]!)) to++
    for (let a = from; a < to; a++) {
      for (let b = from; b < to; b++) {
        const one = owner[order[a]!]!
        const other = owner[order[b]!]!
        if (one !== other) lists[one]?.add(other)
      }
    }
    from = to
  }
  return neighboursFromLists(lists.map((list) => [...list].sort((a, b) => a - b)))

  function isSame(a: number, b: number): boolean {
    return x[a] === x[b] && y[a] === y[b]
  }
}

function flatten(villages: readonly Rings[]) {
  const count = villages.reduce(
    (sum, rings) => sum + rings.reduce((all, ring) => all + ring.length / 2, 0),
    0,
  )
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const owner = new Uint32Array(count)
  let at = 0
  villages.forEach((rings, village) => {
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        x[at] = ring[i]!
        y[at] = ring[i + 1]!
        owner[at++] = village
      }
    }
  })
  return { x, y, owner }
}

/** Contiguity among some of the villages only (those that have a value), renumbered in their order. */
export function neighboursAmong(all: Neighbours, chosen: readonly number[]): Neighbours {
  const place = new Map(chosen.map((village, row) => [village, row]))
  return neighboursFromLists(
    chosen.map((village) =>
      [...all.indices.subarray(all.starts[village], all.starts[village + 1])].flatMap(
        (other) => place.get(other) ?? [],
      ),
    ),
  )
}
