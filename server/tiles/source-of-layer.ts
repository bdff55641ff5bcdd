import type { Knex } from 'knex'
import type { LayerDefinition } from '../layers/layer.ts'
import { readRows } from '../layers/read-rows.ts'
import { GeneralisedMemo } from './generalised-memo.ts'
import type { GeneralisedRow, SourceRow, TileLayerSource } from './layer-source.ts'
import { streamOfLayer } from './stream/stream-of-layer.ts'

type Value = string | number | boolean | null

export interface TileSourceOptions {
  /** Layers that share it share the generalised levels of what they have in common. */
  memo?: GeneralisedMemo
  /** Whether the database can make tiles by itself (PostGIS), for a layer that does not fit into memory. */
  streams?: boolean
}

/** Reads a layer of the catalogue from the store, in EPSG:3857, as the tile engine wants it. */
export function tileSourceOf(
  knex: Knex,
  layer: LayerDefinition,
  { memo = new GeneralisedMemo(), streams = false }: TileSourceOptions = {},
): TileLayerSource {
  const fields = layer.fields.filter((field) => field.inTiles)
  const geometry = `ST_AsBinary(ST_Transform(${layer.tileGeom}, 3857))`
  async function* rows(ids?: readonly number[]): AsyncIterable<SourceRow[]> {
    for await (const page of readRows<Buffer | null>(knex, layer, { fields, geometry, ids })) {
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
    ...(streams ? { stream: streamOfLayer(knex, layer) } : {}),
  }
  return layer.coverage ? { ...source, generalised: (tolerance) => remembered(tolerance) } : source

  async function* remembered(toleranceMetres: number): AsyncIterable<GeneralisedRow[]> {
    const digest = await geometryDigest(knex, layer)
    yield await memo.get(digest, toleranceMetres, () => generalised(knex, layer, toleranceMetres))
  }
}

/** Equal for layers whose rows have the same keys and geometries. */
async function geometryDigest(knex: Knex, layer: LayerDefinition): Promise<string> {
  const { rows } = await knex.raw<{ rows: { digest: string | null }[] }>(
    `SELECT md5(string_agg(key || ' ' || shape, ' ' ORDER BY key)) AS digest
     FROM (SELECT ${layer.key} AS key, md5(ST_AsBinary(${layer.tileGeom})) AS shape FROM ${layer.from}) known`,
    [...layer.bindings],
  )
  return rows[0]?.digest ?? ''
}

/** The coverage simplified as a whole, so that neighbours keep one border (tolerance in metres of EPSG:3857). */
async function generalised(
  knex: Knex,
  layer: LayerDefinition,
  toleranceMetres: number,
): Promise<GeneralisedRow[]> {
  const { rows } = await knex.raw<{ rows: GeneralisedRow[] }>(
    `SELECT ${layer.key} AS id, ST_AsBinary(ST_CoverageSimplify(ST_Transform(${layer.tileGeom}, 3857), ?) OVER ()) AS wkb
     FROM ${layer.from}`,
    [toleranceMetres, ...layer.bindings],
  )
  return rows
}
