import type { LayerGroup } from '../../../core/api/map-layer.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { RecordContact } from '../records/metadata/layer-record.ts'
import type { TimeDimension } from './time-dimension.ts'

export interface CapabilityStyle {
  /** As requests name it. */
  name: string
  title: Label
  /** Pixels; null where no legend can be drawn. */
  legend: { width: number; height: number } | null
}

/** What capabilities of either version tell of a layer. */
export interface CapabilityLayer {
  name: string
  title: Label
  abstract: Label
  keywords: readonly Label[]
  group: LayerGroup
  /** Polygons that fill the plane. */
  opaque: boolean
  /** West, south, east, north in degrees; null while nothing has a place. */
  extent: readonly [number, number, number, number] | null
  time: TimeDimension | null
  attribution: string
  /** UUID of the record that /csw has of it. */
  record: string
  downloads: readonly { mediaType: string; url: string }[]
  styles: readonly CapabilityStyle[]
  /** Scale denominators between which the style in force draws anything; open ends are left out. */
  scale: { min?: number; max?: number }
}

export interface CapabilityModel {
  title: Label
  abstract: Label
  contact: RecordContact
  publicUrl: string
  updateSequence: string
  extent: CapabilityLayer['extent']
  /** Codes of the CRSs that are offered. */
  crss: readonly string[]
  keywords: readonly Label[]
  layers: readonly CapabilityLayer[]
}

/** Branches of the layer tree, in the order of the layer list. */
export const BRANCHES: readonly { group: LayerGroup; title: Label }[] = [
  { group: 'proposals', title: { id: 'Usulan', en: 'Proposals' } },
  { group: 'need', title: { id: 'Kemiskinan dan kebutuhan', en: 'Poverty and need' } },
  { group: 'services', title: { id: 'Layanan dasar', en: 'Basic services' } },
  { group: 'base', title: { id: 'Peta dasar', en: 'Base map' } },
  { group: 'other', title: { id: 'Lainnya', en: 'Others' } },
]

export const serviceAddress = (publicUrl: string) => `${publicUrl}/wms?`

export function legendAddress(
  { publicUrl }: CapabilityModel,
  { layer, style, version }: { layer: string; style: string; version: string },
): string {
  const query = new URLSearchParams({
    service: 'WMS',
    version,
    sld_version: '1.1.0',
    request: 'GetLegendGraphic',
    layer,
    style,
    format: 'image/png',
  })
  return serviceAddress(publicUrl) + query
}

/** The ISO 19139 record of a layer. */
export function metadataAddress({ publicUrl }: CapabilityModel, { record }: CapabilityLayer): string {
  const query = new URLSearchParams({
    service: 'CSW',
    version: '2.0.2',
    request: 'GetRecordById',
    id: record,
    elementSetName: 'full',
    outputSchema: 'http://www.isotc211.org/2005/gmd',
  })
  return `${publicUrl}/csw?${query}`
}

/** `2023,2024,2025`, and how requests may ask for them; without TIME they get the default. */
export function timeWords({ years, several }: TimeDimension) {
  const [first, last] = [years[0], years.at(-1)]
  return {
    extent: years.join(','),
    attributes: {
      default: several ? `${first}/${last}` : 'current',
      multipleValues: several ? 1 : 0,
      nearestValue: 0,
      current: several ? 0 : 1,
    },
  }
}
