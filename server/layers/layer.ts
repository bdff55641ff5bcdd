import type { Knex } from 'knex'
import type { LayerGroup } from '../../core/api/map-layer.ts'
import type { Label } from '../../core/proposal/label.ts'
import type { Legend } from '../../core/style/legend.ts'
import type { SqlFragment } from '../database/sql-fragment.ts'
import type { Lineage } from './lineage.ts'
import type { RowSource } from './rows-of.ts'

export interface LayerField {
  /** The public property name: the same by every service. */
  name: string
  /** SQL expression over the layer's FROM; from this catalogue only, never from a client. */
  sql: string
  type: 'string' | 'number' | 'integer' | 'boolean'
  title: Label
  unit?: Label
  /** A number or text that means time: a year is the span of its days. */
  time?: 'year'
  /** Whether tiles carry it. */
  inTiles: boolean
  /** Name under which low-zoom aggregation sums it. */
  sumAs?: string
}

/** Descriptive texts of a layer. */
export interface LayerStory {
  legend: Legend | null
  /** What the layer shows, in a sentence. */
  finding: Label | null
  year: number | null
}

export interface LayerArchive {
  of: string
  year: number
  version: number
  archivedAt: string
  features: number
  story: LayerStory
}

/** One layer as every service knows it: what it is called, and how its rows are read. */
export interface LayerDefinition extends RowSource {
  id: string
  title: Label
  description: Label
  group: LayerGroup
  geometry: 'point' | 'line' | 'polygon' | 'mixed'
  /** Polygons that tile the plane without gaps. */
  coverage: boolean
  minZoom: number
  maxZoom: number
  heat: boolean
  /** Below it tiles carry points counted and summed by place instead of single ones. */
  aggregateBelowZoom?: number
  fields: readonly LayerField[]
  /** The same rows without what only some fields need, for counting: a quarter of the time for a million proposals. */
  bare?: RowSource
  /** Integer expression, unique in the layer and stable over updates. */
  key: string
  /** Geometry in EPSG:4326; and the cleaned twin that tiles read, where there is one. */
  geom: string
  tileGeom: string
  source: string | null
  /** Where there is no `source`: reads it from the files that it is made of. */
  readSource?(knex: Knex): Promise<string | null>
  /** Reads the legend that fits the data that is there now, and what it shows. Without it, a plain one or none. */
  readStory?(knex: Knex): Promise<LayerStory>
  licence: string | null
  year: number | null
  /**
   * Where it changes by other ways than imports, by people or by being computed anew: selects `first` and `last`, years of its
   * rows, and `changed`, when that was (written.ts).
   */
  written?: SqlFragment
  /** Without it, metadata say what the words of its title tell. */
  lineage?: Lineage
  /** Set in the office's catalogue on what the public does not see. */
  unpublished?: true
  /** Snapshots of it that the viewer may see, the newest year and version first. */
  archives?: readonly LayerDefinition[]
  /** Set on a snapshot: of which layer and year it is, and what the layer said then. */
  archive?: LayerArchive
}
