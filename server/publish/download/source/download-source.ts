import type { Geometry, Point } from 'geojson'
import type { Knex } from 'knex'
import type { CrsDefinition } from '../../../../core/geo/crs-definitions.ts'
import type { LayerStyle } from '../../../../core/style/layer-style.ts'
import { sql } from '../../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../../layers/layer.ts'
import { publicFields } from '../../../layers/public-fields.ts'
import { type LayerRow, readRows } from '../../../layers/read-rows.ts'
import { readStyle } from '../../../styles/read-style.ts'
import { type AboutDownload, readAbout } from './about-download.ts'
import { type NarrowedRows, type Narrowing, narrowRows } from './narrowing.ts'
import { decimalsOf, makeProject, roundGeometry } from './project-geometry.ts'
import { readGeometry } from './read-geometry.ts'
import { type RowQueries, rowQueries } from './row-queries.ts'

export type CellValue = string | number | boolean | null

export interface DownloadFeature {
  key: number
  /** In the CRS of the download, easting or longitude first; null where a row has no place. */
  geometry: Geometry | null
  /** A point on the geometry, where it was requested. */
  place: Point | null
  /** In the order of the source's fields. */
  values: CellValue[]
}

export interface ReadOptions {
  /** The shapes, or only a point on each (for tables), or both. */
  shapes: 'whole' | 'point' | 'both'
  /** Rounded to about a centimetre, for formats that are text. */
  rounded: boolean
}

/** Source of a layer's rows for the writers of file formats. */
export interface DownloadSource extends RowQueries {
  layer: LayerDefinition
  fields: readonly LayerField[]
  crs: CrsDefinition
  /** Of titles and notes. */
  language: 'id' | 'en'
  /** Whether the request selects only a part of the layer. */
  narrowed: boolean
  /** Description that is written into the file. */
  about(): Promise<AboutDownload>
  /** How the layer is drawn. */
  style(): Promise<LayerStyle>
  /** Features in order of key, in batches; memory use does not grow with the layer. */
  read(reading: ReadOptions): AsyncGenerator<DownloadFeature[]>
}

export interface SourceOptions {
  layer: LayerDefinition
  narrowing: Narrowing
  crs: CrsDefinition
  language: 'id' | 'en'
  /** Parameters of the request as they came, for the description in the file. */
  asked: AboutDownload['asked']
}

const PAGE_BYTES = 2 * 1024 ** 2
/** Features handed over at once, so that no step holds the thread for long. */
const AT_ONCE = 500

/**
 * A layer's rows as they are asked for, to be read until the signal fires. Throws Problem (400) where the request makes no
 * sense, before anything is read.
 */
export function prepareSource(knex: Knex, options: SourceOptions): (signal: AbortSignal) => DownloadSource {
  const rows = narrowRows(options.layer, options.narrowing)
  return (signal) => openSource(knex, options, rows, signal)
}

function openSource(
  knex: Knex,
  { layer, crs, language, narrowing, asked }: SourceOptions,
  rows: NarrowedRows,
  signal: AbortSignal,
): DownloadSource {
  const { where, geometry } = rows
  const fields = publicFields(layer)
  const project = makeProject(crs)
  const read = async function* ({ shapes, rounded }: ReadOptions): AsyncGenerator<DownloadFeature[]> {
    const finish = (geometry: Geometry) =>
      rounded ? roundGeometry(project(geometry), decimalsOf(crs)) : project(geometry)
    const featureOf = (row: LayerRow<Buffer | null>): DownloadFeature[] => {
      const whole = shapeOf(row.geometry)
      // A feature of which the cut leaves nothing only touched the area.
      if (narrowing.clip && !whole) return []
      const values = fields.map((field, at) => cellOf(field, row.values[at]))
      const place = shapes === 'point' ? whole : shapeOf(row.place)
      return [
        {
          key: row.key,
          geometry: whole && shapes !== 'point' ? finish(whole) : null,
          place: place ? (finish(place) as Point) : null,
          values,
        },
      ]
    }
    const point = sql`ST_AsBinary(ST_PointOnSurface(${geometry}))`
    const shape = shapes === 'point' ? point : sql`ST_AsBinary(${geometry})`
    for await (const page of readRows<Buffer | null>(knex, layer, {
      fields,
      geometry: shape,
      ...(shapes === 'both' ? { place: point } : {}),
      pageBytes: PAGE_BYTES,
      where,
    })) {
      for (let at = 0; at < page.length; at += AT_ONCE) {
        signal.throwIfAborted()
        yield page.slice(at, at + AT_ONCE).flatMap(featureOf)
        await new Promise(setImmediate)
      }
    }
  }
  const about = () => readAbout(knex, { layer, crs, language, asked })
  const style = () => readStyle(knex, layer)
  const queries = rowQueries(knex, layer, fields, rows)
  return { ...queries, layer, fields, crs, language, narrowed: asked.length > 0, about, style, read }
}

function shapeOf(wkb: Buffer | null): Geometry | null {
  return wkb && readGeometry(wkb)
}

/** Numbers that the database gives as text (numeric, bigint) are numbers in files. */
function cellOf({ type }: LayerField, value: unknown): CellValue {
  if (value === null || value === undefined) return null
  if (type === 'number' || type === 'integer') {
    const number = Number(value)
    return Number.isFinite(number) ? number : null
  }
  if (typeof value === 'boolean') return value
  return typeof value === 'string' ? value : JSON.stringify(value)
}
