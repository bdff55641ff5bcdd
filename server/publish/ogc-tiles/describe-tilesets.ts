import { CRS84_URI } from '../../../core/geo/crs-uris.ts'
import { DEEPEST_ZOOM } from '../../../core/geo/tile.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { Collection } from '../features/read-collections.ts'
import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, RELATION, selfLinks } from '../ogc-link.ts'
import { unionOf } from '../records/read-records.ts'
import { limitsOf } from './tile-limits.ts'
import { type TileMatrixSet, tileMatrixSets } from './tile-matrix-set.ts'

/** Vector tiles of what features hold, or pictures of the layer in the style that is in force. */
export type TileKind = 'vector' | 'map'

export const tileTypes: Record<TileKind, string> = {
  vector: 'application/vnd.mapbox-vector-tile',
  map: 'image/png',
}

/** What a tileset is of: one collection, or several of the dataset in one tile. */
export interface TiledData {
  title: Label
  /** Below the landing page, without /tiles: '' for the dataset. */
  root: string
  collections: readonly Collection[]
  /** What its addresses say besides: the year, or which collections. */
  query: Readonly<Record<string, string | undefined>>
}

export function tiledCollection(collection: Collection, year: string | undefined): TiledData {
  const { title, id } = collection.layer
  return { title, root: `/collections/${id}`, collections: [collection], query: { year } }
}

export const tilesPath = ({ root }: Pick<TiledData, 'root'>, kind: TileKind) =>
  kind === 'map' ? `${root}/map/tiles` : `${root}/tiles`

const words = {
  scheme: { id: 'Skema petak', en: 'Tile matrix set' },
  tile: { vector: { id: 'Petak vektor', en: 'Vector tiles' }, map: { id: 'Petak gambar', en: 'Map tiles' } },
} as const

export function describeTileMatrixSets(site: OgcSite) {
  return {
    links: selfLinks(site, '/tileMatrixSets', { type: mediaTypes.json }),
    tileMatrixSets: tileMatrixSets.map(({ id, title, uri, crs }) => ({
      id,
      title,
      uri,
      crs,
      links: selfLinks(site, `/tileMatrixSets/${id}`, { type: mediaTypes.json }),
    })),
  }
}

/** The tilesets of a collection or of the dataset (OGC 20-057, 10.2 and 11.2). */
export function describeTilesets(site: OgcSite, data: TiledData, kind: TileKind) {
  return {
    links: selfLinks(site, tilesPath(data, kind), { type: mediaTypes.json, query: data.query }),
    tilesets: tileMatrixSets.map((set) => {
      const { layers: _layers, boundingBox: _box, ...item } = describeTileset(site, data, { kind, set })
      return item
    }),
  }
}

/** Metadata of one tileset (17-083r4, 8; 20-057, 9.2). */
export function describeTileset(
  site: OgcSite,
  data: TiledData,
  { kind, set }: { kind: TileKind; set: TileMatrixSet },
) {
  const { language } = site
  const { title, collections } = data
  const extent = unionOf(collections.map(({ facts }) => facts))
  return {
    title: `${title[language]}: ${words.tile[kind][language]}`,
    dataType: kind,
    crs: set.crs,
    tileMatrixSetURI: set.uri,
    // Clients written for the drafts look for the id beside the address.
    tileMatrixSetId: set.id,
    ...(extent ? { tileMatrixSetLimits: limitsOf(set, extent) } : {}),
    links: linksOf(site, data, { kind, set }),
    ...(extent
      ? {
          boundingBox: {
            lowerLeft: [extent[0], extent[1]],
            upperRight: [extent[2], extent[3]],
            crs: CRS84_URI,
          },
        }
      : {}),
    layers:
      kind === 'vector' ? collections.map(({ layer }) => describeVectorLayer(layer, set, language)) : [],
  }
}

/** A tileset itself, its tile matrix set, and the template of its tiles. */
function linksOf(
  site: OgcSite,
  data: TiledData,
  { kind, set }: { kind: TileKind; set: TileMatrixSet },
): OgcLink[] {
  const { language } = site
  const path = `${tilesPath(data, kind)}/${set.id}`
  const stated = Object.entries(data.query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  return [
    ...selfLinks(site, path, { type: mediaTypes.json, query: data.query }),
    {
      rel: `${RELATION}/tiling-scheme`,
      href: ogcAddress(site, `/tileMatrixSets/${set.id}`, { f: 'json' }),
      type: mediaTypes.json,
      title: words.scheme[language],
    },
    {
      rel: 'item',
      href: `${site.root}${path}/{tileMatrix}/{tileRow}/{tileCol}${stated.length === 0 ? '' : `?${stated.join('&')}`}`,
      type: tileTypes[kind],
      title: words.tile[kind][language],
      templated: true,
    },
  ]
}

function describeVectorLayer(layer: LayerDefinition, set: TileMatrixSet, language: Language) {
  const [minTileMatrix, maxTileMatrix] = [layer.minZoom, Math.min(layer.maxZoom, DEEPEST_ZOOM)].map((zoom) =>
    String(Math.max(0, zoom - set.zoomsAhead)),
  )
  const fields = layer.fields.filter(({ inTiles }) => inTiles)
  return {
    id: layer.id,
    title: layer.title[language],
    dataType: 'vector',
    geometryDimension: { point: 0, line: 1, polygon: 2, mixed: undefined }[layer.geometry],
    minTileMatrix,
    maxTileMatrix,
    propertiesSchema: {
      type: 'object',
      properties: Object.fromEntries(
        fields.map(({ name, type, title }) => [name, { type, title: title[language] }]),
      ),
    },
  }
}
