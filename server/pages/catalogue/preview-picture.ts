import { lonLatToMercator } from '../../../core/geo/tile.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import { say } from '../language.ts'
import { catalogueWords as words } from './catalogue-words.ts'

/** Share of the extent left free on each side. */
const MARGIN = 0.06
/** Pixels of a picture for shared links, as networks crop it (1.91 : 1). */
const SHARED_SIZE = [1200, 630] as const
/** Half a village, for layers that hold one point. */
const LEAST_METRES = 2_000

/** Address of a WMS picture of a layer's whole extent, of this size in pixels, over the land of all villages. */
export function previewPicture(
  layer: string,
  extent: readonly [number, number, number, number],
  [width, height]: readonly [number, number],
): string {
  const [west, south] = lonLatToMercator(extent[0], extent[1])
  const [east, north] = lonLatToMercator(extent[2], extent[3])
  const wide = Math.max(LEAST_METRES, east - west) * (1 + 2 * MARGIN)
  const tall = Math.max(LEAST_METRES, north - south) * (1 + 2 * MARGIN)
  const metresPerPixel = Math.max(wide / width, tall / height)
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const [halfWide, halfTall] = [(metresPerPixel * width) / 2, (metresPerPixel * height) / 2]
  const box = [x - halfWide, y - halfTall, x + halfWide, y + halfTall].map((metres) => metres.toFixed(1))
  const layers = layer === 'areas-village' ? [layer] : ['areas-village', layer]
  const query = new URLSearchParams({
    SERVICE: 'WMS',
    VERSION: '1.3.0',
    REQUEST: 'GetMap',
    LAYERS: layers.join(','),
    STYLES: '',
    CRS: 'EPSG:3857',
    BBOX: box.join(','),
    WIDTH: String(width),
    HEIGHT: String(height),
    FORMAT: 'image/png',
    BGCOLOR: '0xDBE8EE',
  })
  return `/wms?${query}`
}

/** What a network shows beside a link: the picture of a layer that everyone may see, since no network has an account. */
export function sharedPicture(
  { layer, extent, title }: Pick<LayerRecord, 'layer' | 'extent' | 'title'>,
  language: Language,
) {
  if (!extent) return undefined
  return {
    address: previewPicture(layer, extent, SHARED_SIZE),
    size: SHARED_SIZE,
    alt: say(words.preview, language, { layer: title[language] }),
  }
}

/** Address of the picture of a layer's legend. */
export function legendPicture(layer: string, language: string): string {
  const query = new URLSearchParams({
    SERVICE: 'WMS',
    VERSION: '1.3.0',
    REQUEST: 'GetLegendGraphic',
    LAYER: layer,
    FORMAT: 'image/png',
    LANGUAGE: language,
  })
  return `/wms?${query}`
}
