import type { Request } from 'express'
import { type DownloadFormat, downloadFormat } from '../../../../core/download/download-formats.ts'
import type { FilterBox } from '../../../../core/filter/filter-tree.ts'
import { filterLanguages, parseFilter } from '../../../../core/filter/parse-filter.ts'
import { type CrsDefinition, crsDefinition } from '../../../../core/geo/crs-definitions.ts'
import { crs84, crsInTableOrder, crsOfUri, type PublicCrs } from '../../../../core/geo/crs-uris.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { always, bound, catalogued, type SqlFragment, sql } from '../../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { hasYears, layerAtYear, layerNamed } from '../../../layers/layer-at-year.ts'
import { FILTER_NAMES, type FilterQuery, proposalCondition } from '../../../proposals/filter.ts'
import type { Narrowing } from '../../../publish/download/source/narrowing.ts'
import type { DownloadRequest } from '../../../publish/download/write-download.ts'
import { readBox as readBoxOf } from '../../../publish/features/read-bbox.ts'
import { readQuery, readWhole } from '../../request/query.ts'

const NARROWING = ['bbox', 'bbox-crs', 'zone', 'clip', 'filter', 'filter-lang', 'filter-crs'] as const
const NARROWING_NAMES = [...FILTER_NAMES, ...NARROWING] as const
const DOWNLOAD_PARAMETERS = [...NARROWING_NAMES, 'crs', 'lang', 'geometry'] as const
type Asked = Partial<Record<(typeof DOWNLOAD_PARAMETERS)[number], string>>

const KNOWN_CRS =
  'a code of our list: EPSG:4326, EPSG:3857, EPSG:9470 (SRGI2013), EPSG:4755 (DGN95), a UTM zone of WGS 84, SRGI2013 or DGN95, or TM-3 (EPSG:23830 to 23845)'

/**
 * Which file of which layer a request asks for. Throws Problem: 404 for no such file, layer or year, 400 naming the parameter
 * that makes no sense. Whether a zone is there is for the caller to see.
 */
export function readDownload(request: Request, catalogue: readonly LayerDefinition[]): DownloadRequest {
  const file = String(request.params.file)
  const [, id, extension] = /^([\w-]{1,60})\.([a-z.]{1,8})$/.exec(file) ?? []
  const format = downloadFormat(extension ?? '')
  if (!id || !format) throw notFound('download', file)
  const named = layerNamed(catalogue, id)
  if (!named) throw notFound('layer', id)
  const asked: Asked = readQuery(request, DOWNLOAD_PARAMETERS)
  const layer = selectLayer(catalogue, named, asked.year)
  return {
    layer,
    format: format.extension,
    narrowing: readNarrowing(layer, asked),
    crs: readCrs(asked.crs, format),
    language: oneOf('lang', asked.lang ?? 'id', ['id', 'en']),
    asked: NARROWING_NAMES.flatMap((name) =>
      asked[name] === undefined ? [] : [[name, asked[name]] as const],
    ),
    wkt: readGeometryRequest(asked.geometry, format),
  }
}

/** The layer as of the year that is asked for. */
function selectLayer(
  catalogue: readonly LayerDefinition[],
  named: LayerDefinition,
  year: string | undefined,
): LayerDefinition {
  if (year === undefined || hasYears(named)) return named
  return layerAtYear(catalogue, named.id, readWhole('year', year, [1, 9999]))
}

function readNarrowing(layer: LayerDefinition, asked: Asked): Narrowing {
  const { bbox, zone, filter } = asked
  const bboxCrs = readPublicCrs('bbox-crs', asked['bbox-crs'])
  const filterCrs = readPublicCrs('filter-crs', asked['filter-crs'])
  const language = oneOf('filter-lang', asked['filter-lang'] ?? 'cql2-text', filterLanguages)
  const clip = oneOf('clip', asked.clip ?? 'false', ['true', 'false']) === 'true'
  if (clip && bbox === undefined && zone === undefined)
    throw badParameter('clip', 'true', 'a bbox or a zone beside it, at which shapes are cut')
  return {
    where: conditionOn(layer, pick(asked)),
    clip,
    ...(bbox === undefined ? {} : { bbox: { box: readBox(bbox, bboxCrs), crs: bboxCrs } }),
    ...(zone === undefined ? {} : { zone }),
    ...(filter === undefined ? {} : { filter: { tree: parseFilter(filter, language), crs: filterCrs } }),
  }
}

function pick(asked: Asked): FilterQuery {
  return Object.fromEntries(
    FILTER_NAMES.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  )
}

/** Which rows are asked for. Only proposals have all filters; of others that tell years, a year selects rows. */
function conditionOn(layer: LayerDefinition, asked: FilterQuery): SqlFragment {
  if (layer.id === 'proposals') return proposalCondition(asked)
  const { year, ...others } = asked
  const [unknown] = Object.keys(others)
  if (unknown) throw badParameter(unknown, 'a filter', `none: ${layer.id} has no such filter`)
  const column = layer.fields.find(({ name }) => name === 'year')
  if (!year || !column) return always
  const years = year.split(',').slice(0, 60)
  return sql`(${catalogued(column.sql)})::text = ANY (${bound(years, 'text[]')})`
}

function readCrs(text: string | undefined, { extension, name }: DownloadFormat): CrsDefinition {
  const definition = text === undefined ? crs84.definition : crsDefinition(text)
  if (!definition) throw badParameter('crs', text, KNOWN_CRS)
  if (extension === 'kml' && definition.code !== 'EPSG:4326')
    throw badParameter('crs', text, `EPSG:4326: ${name} knows no other`)
  return definition
}

/** By its URI with the axes of the registry, or by its code with easting or longitude first. */
function readPublicCrs(parameter: string, text: string | undefined): PublicCrs {
  if (text === undefined) return crs84
  const crs = crsOfUri(text) ?? crsInTableOrder(text)
  if (!crs) throw badParameter(parameter, text, KNOWN_CRS)
  return crs
}

/** Minima of both axes, then maxima: a box across the antimeridian is a mistake here, where Indonesia is. */
function readBox(text: string, crs: PublicCrs): FilterBox {
  const box = readBoxOf(text, crs)
  if (box[0] > box[2] || box[1] > box[3]) throw badParameter('bbox', text, 'minima of both axes, then maxima')
  return box
}

/** geometry=wkt: a table with the whole shapes as text. */
function readGeometryRequest(text: string | undefined, { extension }: DownloadFormat): boolean {
  if (text === undefined) return false
  if (extension !== 'csv') throw badParameter('geometry', text, 'nothing: only CSV takes it')
  return oneOf('geometry', text, ['point', 'wkt']) === 'wkt'
}

function oneOf<Choice extends string>(parameter: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === text)
  if (!choice) throw badParameter(parameter, text, `one of ${choices.join(', ')}`)
  return choice
}
