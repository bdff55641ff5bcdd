import { crumbsTo, linksPage } from '../../../pages/ogc/document-pages.ts'
import { findLayer } from '../../../publish/features/read-collections.ts'
import {
  describeTileMatrixSets,
  describeTileset,
  describeTilesets,
  type TileKind,
  tilesPath,
} from '../../../publish/ogc-tiles/describe-tilesets.ts'
import {
  describeTileMatrixSet,
  tileMatrixSetNamed,
  tileMatrixSets,
} from '../../../publish/ogc-tiles/tile-matrix-set.ts'
import { factsOf } from '../../../publish/records/facts-of.ts'
import { routesFor } from '../../routing/route.ts'
import { type OgcAsked, type OgcRequest, ogcRoute, openOgc, readable, sendEither } from './ogc-answer.ts'
import { readYear } from './ogc-query.ts'
import { params } from './ogc-routes.ts'
import { type OgcTileServices, sendMapTile, sendVectorTile } from './send-ogc-tile.ts'

/** As tilesPath has them. */
const BASES = {
  vector: '/ogc/collections/{collection}/tiles',
  map: '/ogc/collections/{collection}/map/tiles',
} as const
const sets = { tileMatrixSet: 'Id of a tile matrix set' }
const route = routesFor<OgcTileServices>({ kind: 'service', readsQueryItself: true })

/** OGC API Tiles: tile matrix sets, tilesets of collections, vector tiles from the engine, pictures from the renderer. */
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
  ...(['vector', 'map'] as const).flatMap((kind) => [
    tilesetsRoute(kind),
    tilesetRoute(kind),
    tileRoute(kind),
  ]),
]

function tilesetsRoute(kind: TileKind) {
  return ogcRoute({
    method: 'get',
    path: BASES[kind],
    summary: `Tilesets of a collection (${kind})`,
    access: readable,
    params,
    async handle(asked) {
      const { opened, collection, year } = await openCollection(asked, asked.params)
      const { layer } = collection
      const path = tilesPath(layer.id, kind)
      const links = tileMatrixSets.map(({ id }) => ({ href: `/ogc${path}/${id}`, title: id }))
      const page = { title: layer.title[opened.site.language], path, links }
      await sendLinks(asked, opened, describeTilesets(opened.site, collection, kind, year), page)
    },
  })
}

function tilesetRoute(kind: TileKind) {
  return ogcRoute({
    method: 'get',
    path: `${BASES[kind]}/{tileMatrixSet}`,
    summary: `One tileset of a collection (${kind})`,
    access: readable,
    params: { ...params, ...sets },
    async handle(asked) {
      const { opened, collection, year } = await openCollection(asked, asked.params)
      const set = tileMatrixSetNamed(asked.params.tileMatrixSet)
      const document = describeTileset(opened.site, collection, { kind, set, year })
      const links = document.links
        .filter(({ rel }) => rel === 'item')
        .map(({ href, title }) => ({ href, title: `${title}: ${href}` }))
      const path = `${tilesPath(collection.layer.id, kind)}/${set.id}`
      await sendLinks(asked, opened, document, { title: document.title, path, links })
    },
  })
}

function tileRoute(kind: TileKind) {
  return route({
    method: 'get',
    path: `${BASES[kind]}/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}`,
    summary: kind === 'vector' ? 'A vector tile' : 'A tile as a picture',
    access: readable,
    params: { ...params, ...sets, tileMatrix: 'Zoom', tileRow: 'Row', tileCol: 'Column' },
    handle: (asked) => (kind === 'vector' ? sendVectorTile(asked) : sendMapTile(asked)),
  })
}

async function openCollection(asked: OgcAsked, { collection: id }: { collection: string }) {
  const { database, office } = asked.services
  const opened = openOgc(asked, { allowed: ['year'] })
  const year = readYear(opened.given)
  const layer = await findLayer(database.read, { id, year, actor: opened.actor })
  return { opened, year, collection: { layer, facts: await factsOf(database.read, office, layer) } }
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
