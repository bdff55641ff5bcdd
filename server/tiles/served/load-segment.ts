import type { TileLayerSource } from '../layer-source.ts'
import type { BuildSegmentInput } from '../snapshot/build-segment.ts'
import { type CollectedRows, RowCollector } from '../snapshot/row-collector.ts'
import { type CoverageLevelRows, generalisedZooms, levelToleranceMetres } from '../snapshot/shape-levels.ts'
import { LayerTooLargeError } from '../tile-errors.ts'
import { newSerial } from './served-layer.ts'

async function collectRows(source: TileLayerSource, budgetBytes: number): Promise<CollectedRows> {
  const collector = new RowCollector(source.attributes)
  for await (const batch of source.rows()) {
    for (const row of batch) collector.add(row)
    if (collector.byteLength > budgetBytes) {
      throw new LayerTooLargeError(
        source.id,
        { bytes: collector.byteLength, rows: collector.rowCount },
        budgetBytes,
      )
    }
  }
  return collector.finish()
}

async function collectCoverageLevel(source: TileLayerSource, toZoom: number): Promise<CoverageLevelRows> {
  const collector = new RowCollector([])
  for await (const batch of source.generalised!(levelToleranceMetres(toZoom))) {
    for (const { id, wkb } of batch) collector.add({ id, wkb, values: [] })
  }
  return { toZoom, rows: collector.finish() }
}

/**
 * Streams a layer's rows, and a coverage's generalised levels, into what buildSegment takes.
 * Throws LayerTooLargeError as soon as the rows exceed the budget.
 */
export async function loadSegmentInput(
  source: TileLayerSource,
  budgetBytes: number,
): Promise<BuildSegmentInput> {
  const rows = await collectRows(source, budgetBytes)
  if (!source.coverage || !source.generalised || rows.shapeType.length === 0) {
    return { serial: newSerial(), rows, coverageLevels: null }
  }
  const coverageLevels: CoverageLevelRows[] = []
  for (const zoom of generalisedZooms) {
    if (zoom >= source.minZoom) coverageLevels.push(await collectCoverageLevel(source, zoom))
  }
  return { serial: newSerial(), rows, coverageLevels }
}
