import type { SourceRow } from '../../server/tiles/layer-source.ts'
import { buildSegment } from '../../server/tiles/snapshot/build-segment.ts'
import { RowCollector } from '../../server/tiles/snapshot/row-collector.ts'
import { POLYGON_TYPE, type ShapeLevel } from '../../server/tiles/snapshot/snapshot.ts'
import { nameAttribute } from '../unit/tiles/memory-source.ts'
import type { Position } from '../unit/tiles/wkb.ts'

export interface LevelShape {
  toZoom: number
  id: number
  isArea: boolean
  /** Lines, or closed rings; the first of each polygon is its outer one. */
  paths: { outer: boolean; positions: Position[] }[]
}

function pathsOf({ ringsOf, ringStart, outer, coords }: ShapeLevel, shape: number, isArea: boolean) {
  const paths: LevelShape['paths'] = []
  for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
    const positions: Position[] = []
    for (let i = ringStart[ring]!; i < ringStart[ring + 1]!; i++)
      positions.push([coords[2 * i]!, coords[2 * i + 1]!])
    if (isArea) positions.push(positions[0]!)
    paths.push({ outer: outer[ring] === 1, positions })
  }
  return paths
}

/** Lines and areas as the tile engine keeps them for its zooms: every generalised level, and the original as the last. */
export function levelsOf(rows: readonly SourceRow[]): LevelShape[] {
  const collector = new RowCollector([nameAttribute])
  for (const row of rows) collector.add(row)
  const { ids, shapes } = buildSegment({ serial: 0, rows: collector.finish(), coverageLevels: null })
  return shapes.levels.flatMap((level) =>
    Array.from({ length: shapes.count }, (_, shape): LevelShape => {
      const isArea = shapes.type[shape] === POLYGON_TYPE
      const id = ids[shapes.row[shape]!]!
      return { toZoom: level.toZoom, id, isArea, paths: pathsOf(level, shape, isArea) }
    }),
  )
}
