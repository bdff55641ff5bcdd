import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { Problem } from '../../../core/problem.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import { bound, catalogued, envelopeSql, select, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { layersSeenBy } from '../../layers/publication.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import type { LegendRequest, PictureLayer, PictureMaker, PictureRequest } from '../../styles/picture-maker.ts'
import { readStyle } from '../../styles/read-style.ts'
import { projectionOf } from '../projection.ts'
import { conditionOf, type DrawnLayer, findLayer, resolveLayers } from './resolve-layers.ts'
import type { WmsAnswer, WmsContext } from './wms-context.ts'
import { refuse, WmsFault } from './wms-fault.ts'
import type { GetLegendGraphic, GetMap, MapView } from './wms-request.ts'
import { PICTURE_TYPES } from './wms-values.ts'

/** Rows that a CQL filter may select for one layer of one picture. */
const MOST_ROWS = 200_000

/** Part of ETags that differs between processes, since counts of changes begin anew with each start. */
const PROCESS = String(Date.now())

const typeOf = (format: string) => PICTURE_TYPES.find(([, known]) => known === format)?.[0] ?? 'image/png'

/**
 * The answer to GetMap. Styles and ETag are read at once, the picture is drawn when the body is asked for. Throws WmsFault or
 * Problem.
 */
export async function prepareMap(request: GetMap, context: WmsContext): Promise<WmsAnswer> {
  const { knex, actor, pictures, memo, signal } = context
  mustDraw(pictures)
  const catalogue = await memo.read(`catalogue ${layersSeenBy(actor)}`, () => readCatalogue(knex, actor))
  const drawn = resolveLayers(catalogue, request)
  const styles = await readStyles(drawn, context)
  const { view, format, transparent, background } = request
  const picture = {
    crs: view.crs.definition.code,
    bbox: view.box,
    width: view.width,
    height: view.height,
    format,
    transparent,
    background,
    actor,
  }
  const etag = tagOf([
    picture,
    drawn.map((layer, at) => [
      layer.layer.id,
      layer.rows.id,
      context.versionOf(layer.rows.id),
      layer.years,
      layer.filter,
      styles[at],
    ]),
  ])
  return {
    type: typeOf(format),
    etag,
    body: async () => {
      const layers: PictureLayer[] = []
      for (const [at, layer] of drawn.entries())
        layers.push(await pictureLayer(knex, { layer, style: styles[at]!, view }))
      return (await pictures.picture({ ...picture, layers, signal } satisfies PictureRequest)).bytes
    },
  }
}

async function readStyles(drawn: readonly DrawnLayer[], { knex, memo }: WmsContext): Promise<LayerStyle[]> {
  const styles: LayerStyle[] = []
  for (const { layer, rows, style } of drawn) {
    const key = `style ${JSON.stringify([layer.id, rows.id, style])}`
    styles.push(await memo.read(key, () => readLayerStyle(knex, layer, rows, style)))
  }
  return styles
}

/** The answer to GetLegendGraphic, as prepareMap. */
export async function prepareLegend(request: GetLegendGraphic, context: WmsContext): Promise<WmsAnswer> {
  const { knex, actor, pictures } = context
  mustDraw(pictures)
  const layer = findLayer(await readCatalogue(knex, actor), request.layer, 'layer')
  const style = await readLayerStyle(knex, layer, layer, request.style, 'style')
  const { language, format, transparent, background, rule, scale, width, height } = request
  const legend: LegendRequest = {
    style,
    geometry: layer.geometry,
    title: layer.title,
    language,
    format,
    transparent,
    background,
    ...(rule === undefined ? {} : { rule }),
    ...(scale === undefined ? {} : { scaleDenominator: scale }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  }
  return {
    type: typeOf(format),
    etag: tagOf(['legend', legend]),
    body: async () => (await pictures.legend({ ...legend, signal: context.signal })).bytes,
  }
}

function mustDraw({ available }: PictureMaker): void {
  if (!available)
    throw new WmsFault(
      'NoApplicableCode',
      'request',
      'This server draws no pictures: Mapnik is not installed',
      501,
    )
}

function tagOf(parts: unknown): string {
  const digest = createHash('sha1').update(PROCESS).update(JSON.stringify(parts))
  return `"${digest.digest('base64url')}"`
}

/** A snapshot is drawn with the styles of its layer; without any, with the default style of its own data. */
async function readLayerStyle(
  knex: Knex,
  layer: LayerDefinition,
  rows: LayerDefinition,
  name: string,
  parameter = 'styles',
): Promise<LayerStyle> {
  try {
    return await readStyle(knex, { ...rows, id: layer.archive?.of ?? layer.id }, name || undefined)
  } catch (error) {
    if (error instanceof Problem && error.body.status === 404)
      throw refuse('StyleNotDefined', parameter, name, `a style that the capabilities list of ${layer.id}`)
    throw error
  }
}

async function pictureLayer(
  knex: Knex,
  { layer, style, view }: { layer: DrawnLayer; style: LayerStyle; view: MapView },
): Promise<PictureLayer> {
  const { rows, years, filter } = layer
  const year = rows.id === layer.layer.id ? undefined : rows.archive?.year
  const ids = filter && (await matchingIds(knex, layer, view))
  return {
    id: layer.layer.id,
    style,
    ...(year === undefined ? {} : { year }),
    filter: {
      in: years ? { year: years } : {},
      prefix: {},
      ...(ids ? { rows: { layer: rows.id, key: keyOf(layer), ids } } : {}),
    },
  }
}

const keyOf = ({ filter }: DrawnLayer) =>
  createHash('sha1')
    .update(JSON.stringify(filter ?? null))
    .digest('base64url')

/** Keys of the visible rows that match the filter, ascending. Throws WmsFault for too many. */
async function matchingIds(knex: Knex, drawn: DrawnLayer, view: MapView): Promise<Int32Array> {
  const { rows: layer } = drawn
  const seen = seenBox(view)
  const within = seen ? [sql`${catalogued(layer.geom)} && ${envelopeSql(seen)}`] : []
  const matching = rowsOf(layer, conditionOf(drawn), ...within)
  const rows = await select<{ key: number }>(
    knex,
    sql`SELECT ${catalogued(layer.key)} AS key ${matching} ORDER BY 1 LIMIT ${bound(MOST_ROWS + 1, 'int')}`,
  )
  if (rows.length > MOST_ROWS)
    throw new WmsFault(
      'InvalidParameterValue',
      'cql_filter',
      `cql_filter: it holds for more than ${MOST_ROWS} features of ${layer.id} in this map; ask for a smaller area`,
    )
  return Int32Array.from(rows, ({ key }) => Number(key))
}

/** Beyond the picture's own edge by this share, for symbols that reach into it. */
const MARGIN = 0.25
const STEPS = 8

/** West, south, east, north of what a picture shows and a margin; null where its CRS has no place for some of it. */
function seenBox({ crs, box }: MapView): [number, number, number, number] | null {
  const { toLonLat } = projectionOf({ uri: '', definition: crs.definition, latitudeFirst: false })
  const [left, bottom, right, top] = box
  const share = (at: number) => -MARGIN + (at * (1 + 2 * MARGIN)) / STEPS
  const places = Array.from({ length: (STEPS + 1) ** 2 }, (_, at) =>
    toLonLat(
      left + (right - left) * share(at % (STEPS + 1)),
      bottom + (top - bottom) * share(Math.floor(at / (STEPS + 1))),
    ),
  )
  if (!places.flat().every(Number.isFinite)) return null
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
