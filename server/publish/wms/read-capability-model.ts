import type { Knex } from 'knex'
import type { Actor } from '../../../core/access/actor.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { IN_FORCE, readAllStyles } from '../../styles/read-style.ts'
import { offeredCrss } from '../features/offered-crs.ts'
import type { LayerRecord } from '../records/metadata/layer-record.ts'
import { readNodeRecord, readRecords } from '../records/read-records.ts'
import type { RecordOffice } from '../records/record-office.ts'
import type { CapabilityLayer, CapabilityModel, CapabilityStyle } from './capability-model.ts'
import { timeDimension } from './time-dimension.ts'
import { readUpdateSequence } from './update-sequence.ts'

/** Pixels of a style's legend as GetLegendGraphic draws it; null where it cannot. */
export type LegendSize = (
  style: LayerStyle,
  layer: Pick<LayerDefinition, 'geometry' | 'title'>,
) => Promise<CapabilityStyle['legend']>

/** What the actor may know of every layer that holds something, as capabilities tell it. */
export async function readCapabilityModel(
  knex: Knex,
  office: RecordOffice,
  { actor, legendSize, write }: { actor: Actor; legendSize: LegendSize; write: Knex },
): Promise<CapabilityModel> {
  const catalogue = await readCatalogue(knex, actor)
  const records = await readRecords(knex, office, actor)
  const node = await readNodeRecord(knex, office, records)
  const layers: CapabilityLayer[] = []
  for (const record of records) {
    const layer = catalogue.find(({ id }) => id === record.layer)
    if (layer) layers.push(await readLayer(knex, { layer, record, legendSize }))
  }
  return {
    title: node.title,
    abstract: node.abstract,
    contact: node.contact,
    publicUrl: office.publicUrl,
    updateSequence: await readUpdateSequence({ read: knex, write }, records),
    extent: mappable(node.extent),
    crss: offeredCrss(node.extent, office).map(({ definition }) => definition.code),
    keywords: node.keywords,
    layers,
  }
}

async function readLayer(
  knex: Knex,
  { layer, record, legendSize }: { layer: LayerDefinition; record: LayerRecord; legendSize: LegendSize },
): Promise<CapabilityLayer> {
  const known = await readAllStyles(knex, layer)
  const [inForce] = known
  const styles: CapabilityStyle[] = [
    { name: IN_FORCE, title: inForce.title, legend: await legendSize(inForce.document, layer) },
  ]
  for (const { name, title, document } of known)
    styles.push({ name, title, legend: await legendSize(document, layer) })
  const { title, abstract, keywords, contact, licence } = record
  return {
    name: layer.id,
    title,
    abstract,
    keywords,
    group: layer.group,
    opaque: layer.coverage,
    extent: mappable(record.extent),
    time: timeDimension(layer, record.years),
    attribution: licence ? `${contact.name} (${licence.text})` : contact.name,
    record: record.id,
    downloads: record.links.filter(({ kind }) => kind === 'download'),
    styles,
    scale: scaleOf(inForce.document),
  }
}

/** About a hundred metres. */
const LEAST_DEGREES = 0.001

/** A box that a map can be asked of, also of what lies in one point or line: one without an area is no map (06-042, 7.3.3.6). */
function mappable(extent: LayerRecord['extent']): CapabilityLayer['extent'] {
  if (!extent) return null
  const [west, south, east, north] = extent
  const x = Math.max(0, LEAST_DEGREES - (east - west)) / 2
  const y = Math.max(0, LEAST_DEGREES - (north - south)) / 2
  return [west - x, south - y, east + x, north + y]
}

/** From the least to the most denominator at which some rule draws. */
function scaleOf({ rules }: LayerStyle): CapabilityLayer['scale'] {
  const min = Math.min(...rules.map(({ scaleDenominator }) => scaleDenominator?.min ?? 0))
  const max = Math.max(...rules.map(({ scaleDenominator }) => scaleDenominator?.max ?? Infinity))
  return { ...(min > 0 ? { min } : {}), ...(max < Infinity ? { max } : {}) }
}
