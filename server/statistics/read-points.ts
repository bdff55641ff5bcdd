import type { ProposalPoints } from './compute/analysis.ts'

const DOUBLE = 8
const POINT = 3 * DOUBLE

/** Points from pages as the input gives them. */
export function readPoints(pages: readonly Uint8Array[]): ProposalPoints {
  const count = pages.reduce((sum, { byteLength }) => sum + byteLength, 0) / POINT
  const columns = { x: new Float64Array(count), y: new Float64Array(count), cost: new Float64Array(count) }
  let at = 0
  let withoutCost = 0
  for (const { buffer, byteOffset, byteLength } of pages) {
    const view = new DataView(buffer, byteOffset, byteLength)
    for (let offset = 0; offset < byteLength; offset += POINT) {
      const cost = view.getFloat64(offset + 2 * DOUBLE)
      columns.x[at] = view.getFloat64(offset)
      columns.y[at] = view.getFloat64(offset + DOUBLE)
      columns.cost[at++] = cost
      if (Number.isNaN(cost)) withoutCost++
    }
  }
  return { ...columns, withoutCost }
}
