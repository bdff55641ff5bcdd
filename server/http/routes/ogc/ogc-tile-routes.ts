import { keepCatalogue } from '../../../catalogue/keep-catalogue.ts'
import { crumbsTo, linksPage } from '../../../pages/ogc/document-pages.ts'
import { collectionOf, findLayer } from '../../../publish/features/read-collections.ts'
import { tiledDataset } from '../../../publish/ogc-tiles/dataset-collections.ts'
import {
  describeTileMatrixSets,
  describeTileset,
  describeTilesets,
  type TiledData,
  type TileKind,
  tiledCollection,
  tilesPath,
} from '../../../publish/ogc-tiles/describe-tilesets.ts'
import {
  describeTileMatrixSet,
  tileMatrixSetNamed,
  tileMatrixSets,
} from '../../../publish/ogc-tiles/tile-matrix-set.ts'
import { readNodeRecord } from '../../../publish/records/read-records.ts'
import { routesFor } from '../../routing/route.ts'
import { type OgcAsked, type OgcRequest, ogcRoute, openOgc, readable, sendEither } from './ogc-answer.ts'
import { readYear } from './ogc-query.ts'
import { params } from './ogc-routes.ts'
import {
  collectionTile,
  datasetTile,
  type OgcTileAsked,
  type OgcTileServices,
  sendMapTile,
  sendVectorTile,
} from './send-ogc-tile.ts'

/** As tilesPath has them. */
const ENDS = { vector: '/tiles', map: '/map/tiles' } as const
const TILE = '/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}' as const
const sets = { tileMatrixSet: 'Id of a tile matrix set' }
const tileParams = { ...sets, tileMatrix: 'Zoom', tileRow: 'Row', tileCol: 'Column' }
const sendTile = { vector: sendVectorTile, map: sendMapTile } as const
const route = routesFor<OgcTileServices>({ kind: 'service', readsQueryItself: true })

/**
 * OGC API Tiles: tile matrix sets, tilesets of collections and of the dataset, vector tiles from the engine, pictures from the
 * renderer.
 */
export const ogcTileRoutes = [
  ogcRoute({
    method: 'get',
    path: '/ogc/tileMatrixSets',
    summary: 'Tile matrix sets',
    access: readable,
    async handle(asked) {
      const opened = openOgc(asked)
      const document = describeTileMatrixSets(opened.site)
      const links = document.tileMatrixSets.map(({ id, title }) => ({
        href: `/ogc/tileMatrixSets/${id}`,
        title: `${id}: ${title}`,
      }))
      await sendLinks(asked, opened, document, { title: 'TileMatrixSet', path: '/tileMatrixSets', links })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/tileMatrixSets/{tileMatrixSet}',
    summary: 'One tile matrix set',
    access: readable,
    params: sets,
    async handle(asked) {
      const opened = openOgc(asked)
      const set = tileMatrixSetNamed(asked.params.tileMatrixSet)
      const links = [{ href: set.uri, title: set.uri }]
      const page = { title: set.id, path: `/tileMatrixSets/${set.id}`, links }
      await sendLinks(asked, opened, describeTileMatrixSet(set), page)
    },
  }),
  ...(['vector', 'map'] as const).flatMap((kind) => [...collectionRoutes(kind), ...datasetRoutes(kind)]),
]

interface Opened {
  opened: OgcRequest
  data: TiledData
}

function collectionRoutes(kind: TileKind) {
  const base = `/ogc/collections/{collection}${ENDS[kind]}` as const
  return [
    ogcRoute({
      method: 'get',
      path: base,
      summary: `Tilesets of a collection (${kind})`,
      access: readable,
      params,
      handle: async (asked) => await sendTilesets(asked, kind, await openCollection(asked)),
    }),
    ogcRoute({
      method: 'get',
      path: `${base}/{tileMatrixSet}`,
      summary: `One tileset of a collection (${kind})`,
      access: readable,
      params: { ...params, ...sets },
      handle: async (asked) => await sendTileset(asked, kind, await openCollection(asked)),
    }),
    route({
      method: 'get',
      path: `${base}${TILE}`,
      summary: kind === 'vector' ? 'A vector tile' : 'A tile as a picture',
      access: readable,
      params: { ...params, ...tileParams },
      handle: (asked) => sendTile[kind](asked, collectionTile(asked)),
    }),
  ]
}

function datasetRoutes(kind: TileKind) {
  const base = `/ogc${ENDS[kind]}` as const
  return [
    route({
      method: 'get',
      path: base,
      summary: `Tilesets of the dataset (${kind})`,
      access: readable,
      handle: async (asked) => await sendTilesets(asked, kind, await openDataset(asked)),
    }),
    route({
      method: 'get',
      path: `${base}/{tileMatrixSet}`,
      summary: `One tileset of the dataset (${kind})`,
      access: readable,
      params: sets,
      handle: async (asked) => await sendTileset(asked, kind, await openDataset(asked)),
    }),
    route({
      method: 'get',
      path: `${base}${TILE}`,
      summary:
        kind === 'vector' ? 'A vector tile of several layers' : 'A tile of several layers as a picture',
      access: readable,
      params: tileParams,
      handle: async (asked) => await sendTile[kind](asked, await datasetTile(asked)),
    }),
  ]
}

async function sendTilesets(asked: OgcAsked, kind: TileKind, { opened, data }: Opened): Promise<void> {
  const path = tilesPath(data, kind)
  const links = tileMatrixSets.map(({ id }) => ({ href: `/ogc${path}/${id}`, title: id }))
  const page = { title: data.title[opened.site.language], path, links }
  await sendLinks(asked, opened, describeTilesets(opened.site, data, kind), page)
}

async function sendTileset(
  asked: OgcAsked<'tileMatrixSet'>,
  kind: TileKind,
  { opened, data }: Opened,
): Promise<void> {
  const set = tileMatrixSetNamed(asked.params.tileMatrixSet)
  const document = describeTileset(opened.site, data, { kind, set })
  const links = document.links
    .filter(({ rel }) => rel === 'item')
    .map(({ href, title }) => ({ href, title: `${title}: ${href}` }))
  const path = `${tilesPath(data, kind)}/${set.id}`
  await sendLinks(asked, opened, document, { title: document.title, path, links })
}

async function openCollection(asked: OgcAsked<'collection'>): Promise<Opened> {
  const { database, office } = asked.services
  const opened = openOgc(asked, { allowed: ['year'] })
  const year = readYear(opened.given)
  const layer = await findLayer(database.read, { id: asked.params.collection, year, actor: opened.actor })
  return { opened, data: tiledCollection(await collectionOf(database.read, office, layer), year) }
}

async function openDataset(asked: OgcTileAsked): Promise<Opened> {
  const { database, memo, office } = asked.services
  const opened = openOgc(asked, { allowed: ['collections'] })
  const node = await readNodeRecord(database.read, office, [])
  const collections = opened.given.get('collections')
  return {
    opened,
    data: await tiledDataset(database.read, office, {
      ...{ node, collections },
      catalogue: await keepCatalogue(database.read, memo, opened.actor),
    }),
  }
}

async function sendLinks(
  asked: OgcAsked,
  opened: OgcRequest,
  document: unknown,
  page: { title: string; path: string; links: readonly { href: string; title: string }[] },
): Promise<void> {
  await sendEither(asked, opened, {
    document,
    page: (language) => linksPage({ ...page, crumbs: crumbsTo(language) }),
  })
}
