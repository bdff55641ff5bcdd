import { CRS84_URI } from '../../../core/geo/crs-uris.ts'
import { DEEPEST_ZOOM } from '../../../core/geo/tile.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { Collection } from '../features/read-collections.ts'
import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, RELATION, selfLinks } from '../ogc-link.ts'
import { type TileMatrixSet, tileMatrixSets } from './tile-matrix-set.ts'

/** Vector tiles of what features hold, or pictures of the layer in the style that is in force. */
export type TileKind = 'vector' | 'map'

export const tileTypes: Record<TileKind, string> = {
  vector: 'application/vnd.mapbox-vector-tile',
  map: 'image/png',
}

export const tilesPath = (id: string, kind: TileKind) =>
  kind === 'map' ? `/collections/${id}/map/tiles` : `/collections/${id}/tiles`

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

/** The tilesets of a collection (OGC 20-057, 10.2). */
export function describeTilesets(site: OgcSite, collection: Collection, kind: TileKind, year?: string) {
  return {
    links: selfLinks(site, tilesPath(collection.layer.id, kind), { type: mediaTypes.json, query: { year } }),
    tilesets: tileMatrixSets.map((set) => {
      const {
        layers: _layers,
        boundingBox: _box,
        ...item
      } = describeTileset(site, collection, { kind, set, year })
      return item
    }),
  }
}

/** Metadata of one tileset (17-083r4, 8; 20-057, 9.2). */
export function describeTileset(
  site: OgcSite,
  { layer, facts }: Collection,
  { kind, set, year }: { kind: TileKind; set: TileMatrixSet; year?: string | undefined },
) {
  const { language } = site
  return {
    title: `${layer.title[language]}: ${words.tile[kind][language]}`,
    dataType: kind,
    crs: set.crs,
    tileMatrixSetURI: set.uri,
    links: linksOf(site, layer.id, { kind, set, year }),
    ...(facts.extent
      ? {
          boundingBox: {
            lowerLeft: [facts.extent[0], facts.extent[1]],
            upperRight: [facts.extent[2], facts.extent[3]],
            crs: CRS84_URI,
          },
        }
      : {}),
    layers: kind === 'vector' ? [describeVectorLayer(layer, set, language)] : [],
  }
}

/** A tileset itself, its tile matrix set, and the template of its tiles. */
function linksOf(
  site: OgcSite,
  layer: string,
  { kind, set, year }: { kind: TileKind; set: TileMatrixSet; year?: string | undefined },
): OgcLink[] {
  const { language } = site
  const path = `${tilesPath(layer, kind)}/${set.id}`
  return [
    ...selfLinks(site, path, { type: mediaTypes.json, query: { year } }),
    {
      rel: `${RELATION}/tiling-scheme`,
      href: ogcAddress(site, `/tileMatrixSets/${set.id}`, { f: 'json' }),
      type: mediaTypes.json,
      title: words.scheme[language],
    },
    {
      rel: 'item',
      href: `${site.root}${path}/{tileMatrix}/{tileRow}/{tileCol}${year === undefined ? '' : `?year=${year}`}`,
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
