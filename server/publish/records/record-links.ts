import { downloadFormats } from '../../../core/download/download-formats.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { RecordLink } from './layer-record.ts'

/** Every address by which a layer is reached. */
export function linksOf(publicUrl: string, { id, title }: LayerDefinition): RecordLink[] {
  const named = (sentence: { id: string; en: string }) => ({
    id: `${title.id}: ${sentence.id}`,
    en: `${title.en}: ${sentence.en}`,
  })
  return [
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
        kind: 'download',
        url: `${publicUrl}/data/${id}.${extension}`,
        mediaType,
        format: name,
        name: id,
        title: named({ id: `unduhan ${name}`, en: `download as ${name}` }),
      }),
    ),
  ]
}

/** A picture of the layer, for lists; null while there is no door that draws one. */
export function thumbnailOf(_publicUrl: string, _layer: LayerDefinition): string | null {
  return null
}
