import { Problem } from '../../../core/problem.ts'
import { always, bound, catalogued, joinSql, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { hasYears, layerAtYear, layerNamed } from '../../layers/layer-at-year.ts'
import { compileFilter } from '../filter/compile-filter.ts'
import { readYears, yearField } from './time-dimension.ts'
import { refuse, WmsFault } from './wms-fault.ts'
import type { AskedLayer, MapQuestion } from './wms-request.ts'

/** A layer of a picture, as the viewer may see it. */
export interface DrawnLayer {
  /** The layer as the catalogue defines it now. */
  layer: LayerDefinition
  /** Source of its rows: the snapshot of the requested year, or the layer itself. */
  rows: LayerDefinition
  /** Empty for the style in force. */
  style: string
  /** Years of rows; undefined for all. */
  years: readonly number[] | undefined
  filter: SqlFragment | undefined
}

/** The layer of this name, if the viewer may know of it. */
export function findLayer(
  catalogue: readonly LayerDefinition[],
  name: string,
  parameter = 'layers',
): LayerDefinition {
  const layer = layerNamed(catalogue, name)
  if (!layer)
    throw refuse('LayerNotDefined', parameter, name || 'an empty name', 'names that the capabilities list')
  return layer
}

/** Every layer that is asked for, in the order in which they are drawn. Throws WmsFault. */
export function resolveLayers(
  catalogue: readonly LayerDefinition[],
  { layers, time }: MapQuestion,
): DrawnLayer[] {
  return layers.map((asked) => resolveLayer(catalogue, asked, time))
}

function resolveLayer(
  catalogue: readonly LayerDefinition[],
  { name, style, filter }: AskedLayer,
  time: string | undefined,
): DrawnLayer {
  const layer = findLayer(catalogue, name)
  const at = atTime(catalogue, layer, time)
  const compiled = filter && compileFilter(filter, at.rows, { parameter: 'cql_filter' })
  return { layer, ...at, style, filter: compiled }
}

/** A layer without a time dimension is drawn as it is, whatever time is asked for (06-042, annex C.3.5). */
function atTime(
  catalogue: readonly LayerDefinition[],
  layer: LayerDefinition,
  time: string | undefined,
): Pick<DrawnLayer, 'rows' | 'years'> {
  if (yearField(layer)) return { rows: layer, years: readYears(time) }
  if (hasYears(layer) || !layer.archives?.length) return { rows: layer, years: undefined }
  const years = readYears(time)
  if (!years) return { rows: layer, years: undefined }
  const [year = 0, ...more] = years
  if (more.length > 0)
    throw refuse(
      'InvalidDimensionValue',
      'time',
      `${years.length} years`,
      `one year: each of ${layer.id} is a map of its own`,
    )
  try {
    return { rows: layerAtYear(catalogue, layer.id, year), years: undefined }
  } catch (error) {
    if (error instanceof Problem) throw new WmsFault('InvalidDimensionValue', 'time', error.message)
    throw error
  }
}

/** Condition that selects the requested rows, over the FROM of `rows`. */
export function conditionOf({ rows, years, filter }: DrawnLayer): SqlFragment {
  const year = yearField(rows)
  const ofYears = years && year ? [sql`(${catalogued(year.sql)}) = ANY (${bound([...years], 'int[]')})`] : []
  return joinSql([always, ...ofYears, ...(filter ? [filter] : [])], ' AND ')
}
