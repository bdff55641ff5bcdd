import type { StudyArea } from '../../../core/hotspot/hot-across-grids.ts'
import type { Rings } from './read-outlines.ts'

const BANDS = 1024

/**
 * The land of all villages together. A place is inside when a line to the west crosses their borders an odd number of
 * times; borders that two villages share cancel out. Edges are kept by bands of y, so that a row looks at few.
 */
export function landOf(villages: readonly Rings[]): StudyArea {
  const rings = villages.flat()
  const extent = extentOf(rings)
  const [, minY, , maxY] = extent
  const height = Math.max(1, (maxY - minY) / BANDS)
  const bandOf = (y: number) => Math.min(BANDS - 1, Math.max(0, Math.floor((y - minY) / height)))
  const bands = bandsOfEdges(rings, bandOf)
  let row: { y: number; crossings: Float64Array } | undefined
  return {
    extent,
    inside(x, y) {
      if (y < minY || y > maxY) return false
      if (row?.y !== y) row = { y, crossings: crossingsAt(y, bands[bandOf(y)] ?? []) }
      let before = 0
      for (const crossing of row.crossings) if (crossing <= x) before++
      return before % 2 === 1
    },
  }
}

function extentOf(rings: Rings): [number, number, number, number] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      extent[0] = Math.min(extent[0], ring[i]!)
      extent[1] = Math.min(extent[1], ring[i + 1]!)
      extent[2] = Math.max(extent[2], ring[i]!)
      extent[3] = Math.max(extent[3], ring[i + 1]!)
    }
  }
  return extent
}

/** Edges as x1, y1, x2, y2 in every band that they reach into. */
function bandsOfEdges(rings: Rings, bandOf: (y: number) => number): number[][] {
  const bands: number[][] = Array.from({ length: BANDS }, () => [])
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [x1, y1, x2, y2] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!]
      const last = bandOf(Math.max(y1, y2))
      for (let band = bandOf(Math.min(y1, y2)); band <= last; band++) bands[band]?.push(x1, y1, x2, y2)
    }
  }
  return bands
}

/** Half-open in y, so that a vertex on the line counts once. */
function crossingsAt(y: number, edges: readonly number[]): Float64Array {
  const crossings: number[] = []
  for (let i = 0; i < edges.length; i += 4) {
    const [x1, y1, x2, y2] = [edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!]
    if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1))
  }
  return Float64Array.from(crossings).sort()
}
