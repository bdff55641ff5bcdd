import { downloadFormats } from '../../../core/download/download-formats.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { LayerRecord, RecordLink } from './metadata/layer-record.ts'

/** Every address by which a layer is reached. */
export function linksOf(publicUrl: string, { id, title }: LayerDefinition): RecordLink[] {
  const named = (sentence: { id: string; en: string }) => ({
    id: `${title.id}: ${sentence.id}`,
    en: `${title.en}: ${sentence.en}`,
  })
  return [
    {
      kind: 'wms',
      url: `${publicUrl}/wms?service=WMS&version=1.3.0&request=GetCapabilities`,
      mediaType: 'text/xml',
      format: 'WMS',
      name: id,
      title: named({ id: 'peta sebagai gambar (WMS)', en: 'map as pictures (WMS)' }),
    },
    {
      kind: 'features',
      url: `${publicUrl}/ogc/collections/${id}`,
      mediaType: 'application/json',
      format: 'OGC API Features',
      name: id,
      title: named({ id: 'objek (OGC API Features)', en: 'features (OGC API Features)' }),
    },
    {
      kind: 'tiles',
      url: `${publicUrl}/tiles/${id}.json`,
      mediaType: 'application/json',
      format: 'TileJSON',
      name: id,
      title: named({ id: 'petak vektor', en: 'vector tiles' }),
    },
    ...downloadFormats.map(
      ({ extension, name, mediaType }): RecordLink => ({
        ...{ kind: 'download', mediaType, format: name, name: id },
        url: `${publicUrl}/data/${id}.${extension}`,
        title: named({ id: `unduhan ${name}`, en: `download as ${name}` }),
      }),
    ),
  ]
}

/** Pixels along the longer edge. */
const THUMBNAIL_SIDE = 300
/** Of the extent, on each side, for symbols at its edge; at least so many degrees, for a layer of one point. */
const MARGIN = { share: 0.05, degrees: 0.005 }

/** Address of a small picture of the layer in its style; null while it holds nothing that has a place. */
export function thumbnailOf(
  publicUrl: string,
  { id }: Pick<LayerDefinition, 'id'>,
  extent: LayerRecord['extent'],
): string | null {
  if (!extent) return null
  const [west, south, east, north] = extent
  const margin = MARGIN.degrees + MARGIN.share * Math.max(east - west, north - south)
  const box = [west - margin, south - margin, east + margin, north + margin] as const
  const [wide, tall] = [box[2] - box[0], box[3] - box[1]]
  const scale = THUMBNAIL_SIDE / Math.max(wide, tall)
  const query = new URLSearchParams({
    service: 'WMS',
    version: '1.3.0',
    request: 'GetMap',
    layers: id,
    styles: '',
    crs: 'CRS:84',
    bbox: box.map((degrees) => degrees.toFixed(6)).join(','),
    width: String(Math.max(1, Math.round(wide * scale))),
    height: String(Math.max(1, Math.round(tall * scale))),
    format: 'image/png',
  })
  return `${publicUrl}/wms?${query}`
}
