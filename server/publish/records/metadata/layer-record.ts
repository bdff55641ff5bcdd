import type { Label } from '../../../../core/proposal/label.ts'
import type { LayerDefinition, LayerField } from '../../../layers/layer.ts'
import type { TopicCategory, UpdateFrequency } from '../../../layers/metadata-codes.ts'
import type { KugiObject } from './kugi.ts'
import type { MetadataOverrides } from './metadata-request.ts'

/** One file, or one table of ours, from which a layer was made. */
export interface LineageSource {
  /** Which file it is and what it was read as, in words. */
  title: string
  /** The file alone; null for what was made of another one. */
  file: string | null
  /** What it was read as: "Village boundaries". */
  content: Label
  source: string | null
  licence: string | null
  year: number | null
  /** As the file had it ("EPSG:32749"); null where it has no places of its own. */
  crs: string | null
  importedAt: string
  counts: ImportCounts
  /** What the import found, as it said it (English). */
  findings: readonly string[]
}

/** Rows of a file: read, kept, mended on the way, refused. */
export interface ImportCounts {
  rows: number
  loaded: number
  repaired: number
  rejected: number
}

export interface RecordContact {
  name: string
  email: string | undefined
  phone: string | undefined
  address: string | undefined
}

/** A way to reach a layer: a service, a downloadable file, or a page. */
export interface RecordLink {
  kind: 'wms' | 'features' | 'tiles' | 'download' | 'page'
  url: string
  /** IANA media type of what the address answers with. */
  mediaType: string
  /** Short name of the format, for people: GeoJSON, CSV. */
  format: string
  /** Name of the layer within the service. */
  name: string
  title: Label
}

export interface RecordQuality extends ImportCounts {
  /** Features of the layer as it stands, and how many of them have no place. */
  features: number
  withoutLocation: number
  completeness: Label
  positional: Label
}

/** Everything that a catalogue says of a layer: the one source of ISO 19115, DCAT, CSW, OGC API Records and pages. */
export interface LayerRecord {
  /** Stable UUID: ISO's fileIdentifier. */
  id: string
  /** Id of the layer, as every other service has it. */
  layer: string
  /** Record of the node as a whole: ISO's parentIdentifier. */
  parent: string
  title: Label
  abstract: Label
  /** What the data shows now, in one sentence. */
  finding: Label | null
  keywords: readonly Label[]
  topic: TopicCategory
  kugi: KugiObject | null
  geometry: LayerDefinition['geometry']
  fields: readonly Pick<LayerField, 'name' | 'type' | 'title' | 'unit'>[]
  /** West, south, east, north in degrees; null while nothing has a place. */
  extent: readonly [number, number, number, number] | null
  /** First and last year that the data tells of. */
  years: readonly [number, number] | null
  /** ISO 8601 in UTC: when the data came into the store, and when it or its description last changed. */
  created: string
  revised: string
  updateFrequency: UpdateFrequency
  statement: Label
  sources: readonly LineageSource[]
  steps: readonly Label[]
  quality: RecordQuality
  /** Null while nobody has stated one. */
  licence: { text: string; url: string | null } | null
  /** Limitations that users must know before using it. */
  constraints: readonly Label[]
  contact: RecordContact
  /** CRS of the stored coordinates. */
  crs: 'EPSG:4326'
  /** For which scale it was made, 25000 for 1:25.000; null where nobody has stated it. */
  scaleDenominator: number | null
  links: readonly RecordLink[]
  /** Address of a small picture; null where there is none. */
  thumbnail: string | null
  /** Layers from which this one is computed. */
  derivedFrom: readonly { id: string; layer: string; title: Label }[]
  /** What a planner stated beyond what the data says itself, and its version for If-Match (0: none yet). */
  overrides: MetadataOverrides
  version: number
}

/** This server's data as a whole: the series to which the record of every layer belongs. */
export interface NodeRecord {
  id: string
  title: Label
  abstract: Label
  extent: LayerRecord['extent']
  created: string
  revised: string
  contact: RecordContact
  keywords: readonly Label[]
  children: readonly string[]
  url: string
}
