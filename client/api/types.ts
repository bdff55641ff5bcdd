import type { LayerStyle } from '../../core/style/layer-style.ts'
import type { BivariateAxis, Legend } from '../../core/style/legend.ts'

export type { BivariateAxis, Legend }

/** Text in both languages of the screen. */
export type Bilingual = { id: string; en: string }

/** West, south, east, north in degrees (WGS 84, lon-lat). */
export type LonLatBox = [number, number, number, number]
export type LonLat = [number, number]

export type District = {
  id: string
  name: string
  demo: boolean
  codeEdition: string
  extent: LonLatBox
  years: number[]
  counts: { villages: number; districts: number; proposals: number; facilities: number }
  attribution: string[]
}

/** How a layer is drawn now. */
export type MapStyle = {
  name: string
  /** Made from the data, since nobody chose another. */
  generated: boolean
  version: number
  document: LayerStyle
}

export type MapLayer = {
  id: string
  title: Bilingual
  description: Bilingual
  finding: Bilingual | null
  group: 'proposals' | 'need' | 'services' | 'base' | 'other'
  geometry: 'point' | 'line' | 'polygon' | 'mixed'
  count: number
  withoutLocation: number
  /** Template of the tiles' address with {z}, {x} and {y}. */
  tiles: string
  minZoom: number
  maxZoom: number
  heat: boolean
  extent: LonLatBox | null
  legend: Legend | null
  style: MapStyle
  fields: { name: string; type: string; title: Bilingual; unit?: Bilingual }[]
  source: string | null
  licence: string | null
  year: number | null
  /** Too large for the server's memory, so that the database makes its tiles. */
  streamed?: boolean
  /** Why the map cannot show it; without it, it can. */
  unavailable?: Bilingual
}

/** A map of somebody else's that can be laid beside ours. */
export type ContextLayer = {
  id: string
  kind: 'xyz' | 'wms' | 'wfs' | 'ogc-features'
  url: string
  layer: string | null
  title: Bilingual
  attribution: string
}

export type LocationQuality = 'point' | 'area' | 'conflict' | 'none'

export type Proposal = {
  code: string
  year: number
  source: string
  title: string
  problem: string | null
  sector: string
  agency: string | null
  costRupiah: number | null
  volume: number | null
  unit: string | null
  status: string
  stage: string
  locationQuality: LocationQuality
  villageCode: string | null
  villageName: string | null
  districtCode: string | null
  districtName: string | null
  service: string | null
  nearestFacilityMetres: number | null
  standardMetres: number | null
  beyondStandard: boolean | null
  point: LonLat | null
}

export type Decision = {
  stage: string
  role: string
  decision: string
  reason: string | null
  at: string | null
}

export type ProposalGeometry =
  | { type: 'Point'; coordinates: number[] }
  | { type: 'MultiPoint' | 'LineString'; coordinates: number[][] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

export type ProposalDetail = Proposal & {
  geometry: ProposalGeometry | null
  address: string | null
  beneficiaries: number | null
  suggestion: { reason: string; text?: Bilingual } | null
  decisions: Decision[]
  village: {
    population: number | null
    poorPopulation: number | null
    poorWithheld?: string | null
    povertyRate: number | null
    idm: number | null
    idmStatus: string | null
  } | null
}

export type ProposalPage = {
  items: Proposal[]
  next: string | null
  total: {
    count: number
    withLocation: number
    withoutLocation: number
    conflict: number
    costRupiah: number
  }
}

export type Indicators = {
  count: number
  costRupiah: number
  realised: number
  realisedShare: number
  withoutLocation: number
  conflict: number
  byStatus: { status: string; count: number; costRupiah: number }[]
  bySector: { sector: string; count: number; costRupiah: number }[]
}

export type Place = {
  kind: 'village' | 'district' | 'proposal' | 'road' | 'facility'
  code: string
  title: string
  subtitle: string | null
  point: LonLat | null
  bbox: LonLatBox | null
}

export type Identified = {
  layer: string
  title: string
  code?: string
  properties: Record<string, string | number | boolean | null | undefined>
}

/** Tiles "z/x/y" that changed; those deeper than `deepest` changed if they lie under one of that level. */
export type LayerChange = { layer: string; tiles: string[]; deepest: number }
