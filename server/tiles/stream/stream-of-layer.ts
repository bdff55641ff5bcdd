import type { Knex } from 'knex'
import { Problem } from '../../../core/problem.ts'
import { select } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { LayerSummary, StreamedTile, StreamedTileQuery, TileStream } from '../layer-source.ts'
import { tileTransform } from '../tile-units.ts'
import { queryUntilAborted } from './cancellable-query.ts'
import { gatheredTileSql, plainTileSql, pointCountSql, summarySql } from './tile-sql.ts'

interface TileRow {
  mvt: Buffer | null
  stoodFor: number
  held: number
}

type SummaryRow = { count: number; located: number; minX: number | null; minY: number } & {
  maxX: number
  maxY: number
}

/** A tile of more bytes is refused: no viewer can draw it, and a few would fill the memory. */
const MOST_TILE_BYTES = 64 * 1024 * 1024

/** Makes tiles of a catalogue layer in the database (PostGIS only), for layers that do not fit into memory. */
export function streamOfLayer(knex: Knex, layer: LayerDefinition): TileStream {
  async function tile(query: StreamedTileQuery, signal: AbortSignal): Promise<StreamedTile> {
    const fields = layer.fields.filter(
      ({ inTiles, name }) => inTiles && (query.properties?.includes(name) ?? true),
    )
    const input = { layer, tile: query.tile, filter: query.filter, fields }
    const gathered =
      tileTransform(query.tile).zoom < (layer.aggregateBelowZoom ?? 0) ||
      (await holdsMorePoints(input, query.maxPoints, signal))
    const [row] = await queryUntilAborted<TileRow>(
      knex,
      gathered ? gatheredTileSql(input) : plainTileSql(input),
      signal,
    )
    const { mvt = null, stoodFor = 0, held = 0 } = row ?? {}
    if (mvt && mvt.length > MOST_TILE_BYTES) throw tileTooLarge(layer.id, mvt.length)
    return { bytes: mvt ?? new Uint8Array(0), featuresStoodFor: stoodFor, featuresHeld: held }
  }

  async function holdsMorePoints(
    input: Parameters<typeof pointCountSql>[0],
    most: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const [row] = await queryUntilAborted<{ count: number }>(knex, pointCountSql(input, most), signal)
    return (row?.count ?? 0) > most
  }

  async function summary(): Promise<LayerSummary> {
    const rows = await select<SummaryRow>(knex, summarySql(layer))
    const { count, located, minX, minY, maxX, maxY } = rows[0]!
    return { count, located, extent3857: minX === null ? null : [minX, minY, maxX, maxY] }
  }

  return { tile, summary }
}

function tileTooLarge(layer: string, bytes: number): Problem {
  return new Problem({
    title: 'Tile too large',
    status: 503,
    detail: `This tile of layer ${layer} has ${Math.round(bytes / 1e6)} MB, more than can be sent; ask for a deeper zoom or narrow it by a filter`,
  })
}
