import { RowCollector } from '../snapshot/row-collector.ts'
import { type CoverageLevelRows, ORIGINAL_LEVEL_ZOOM } from '../snapshot/shape-levels.ts'
import { POLYGON_TYPE, rowOfId, type Segment, type ShapeLevel } from '../snapshot/snapshot.ts'

function polygonOf({ ringsOf, ringStart, coords, outer }: ShapeLevel, shape: number) {
  const rings: number[] = []
  const ringEnds: number[] = []
  const ringOuter: number[] = []
  for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
    for (let i = 2 * ringStart[ring]!; i < 2 * ringStart[ring + 1]!; i++) rings.push(coords[i]!)
    ringEnds.push(rings.length / 2)
    ringOuter.push(outer[ring]!)
  }
  return { rings, ringEnds, ringOuter }
}

/**
 * The generalised levels that a coverage's segment has of some ids, to be given to rows whose values changed but
 * whose borders did not: their neighbours' borders at each zoom then still match.
 */
export function levelsOfRows(segment: Segment, ids: ReadonlySet<number>): CoverageLevelRows[] {
  const wanted = new Map<number, number>()
  for (const id of ids) wanted.set(rowOfId(segment, id), id)
  const { shapes } = segment
  return shapes.levels
    .filter(({ toZoom }) => toZoom < ORIGINAL_LEVEL_ZOOM)
    .map((level) => {
      const collector = new RowCollector([])
      for (let shape = 0; shape < shapes.count; shape++) {
        const id = wanted.get(shapes.row[shape]!)
        if (id === undefined || shapes.type[shape] !== POLYGON_TYPE) continue
        collector.addParsed(id, { points: [], lines: [], lineEnds: [], ...polygonOf(level, shape) })
      }
      return { toZoom: level.toZoom, rows: collector.finish() }
    })
}
