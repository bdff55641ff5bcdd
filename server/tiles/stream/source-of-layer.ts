import type { Knex } from 'knex'
import { bound, catalogued, run, select, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { ReadContent } from '../../layers/layer-content.ts'
import { readRows } from '../../layers/read-rows.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import { noPause, type Pause } from '../../workload/precedence.ts'
import type { GeneralisedRow, SourceRow, TileLayerSource } from '../layer-source.ts'
import { GeneralisedMemo } from './generalised-memo.ts'
import { streamOfLayer } from './stream-of-layer.ts'

type Value = string | number | boolean | null

export interface TileSourceOptions {
  /** Layers that share it share the generalised levels of what they have in common. */
  memo?: GeneralisedMemo
  /** Whether the database can make tiles by itself (PostGIS), for a layer that does not fit into memory. */
  streams?: boolean
  /** Reads the content of layers, for copies that are kept of them. */
  readContent?: ReadContent
  /** Ends the reading of its rows between two pages. */
  signal?: AbortSignal | undefined
  /** Awaited before each page of all its rows, and before each query about its outlines. */
  pause?: Pause
}

/** Reads a layer of the catalogue from the store, in EPSG:3857, as the tile engine wants it. */
export function tileSourceOf(
  knex: Knex,
  layer: LayerDefinition,
  {
    memo = new GeneralisedMemo(),
    streams = false,
    readContent,
    signal,
    pause = noPause,
  }: TileSourceOptions = {},
): TileLayerSource {
  const fields = layer.fields.filter((field) => field.inTiles)
  const geometry = catalogued(`ST_AsBinary(ST_Transform(${layer.tileGeom}, 3857))`)
  const pages = layer.coverage ? { pageBytes: OUTLINES_BYTES } : {}
  async function* rows(ids?: readonly number[]): AsyncIterable<SourceRow[]> {
    const query = { fields, geometry, ids, often: ids !== undefined, ...pages }
    for await (const page of readRows<Buffer | null>(knex, layer, query)) {
      // Edits are read as long as the layer is served, which outlasts its loading.
      if (!ids) {
        signal?.throwIfAborted()
        await pause({ signal })
      }
      yield page.map(({ key, geometry: wkb, values }) => ({ id: key, wkb, values: values as Value[] }))
    }
  }
  const source: TileLayerSource = {
    id: layer.id,
    kind: layer.geometry,
    attributes: fields.map(({ name, type, sumAs }) => ({ name, type, ...(sumAs ? { sumAs } : {}) })),
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
    coverage: layer.coverage,
    ...(layer.aggregateBelowZoom === undefined ? {} : { aggregateBelowZoom: layer.aggregateBelowZoom }),
    rows,
    ...(readContent ? { content: () => readContent(layer) } : {}),
    ...(streams ? { stream: streamOfLayer(knex, layer) } : {}),
  }
  return layer.coverage ? { ...source, generalised: (tolerance) => remembered(tolerance) } : source

  async function* remembered(toleranceMetres: number): AsyncIterable<GeneralisedRow[]> {
    await pause({ signal })
    const digest = await geometryDigest(knex, layer)
    yield await memo.get(digest, toleranceMetres, () => generalised(knex, layer, toleranceMetres))
  }
}

/** Equal for layers whose rows have the same keys and geometries. */
async function geometryDigest(knex: Knex, layer: LayerDefinition): Promise<string> {
  return await knex.transaction(async (transaction) => {
    await run(transaction, DECLARE_TIME)
    const [key, shape] = [catalogued(layer.key), catalogued(`md5(ST_AsBinary(${layer.tileGeom}))`)]
    const rows = await select<{ digest: string | null }>(
      transaction,
      sql`SELECT md5(string_agg(key || ' ' || shape, ' ' ORDER BY key)) AS digest
       FROM (SELECT ${key} AS key, ${shape} AS shape ${rowsOf(layer)}) known`,
    )
    return rows[0]?.digest ?? ''
  })
}

/** Of a coverage in one query: all of a province would take longer than a query may on a busy machine. */
const OUTLINES_BYTES = 4e6
/** Rows of a coverage that are fetched at a time: its outlines are the largest rows that the server reads. */
const OUTLINES_AT_ONCE = catalogued('500')
/** For a whole province on a busy machine; what visitors ask for has less. */
const DECLARE_TIME = sql`SET LOCAL statement_timeout = '300s'`

/**
 * The coverage simplified as a whole, so that neighbours keep one border (tolerance in metres of EPSG:3857). The database
 * has to see all of it before the first outline is known; they are then fetched from a cursor.
 */
async function generalised(
  knex: Knex,
  layer: LayerDefinition,
  toleranceMetres: number,
): Promise<GeneralisedRow[]> {
  return await knex.transaction(async (transaction) => {
    await run(transaction, DECLARE_TIME)
    const [id, plane] = [catalogued(layer.key), catalogued(`ST_Transform(${layer.tileGeom}, 3857)`)]
    await run(
      transaction,
      sql`DECLARE outlines NO SCROLL CURSOR FOR
       SELECT ${id} AS id, ST_AsBinary(ST_CoverageSimplify(${plane}, ${bound(toleranceMetres, 'float8')}) OVER ()) AS wkb
       ${rowsOf(layer)}`,
    )
    const all: GeneralisedRow[] = []
    for (;;) {
      const rows = await select<GeneralisedRow>(transaction, sql`FETCH ${OUTLINES_AT_ONCE} FROM outlines`)
      if (rows.length === 0) return all
      all.push(...rows)
    }
  })
}
